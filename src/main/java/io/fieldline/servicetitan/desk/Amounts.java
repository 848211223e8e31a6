package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;

/** Money that a caller names. */
final class Amounts {

    private static final int CENTS = 2;

    private Amounts() {}

    /** The argument <code>amount</code>, above zero and in whole cents. */
    static BigDecimal needed(Args args) {
        if (!args.node("amount").isNumber()) {
            throw Args.wrong("amount", "is needed here");
        }
        BigDecimal amount = args.node("amount").decimalValue();
        if (amount.signum() <= 0 || amount.stripTrailingZeros().scale() > CENTS) {
            throw Args.wrong("amount", "must be above zero and in whole cents");
        }
        return amount.setScale(CENTS);
    }
}
