package io.fieldline.ledger;

/** What is added up with what: sales with sales, money with money. The application of a credit moves neither. */
public enum Family {
    SALE, SETTLEMENT, APPLICATION
}
