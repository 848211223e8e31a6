package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.tieout.Difference.Because;

/** Compares what ServiceTitan, the ledger and the books have, and says for every cent that does not agree why. */
public final class TieOut {

    private static final Comparator<Cell> ORDER = Comparator.comparing(Cell::day).thenComparing(Cell::unit)
            .thenComparing(Cell::account).thenComparing(Cell::document).thenComparing(Cell::family);

    private final Waiting waiting;
    private final Map<Cell, Totals> cells = new LinkedHashMap<>();
    private final Map<String, Totals> documents = new HashMap<>();
    private final Map<String, List<Cell>> places = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();

    private TieOut(Waiting waiting) {
        this.waiting = waiting;
    }

    /**
     * @param serviceTitan documents as they are now, coded anew; those that cannot be coded, or are not final, with what they
     * come to as a whole
     * @param ledger what was posted
     * @param books what they have, documents of others too where those are to be found
     */
    public static Comparison compare(Collection<Amount> serviceTitan, Collection<Amount> ledger, Collection<Amount> books,
            Waiting waiting) {
        return compare(serviceTitan, ledger, books, waiting, day -> true);
    }

    /**
     * As above, of some days.
     *
     * @param counted days whose amounts are compared; those of others only help to say why these differ
     */
    public static Comparison compare(Collection<Amount> serviceTitan, Collection<Amount> ledger, Collection<Amount> books,
            Waiting waiting, Predicate<LocalDate> counted) {
        TieOut tieOut = new TieOut(waiting);
        serviceTitan.forEach(one -> tieOut.add(one, new Totals(one.amount(), Cents.ZERO, Cents.ZERO)));
        ledger.forEach(one -> tieOut.add(one, new Totals(Cents.ZERO, one.amount(), Cents.ZERO)));
        books.forEach(one -> tieOut.add(one, new Totals(Cents.ZERO, Cents.ZERO, one.amount())));
        Map<Cell, Totals> compared = new LinkedHashMap<>(tieOut.cells);
        compared.keySet().removeIf(cell -> !counted.test(cell.day()));
        return new Comparison(compared, tieOut.differences(compared));
    }

    private void add(Amount amount, Totals totals) {
        Cell cell = Cell.of(amount);
        cells.merge(cell, totals, Totals::plus);
        documents.merge(amount.document(), totals, Totals::plus);
        List<Cell> ofDocument = places.computeIfAbsent(amount.document(), none -> new ArrayList<>());
        if (!ofDocument.contains(cell)) {
            ofDocument.add(cell);
        }
        numbers.merge(amount.document(), amount.number(), (one, other) -> one.isEmpty() ? other : one);
    }

    private List<Difference> differences(Map<Cell, Totals> compared) {
        return compared.entrySet().stream().filter(cell -> !cell.getValue().agree())
                .sorted(Map.Entry.comparingByKey(ORDER))
                .map(cell -> new Difference(cell.getKey(), numbers.get(cell.getKey().document()), cell.getValue(),
                        because(cell.getKey(), cell.getValue())))
                .toList();
    }

    private List<Because> because(Cell cell, Totals amounts) {
        return Stream.of(inServiceTitan(cell, amounts), inTheBooks(cell, amounts)).flatMap(Optional::stream).toList();
    }

    private Optional<Because> inServiceTitan(Cell cell, Totals amounts) {
        if (same(amounts.serviceTitan(), amounts.ledger())) {
            return Optional.empty();
        }
        String document = cell.document();
        if (waiting.quarantined().containsKey(document)) {
            return Optional.of(new Because(Reason.QUARANTINED, waiting.quarantined().get(document).stream().map(Gap::reason)
                    .collect(Collectors.joining(", and "))));
        }
        if (waiting.notFinal().containsKey(document)) {
            return Optional.of(new Because(Reason.NOT_FINAL, waiting.notFinal().get(document)));
        }
        if (places(document).allMatch(place -> cells.get(place).ledger().signum() == 0)) {
            return because(Reason.NOT_POSTED);
        }
        if (same(documents.get(document).serviceTitan(), documents.get(document).ledger())) {
            return Optional.of(new Because(Reason.ELSEWHERE, elsewhere(cell)));
        }
        if (places(document).allMatch(place -> cells.get(place).serviceTitan().signum() == 0)) {
            return because(Reason.GONE_IN_SERVICETITAN);
        }
        return because(Reason.CHANGED_IN_SERVICETITAN);
    }

    private Optional<Because> inTheBooks(Cell cell, Totals amounts) {
        if (same(amounts.ledger(), amounts.books())) {
            return Optional.empty();
        }
        if (places(cell.document()).allMatch(place -> cells.get(place).books().signum() == 0)) {
            return because(Reason.MISSING_IN_BOOKS);
        }
        return because(places(cell.document()).allMatch(place -> cells.get(place).ledger().signum() == 0)
                ? Reason.ONLY_IN_BOOKS
                : Reason.CHANGED_IN_BOOKS);
    }

    /** The other places of a document at which the ledger and ServiceTitan differ. */
    private String elsewhere(Cell cell) {
        return places(cell.document()).filter(place -> !place.equals(cell))
                .filter(place -> !same(cells.get(place).serviceTitan(), cells.get(place).ledger())).sorted(ORDER)
                .map(place -> Stream.of(place.day().toString(), place.unit(), place.account())
                        .filter(part -> !part.isEmpty()).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(", "));
    }

    private Stream<Cell> places(String document) {
        return places.get(document).stream();
    }

    private static Optional<Because> because(Reason reason) {
        return Optional.of(new Because(reason, ""));
    }

    private static boolean same(BigDecimal one, BigDecimal other) {
        return one.compareTo(other) == 0;
    }
}
