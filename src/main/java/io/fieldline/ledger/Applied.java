package io.fieldline.ledger;

import java.math.BigDecimal;

/**
 * A part of a payment or a credit that settles a document in the books, or a payment or refund that a deposit takes, as a whole.
 *
 * @param amount positive
 */
public record Applied(EntryKey target, BigDecimal amount) {

    public Applied {
        amount = Cents.exact(amount);
    }
}
