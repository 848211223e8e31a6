package io.fieldline.ledger;

import java.math.BigDecimal;

/** As what a content stands in the books. Books know no negative documents, so the sign chooses the form. */
public enum Form {
    INVOICE(Family.SALE, 1), CREDIT(Family.SALE, -1), PAYMENT(Family.SETTLEMENT, 1), REFUND(Family.SETTLEMENT, -1),
    /** Links a credit to invoices; its total is zero. */
    APPLICATION(Family.APPLICATION, 1),
    /** Takes payments, and refunds, from where they wait to the bank. */
    DEPOSIT(Family.DEPOSIT, 1);

    private final Family family;
    private final int sign;

    Form(Family family, int sign) {
        this.family = family;
        this.sign = sign;
    }

    public Family family() {
        return family;
    }

    /** 1, or -1 where a positive amount in the books is a negative one of the content. */
    public int sign() {
        return sign;
    }

    /** @return the form for a total; one of zero stands as an invoice or a payment */
    public static Form of(Family family, BigDecimal total) {
        return switch (family) {
            case SALE -> total.signum() < 0 ? CREDIT : INVOICE;
            case SETTLEMENT -> total.signum() < 0 ? REFUND : PAYMENT;
            case APPLICATION -> APPLICATION;
            case DEPOSIT -> DEPOSIT;
        };
    }
}
