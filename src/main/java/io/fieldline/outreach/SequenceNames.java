package io.fieldline.outreach;

/** The sequences that there are, by the names that a flow's setting {@link #SETTING} holds. */
public final class SequenceNames {

    /** The setting of a flow that says which of them it is. */
    public static final String SETTING = "sequence";

    public static final String MEMBERSHIP_RENEWAL = "membership-renewal";
    public static final String LAPSED_MEMBER = "lapsed-member";
    public static final String OPEN_ESTIMATE = "open-estimate";

    private SequenceNames() {}
}
