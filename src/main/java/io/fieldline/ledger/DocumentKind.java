package io.fieldline.ledger;

/** The documents of ServiceTitan that move money. A refund is a payment of a negative amount, an adjustment an invoice. */
public enum DocumentKind {
    INVOICE, PAYMENT, CREDIT_MEMO
}
