package io.fieldline.ledger.tieout;

import java.math.BigDecimal;
import java.time.LocalDate;

import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Family;

/**
 * A part of a document, as one of the three has it.
 *
 * @param document the same in all three, such as <code>invoice 4711</code>; one that only the books have is called as they do
 * @param number as people know it; empty where it has none
 * @param day on which it stands
 * @param unit the class, or the location, that stands for a business unit; empty for none
 * @param account the item that was sold, the tax code, or the account that money went to; empty while it is not known
 * @param amount signed; what is owed is positive in a sale, what was paid in a settlement
 */
public record Amount(Family family, String document, String number, LocalDate day, String unit, String account,
        BigDecimal amount) {

    public Amount {
        amount = Cents.exact(amount);
    }
}
