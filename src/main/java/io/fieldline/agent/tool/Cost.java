package io.fieldline.agent.tool;

import java.math.BigDecimal;

/**
 * What a call takes from the budgets of its client.
 *
 * @param records how many are created or changed
 * @param money how much is charged, paid or adjusted, without sign
 * @param messages how many customers hear of it
 */
public record Cost(int records, BigDecimal money, int messages) {

    /** Stands for a number that cannot be told: more than any budget leaves. */
    public static final int MOST_RECORDS = 1_000_000;
    /** Stands for an amount that cannot be told: more than any budget leaves. */
    public static final BigDecimal MOST_MONEY = new BigDecimal("1000000000000");

    public static Cost ofRecords(int records) {
        return new Cost(records, BigDecimal.ZERO, 0);
    }

    public Cost plus(Cost other) {
        return new Cost(records + other.records, money.add(other.money), messages + other.messages);
    }
}
