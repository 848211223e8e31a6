package io.fieldline.ledger.coding;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Gap;

/** Compares the names that a coding gives with those that the books have in use. */
public final class NamesInBooks {

    private NamesInBooks() {}

    /** Names that documents would wait for, each once, with what in the books comes nearest. */
    public static List<Gap> missing(Coding coding, BooksCatalogue books) {
        Map<What, Set<String>> names = new EnumMap<>(What.class);
        add(names, What.ITEM, coding.items(), "item");
        add(names, What.ITEM, coding.payments(), "refundItem");
        add(names, What.CLASS, coding.units(), "class");
        add(names, What.LOCATION, coding.units(), "location");
        add(names, What.TAX_CODE, coding.taxes(), "code");
        add(names, What.METHOD, coding.payments(), "method");
        add(names, What.ACCOUNT, coding.payments(), "depositTo");
        add(names, What.ACCOUNT, coding.bankDeposits(), "account");
        add(names, What.ACCOUNT, coding.bankDeposits(), "feeAccount");
        add(names, What.TERMS, coding.terms(), "terms");
        Gaps gaps = new Gaps(books);
        names.forEach((what, some) -> some.forEach(name -> gaps.there(what, name)));
        return gaps.all();
    }

    private static void add(Map<What, Set<String>> names, What what, CodingTable table, String field) {
        table.rows().stream().map(row -> row.gives().get(field)).filter(Objects::nonNull)
                .forEach(name -> names.computeIfAbsent(what, none -> new TreeSet<>()).add(name));
    }
}
