package io.fieldline.messaging;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;

/** What tells one sequence from another: which records it is about, and which of them come in when. */
interface SequenceKind {

    /** The kind of record, by the word of a route's option <code>subject</code>. */
    String subject();

    /** The collection that is looked through once a day, because a record comes into its time without a change. */
    String collection();

    /** By what its list is asked for those that may come in; each row is looked at all the same. */
    Map<String, String> among(FlowMessages flow, Instant now);

    /** The conditions that end it. */
    Set<String> ends();

    /**
     * Whether the record's time has come. Whether there is reason for messages about it is looked at besides.
     *
     * @return on what occasion it comes in
     * @throws io.fieldline.failure.RejectedRecordException when the record lacks what that depends on
     */
    Optional<Subject> due(FlowMessages flow, RecordReading record, Instant now);

    /**
     * On what occasion a record comes in that somebody asks for, before or after the time at which it would come in by itself.
     *
     * @return empty when messages of this kind cannot be about it
     * @throws io.fieldline.failure.RejectedRecordException when the record lacks what that depends on
     */
    Optional<Subject> asked(RecordReading record);

    /** What is kept of the record while it is in the sequence. */
    Map<String, Object> values(RecordReading record);

    /** Whether another one of the customer's, that is or was in the sequence, stands for the record as well. */
    boolean standsFor(FlowMessages flow, SequenceProcess other, RecordReading record);
}
