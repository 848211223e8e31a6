package io.fieldline.ledger;

/**
 * What is added up with what: sales with sales, money with money, and what was taken to the bank by itself. The application of a
 * credit moves nothing.
 */
public enum Family {
    SALE, SETTLEMENT, APPLICATION, DEPOSIT
}
