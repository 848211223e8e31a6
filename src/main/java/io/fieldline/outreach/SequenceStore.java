package io.fieldline.outreach;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is in which sequence, and how far. */
public interface SequenceStore {

    /** @return false when the subject was enrolled on this occasion before, whatever became of it; then nothing changes */
    boolean enrol(SequenceProcess process);

    /** Running ones whose next step is due, the longest waiting first. */
    List<SequenceProcess> due(Instant now, int limit);

    /** @return false when it is not any more at the step of <code>before</code>, or ended; then nothing changes */
    boolean advance(SequenceProcess before, SequenceProcess after);

    /**
     * Ends the running processes of a record, on whatever occasion.
     *
     * @param subject <code>membership/12</code>
     * @return how many
     */
    int stop(String tenant, String flow, String subject, String reason, Instant now);

    /**
     * Lets a process go on that was stopped, from the step at which it was.
     *
     * @param stopped as it was found
     * @return false when it is not any more as it was found; then nothing changes
     */
    boolean resume(SequenceProcess stopped, Instant now);

    Optional<SequenceProcess> find(String tenant, String flow, Subject subject);

    /** The newest enrolments first; null for a flow or a state means any. */
    List<SequenceProcess> list(String tenant, String flow, SequenceProcess.State state, int limit);

    /** Whatever became of them, the newest enrolments first. */
    List<SequenceProcess> ofCustomer(String tenant, long customerId);

    int removeEndedBefore(Instant instant);
}
