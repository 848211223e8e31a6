package io.fieldline.outreach.enrollment;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Who is in a workflow of a CRM. What the outbox handed over is found there, so nothing is lost between the two. */
public interface EnrollmentStore {

    /**
     * Keeps what the outbox handed over to a CRM, or may have, and what is not kept yet; also what turned out to be there after
     * it was let go.
     *
     * @return how many
     */
    int take(Instant now, int limit);

    /** Enrolled ones of whose customer a number or an address asked to stop, as far as we ever messaged it. */
    List<Enrollment> optedOut(int limit);

    /**
     * Those whose sequence is over are to end.
     *
     * @return how many
     */
    int endWithTheirSequence(Instant now);

    /** @return false when it is not enrolled any more */
    boolean end(String token, String reason, Instant now);

    /** @return those of the customer that were enrolled, as they are then */
    List<Enrollment> endOfCustomer(String tenant, long customerId, String reason, Instant now);

    /** Those to be let go, the longest waiting first. */
    List<Enrollment> due(Instant now, int limit);

    /** Whether a contact of the customer is to be let go and was not yet. */
    boolean ends(String tenant, long customerId);

    /** Whether the same contact is in the same workflow for another reason, which goes on. */
    boolean goesOnOtherwise(Enrollment enrollment);

    /** Keeps what became of it; of one that ended and was forgotten nothing is kept. */
    void settle(Enrollment after);

    Optional<Enrollment> find(String token);

    /** Those that could not be let go yet, the newest first. */
    List<Enrollment> troubled(String tenant, int limit);

    /** Removes ended ones whose message was removed. */
    int removeWithoutMessage();
}
