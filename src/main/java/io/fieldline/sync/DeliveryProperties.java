package io.fieldline.sync;

/** Names under which a record travels with what is needed to park it, replay it and count it. */
public final class DeliveryProperties {

    /** Exchange property: the {@link StreamKey} it came from. */
    public static final String STREAM = "FieldlineStream";

    /** Exchange property: the record's id as text; absent where it has none. */
    public static final String RECORD_ID = "FieldlineRecordId";

    /** Exchange property: the record as it was read, before any step changed the body. */
    public static final String RECORD = "FieldlineRecord";

    /** Exchange property: tells the exchanges of one run from those of another; absent outside of a run. */
    public static final String RUN = "FieldlineRun";

    /** Exchange property: where in the stream it stands. */
    public static final String POSITION = "FieldlinePosition";

    /** Exchange property: the Instant from which on the flow follows the stream; absent where it follows all of it. */
    public static final String HORIZON = "FieldlineHorizon";

    /**
     * Exchange property: the {@link StreamKey} under which the position is saved once the exchange is done; a step whose
     * database is the state store's may save it in the transaction of its rows. Absent when no position is saved.
     */
    public static final String CHECKPOINT = "FieldlineCheckpoint";

    /** Exchange variable: the name of the tenant whose record it is. */
    public static final String TENANT = "tenant";

    /** Exchange variable: what became of the exchange, one of the outcomes below; absent means written. */
    public static final String OUTCOME = "outcome";

    public static final String PARKED = "parked";
    public static final String SKIPPED = "skipped";
    public static final String WRITTEN = "written";

    /** Exchange variable: the {@link Counts} of a page, set by the step that took it. */
    public static final String COUNTS = "counts";

    private DeliveryProperties() {}
}
