package io.fieldline.sandbox.quickbooks;

import java.math.BigDecimal;

/**
 * One side of a transaction in the books.
 *
 * @param account its id
 * @param amount a debit where positive, a credit where negative
 * @param customer the id of whom it is about; empty where nobody
 * @param classId empty where there is none
 * @param department empty where there is none
 */
record Posting(String account, BigDecimal amount, String customer, String classId, String department) {

    Posting {
        amount = Fields.cents(amount);
    }
}
