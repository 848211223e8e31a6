package io.fieldline.ledger;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * One line of a content.
 *
 * @param item what was sold, as the books know it, or the account of a bank's fee; empty for money
 * @param itemClass the books' class; empty for none
 * @param amount signed; what the customer owes is positive in a sale, what he paid in a settlement
 * @param quantity as ServiceTitan has it; empty where the line stands for several
 */
public record Line(String item, String itemClass, boolean taxed, BigDecimal amount, String description,
        Optional<BigDecimal> quantity) {

    /** What makes lines the same for the books. */
    record Place(String item, String itemClass, boolean taxed) {}

    public Line {
        amount = Cents.exact(amount);
        quantity = quantity.map(BigDecimal::stripTrailingZeros);
    }

    /** Money: a payment, or a refund when it is negative. */
    public static Line money(BigDecimal amount) {
        return new Line("", "", false, amount, "", Optional.empty());
    }

    /** What a bank keeps of a deposit. */
    public static Line fee(String account, BigDecimal amount) {
        return new Line(account, "", false, amount.negate(), "", Optional.empty());
    }

    Place place() {
        return new Place(item, itemClass, taxed);
    }
}
