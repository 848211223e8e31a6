package io.fieldline.flow.alert;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.camel.Exchange;

import io.fieldline.failure.RejectedRecordException;

/**
 * The steps of <code>routes/high-value-job-alert.yaml</code>: takes the records and settings that the route gathered in
 * variables to the rules. What is missing is an error and never compares as false in silence.
 */
public final class HighValueJob {

    /** The name under which the route looks for it. */
    public static final String NAME = "highValueJob";

    /** @return what the job in the body is worth */
    public BigDecimal value(Exchange exchange) {
        Map<String, Object> table = exchange.getVariable("valueByJobType") instanceof Map<?, ?> written
                ? record(written, "valueByJobType")
                : Map.of();
        return new JobValue(table).of(job(exchange), record(exchange, "jobType"), estimates(exchange));
    }

    /** @return whether the job in the body is worth a message */
    public boolean matches(Exchange exchange) {
        AlertRules rules = new AlertRules(amount(exchange, "threshold"), texts(exchange, "jobTypes"), texts(exchange, "tags"),
                texts(exchange, "zones"), List.copyOf(texts(exchange, "postalCodes")));
        return rules.matches(job(exchange), amount(exchange, "jobValue"), record(exchange, "jobType"),
                record(exchange, "customer"), record(exchange, "location"));
    }

    private static Map<String, Object> job(Exchange exchange) {
        return record(exchange.getMessage().getBody(), "body");
    }

    private static Map<String, Object> record(Exchange exchange, String variable) {
        return record(exchange.getVariable(variable), variable);
    }

    @SuppressWarnings("unchecked") // Records are JSON objects, whose keys are texts.
    private static Map<String, Object> record(Object value, String name) {
        if (value instanceof Map<?, ?> record) {
            return (Map<String, Object>) record;
        }
        throw new RejectedRecordException("The job's " + name + " is missing");
    }

    @SuppressWarnings("unchecked") // A list of records, which are JSON objects.
    private static Iterable<Map<String, Object>> estimates(Exchange exchange) {
        if (exchange.getVariable("estimates") instanceof Iterable<?> rows) {
            return (Iterable<Map<String, Object>>) rows;
        }
        throw new RejectedRecordException("The job's estimates are missing");
    }

    private static BigDecimal amount(Exchange exchange, String variable) {
        if (exchange.getVariable(variable) instanceof Number amount) {
            return new BigDecimal(amount.toString());
        }
        throw new RejectedRecordException("The variable " + variable + " must be an amount");
    }

    private static Set<String> texts(Exchange exchange, String variable) {
        Set<String> texts = new HashSet<>();
        if (exchange.getVariable(variable) instanceof List<?> list) {
            list.forEach(text -> texts.add(text.toString()));
        }
        return texts;
    }

}
