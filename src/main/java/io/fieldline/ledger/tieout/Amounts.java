package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;

/** What contents amount to, where it is compared. */
public final class Amounts {

    /** The account of tax whose code is not known. */
    public static final String TAX = "Tax";

    private Amounts() {}

    /** @param content as a document is coded now */
    public static List<Amount> of(DocumentKey document, Content content) {
        return of(document, content, content.header().date());
    }

    /** What stands in the books by an entry; nothing for one that is void, or that was there before. */
    public static List<Amount> of(LedgerEntry entry) {
        return entry.adopted()
                ? List.of()
                : entry.content().map(content -> of(entry.key().source(), content, entry.date())).orElse(List.of());
    }

    /** What a document comes to that cannot be coded, or is not to be posted yet. */
    public static Amount whole(DocumentKey document, Family family, String number, LocalDate day, BigDecimal total) {
        return new Amount(family, document.spoken(), number, day, "", "", total);
    }

    private static List<Amount> of(DocumentKey document, Content content, LocalDate day) {
        Header header = content.header();
        String location = header.location().orElse("");
        List<Amount> amounts = new ArrayList<>();
        for (Line line : content.lines()) {
            String unit = line.itemClass().isEmpty() ? location : line.itemClass();
            String account = content.family() == Family.SETTLEMENT ? header.account().orElse("") : line.item();
            amounts.add(new Amount(content.family(), document.spoken(), header.number(), day, unit, account, line.amount()));
        }
        if (content.tax().signum() != 0) {
            amounts.add(new Amount(content.family(), document.spoken(), header.number(), day, location,
                    header.taxCode().orElse(TAX), content.tax()));
        }
        return amounts;
    }
}
