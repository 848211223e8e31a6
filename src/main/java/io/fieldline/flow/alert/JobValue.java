package io.fieldline.flow.alert;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;

/**
 * What a job is worth when it was just booked. Its total is usually null or zero then, which counts as none; then come its
 * estimates; then what the owner says a job of this type is usually worth; then zero.
 */
public final class JobValue {

    private static final String DISMISSED = "Dismissed";

    private final Map<String, Object> valueByJobType;

    /** @param valueByJobType amounts by the job type's id or name */
    public JobValue(Map<String, Object> valueByJobType) {
        this.valueByJobType = valueByJobType;
    }

    /**
     * @param job a record of <code>jpm/jobs</code>
     * @param jobType a record of <code>jpm/job-types</code>; may be empty
     * @param estimates records of <code>sales/estimates</code>; read only when the job has no total
     */
    public BigDecimal of(Map<String, Object> job, Map<String, Object> jobType, Iterable<Map<String, Object>> estimates) {
        return positive(amount(job.get("total"))).or(() -> estimated(estimates)).or(() -> usual(job, jobType))
                .orElse(BigDecimal.ZERO);
    }

    /** What was sold adds up; open estimates are alternatives, of which the highest counts. */
    private static Optional<BigDecimal> estimated(Iterable<Map<String, Object>> estimates) {
        List<BigDecimal> sold = new ArrayList<>();
        List<BigDecimal> open = new ArrayList<>();
        for (Map<String, Object> estimate : estimates) {
            boolean dismissed = estimate.get("status") instanceof Map<?, ?> status && DISMISSED.equals(status.get("name"));
            boolean active = !Boolean.FALSE.equals(estimate.get("active"));
            if (!dismissed && active) {
                worth(estimate).ifPresent((estimate.get("soldOn") == null ? open : sold)::add);
            }
        }
        return sold.isEmpty()
                ? open.stream().max(BigDecimal::compareTo)
                : Optional.of(sold.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static Optional<BigDecimal> worth(Map<String, Object> estimate) {
        return positive(amount(estimate.get("subtotal"))).or(() -> {
            BigDecimal sum = BigDecimal.ZERO;
            if (estimate.get("items") instanceof List<?> items) {
                for (Object item : items) {
                    sum = sum.add(item instanceof Map<?, ?> line ? amount(line.get("total")) : BigDecimal.ZERO);
                }
            }
            return positive(sum);
        });
    }

    private Optional<BigDecimal> usual(Map<String, Object> job, Map<String, Object> jobType) {
        Object byId = valueByJobType.get(String.valueOf(job.get("jobTypeId")));
        Object value = byId != null ? byId : valueByJobType.get(String.valueOf(jobType.get("name")));
        return positive(amount(value));
    }

    private static Optional<BigDecimal> positive(BigDecimal amount) {
        return amount.signum() > 0 ? Optional.of(amount) : Optional.empty();
    }

    /** ServiceTitan writes money as numbers and in places as texts. */
    private static BigDecimal amount(Object value) {
        if (value == null || value instanceof String text && text.isBlank()) {
            return BigDecimal.ZERO;
        }
        if (value instanceof BigDecimal exact) {
            return exact;
        }
        try {
            return new BigDecimal(value.toString().strip());
        } catch (NumberFormatException noAmount) {
            throw new MisconfiguredException("A job's value must be an amount such as 1250.00 (found " + value + ")", noAmount);
        }
    }
}
