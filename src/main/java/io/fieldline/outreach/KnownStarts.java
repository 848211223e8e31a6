package io.fieldline.outreach;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When the appointments of a tenant began that were ahead when a flow began to follow them. Nobody was told of them, so that a
 * later move can be told only by what is kept here.
 */
public interface KnownStarts {

    /** From when on the flow follows its records, as it was when the appointments were looked through; empty before that. */
    Optional<Instant> since(String tenant, String flow);

    /** Puts these in the place of all that were known, in one transaction. */
    void replace(String tenant, String flow, Instant since, Map<Long, Instant> starts);

    /** @return empty when the appointment was not ahead, or not there, when the flow began */
    Optional<Instant> find(String tenant, String flow, long appointment);

    /** @return how many went, because the appointment is over since before */
    int removeStartedBefore(Instant instant);
}
