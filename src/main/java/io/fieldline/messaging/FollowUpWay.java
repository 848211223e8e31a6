package io.fieldline.messaging;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.Subject;

/** How customers are followed up by one kind of flow. */
interface FollowUpWay {

    /**
     * What a customer's records can be followed up on.
     *
     * @param rows of the customer, of the kind that the flow is about
     * @return by the record it is about
     */
    Map<Subject, RecordReading> among(FlowMessages flow, List<Map<String, Object>> rows);

    /**
     * @throws io.fieldline.failure.SyncException when ServiceTitan does not answer, or the flow is wrong
     */
    FollowUpOutlook outlook(FlowMessages flow, RecordReading record, Subject subject);

    /** @return false when it cannot be started any more; then nothing changed */
    boolean start(FlowMessages flow, RecordReading record, Subject subject);

    Optional<FollowUp> find(String tenant, String flow, Subject subject);

    /** @return whether it was under way; messages that are handed over already are not taken back */
    boolean stop(String tenant, String flow, Subject subject);

    /** @return whether it goes on from where it was stopped */
    boolean resume(String tenant, String flow, Subject subject);

    /** Those of a customer that are under way. */
    List<FollowUp> ofCustomer(String tenant, String flow, long customer);
}
