package io.fieldline.sync.pair;

import java.util.Map;

/**
 * What two sides have to become, field by field.
 *
 * @param agreed fields that both sides hold alike
 * @param toCrm fields that the CRM has to take
 * @param toServiceTitan fields that ServiceTitan has to take
 * @param conflicts fields that a person has to decide, with what each side holds
 * @param problems fields that are left alone because a side's value makes no sense, with the reason
 */
record MergedPair(Map<String, Object> agreed, Map<String, Object> toCrm, Map<String, Object> toServiceTitan,
        Map<String, Object> conflicts, Map<String, String> problems) {

    /** What is left of it where nothing may reach ServiceTitan. */
    MergedPair toCrmOnly() {
        return new MergedPair(agreed, toCrm, Map.of(), Map.of(), Map.of());
    }
}
