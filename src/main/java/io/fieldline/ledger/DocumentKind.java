package io.fieldline.ledger;

/**
 * The documents of ServiceTitan that move money. A refund is a payment of a negative amount, an adjustment an invoice. Each is
 * derived after those above it.
 */
public enum DocumentKind {
    INVOICE(Family.SALE), PAYMENT(Family.SETTLEMENT), CREDIT_MEMO(Family.SALE), BANK_DEPOSIT(Family.DEPOSIT);

    private final Family family;

    DocumentKind(Family family) {
        this.family = family;
    }

    /** What its own amounts are part of; the applications of a credit come besides. */
    public Family family() {
        return family;
    }
}
