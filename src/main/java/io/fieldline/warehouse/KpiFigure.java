package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * @param group the id of whose it is; empty where it is nobody's, or not grouped
 * @param sum of money, or of jobs that were won
 * @param count of invoices, or of jobs
 */
public record KpiFigure(KpiQuestion.Span span, String group, BigDecimal sum, long count) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** Money with two decimals, or a percentage with one; empty where there is nothing to divide by. */
    public Optional<BigDecimal> value(Kpi kpi) {
        if (kpi == Kpi.REVENUE) {
            return Optional.of(sum.setScale(2, RoundingMode.HALF_UP));
        }
        if (count == 0) {
            return Optional.empty();
        }
        return Optional.of(kpi == Kpi.CLOSE_RATE
                ? sum.multiply(HUNDRED).divide(BigDecimal.valueOf(count), 1, RoundingMode.HALF_UP)
                : sum.divide(BigDecimal.valueOf(count), 2, RoundingMode.HALF_UP));
    }
}
