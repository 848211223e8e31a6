package io.fieldline.ledger.tieout;

import java.math.BigDecimal;

import io.fieldline.ledger.Cents;

/** What the three have of the same thing. */
public record Totals(BigDecimal serviceTitan, BigDecimal ledger, BigDecimal books) {

    public static final Totals NOTHING = new Totals(Cents.ZERO, Cents.ZERO, Cents.ZERO);

    public boolean agree() {
        return serviceTitan.compareTo(ledger) == 0 && ledger.compareTo(books) == 0;
    }

    /** What the books have less than ServiceTitan; negative when they have more. */
    public BigDecimal difference() {
        return serviceTitan.subtract(books);
    }

    public Totals plus(Totals other) {
        return new Totals(serviceTitan.add(other.serviceTitan), ledger.add(other.ledger), books.add(other.books));
    }
}
