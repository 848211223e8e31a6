package io.fieldline.outreach;

import java.util.Map;

/** A channel by which a contact comes into a workflow of a CRM, and by which it is let go. */
public interface EnrollmentChannel extends MessageChannel {

    /** What letting go came to. */
    enum Release {

        /** The CRM shows that the contact is out. */
        RELEASED,

        /** There was nothing to end: the contact is gone, or shows something that is not of our doing. */
        NOTHING_LEFT
    }

    /**
     * Lets a contact go that was enrolled, or may have been. It may be done again.
     *
     * @param contact the CRM's record id, or an e-mail address
     * @param trigger as {@link OutgoingMessage#properties()} of the enrolment
     * @throws io.fieldline.failure.SyncException when it is not certain that the contact is out
     */
    Release end(String contact, Map<String, Object> trigger);
}
