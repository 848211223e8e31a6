package io.fieldline.tenant;

import java.time.Duration;
import java.util.Map;

/**
 * One flow as one tenant switched it on: every setting of the flow's contract with its typed value, defaults filled in.
 *
 * @param flow the flow's id
 * @param every how often it polls
 * @param values by setting name; typed as the flow's contract says: String, Long, BigDecimal, Boolean, Duration, Instant,
 *        List or Map, never the text of a number
 */
public record FlowSettings(String flow, Duration every, Map<String, Object> values) {

    public FlowSettings {
        values = Map.copyOf(values);
    }
}
