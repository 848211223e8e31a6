package io.fieldline.agent.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import io.fieldline.agent.tool.Cost;

/**
 * When a person has to approve.
 *
 * @param tool empty for any that writes
 * @param overAmount only more money than that
 * @param overRecords only more records than that
 * @param by the persons of whom one has to
 * @param atClient whether the answer of the person who sits at the client counts, where it is one of them
 */
public record ApprovalRule(Optional<String> tool, Optional<BigDecimal> overAmount, Optional<Long> overRecords,
        List<String> by, boolean atClient) {

    public ApprovalRule {
        by = List.copyOf(by);
    }

    boolean concerns(String used) {
        return tool.isEmpty() || tool.get().equals(used);
    }

    boolean applies(String used, Cost cost) {
        return concerns(used) && overAmount.map(limit -> cost.money().abs().compareTo(limit) > 0).orElse(true)
                && overRecords.map(limit -> cost.records() > limit).orElse(true);
    }
}
