package io.fieldline.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.stream.Stream;

/** Amounts of money: two decimals, exact. */
public final class Cents {

    public static final BigDecimal ZERO = new BigDecimal("0.00");
    private static final int DECIMALS = 2;

    private Cents() {}

    /** @throws ArithmeticException when there is less than a cent in it: nothing is rounded here */
    public static BigDecimal exact(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.UNNECESSARY);
    }

    public static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(ZERO, BigDecimal::add);
    }
}
