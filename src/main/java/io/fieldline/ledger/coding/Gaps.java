package io.fieldline.ledger.coding;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.Gap;
import io.fieldline.tenant.NearMisses;

/** All that one document lacks, each thing once, with what in the books comes nearest to it. */
final class Gaps {

    private static final int DECIMALS = 2;

    private final BooksCatalogue books;
    private final Set<Gap> gaps = new LinkedHashSet<>();

    Gaps(BooksCatalogue books) {
        this.books = books;
    }

    static boolean areCents(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= DECIMALS;
    }

    boolean isEmpty() {
        return gaps.isEmpty();
    }

    List<Gap> all() {
        return List.copyOf(gaps);
    }

    void add(Gap gap) {
        gaps.add(gap);
    }

    void inCents(Stream<BigDecimal> amounts) {
        amounts.filter(amount -> !areCents(amount)).findFirst()
                .ifPresent(amount -> add(Gap.of("amount", amount + " is no amount in cents")));
    }

    /** @param name empty where the document has none */
    void unmapped(String what, String name, What of, String table) {
        if (name.isEmpty()) {
            add(Gap.of(what, "it has no " + what + ", which a row in " + table + " could be for"));
        } else {
            unmapped(what, List.of(name), of, table);
        }
    }

    /** @param names by which the same thing is known; people see the first */
    void unmapped(String what, List<String> names, What of, String table) {
        add(new Gap(what, names.get(0), "the " + what + " " + names.get(0) + " has no row in " + table, nearest(names, of)));
    }

    /** The name, when the books have it. */
    Optional<String> there(What what, String name) {
        if (books.names(what).stream().anyMatch(name::equals)) {
            return Optional.of(name);
        }
        add(new Gap(what.word(), name, "the books have no " + what.word() + " " + name + " in use",
                nearest(List.of(name), what)));
        return Optional.empty();
    }

    private Optional<String> nearest(List<String> names, What of) {
        return names.stream().filter(name -> !name.isEmpty()).flatMap(name -> NearMisses.of(name, books.names(of)).stream())
                .findFirst();
    }
}
