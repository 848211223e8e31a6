package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.List;

/**
 * One of two systems that keep a kind of record in step, as one tenant's account of it. Calls throw
 * {@link io.fieldline.failure.RetryLaterException} when the system is away or busy and
 * {@link io.fieldline.failure.TenantUnavailableException} when it refuses the account; what is wrong with a single record
 * is that record's outcome.
 */
public interface Side {

    /**
     * Records as they are at this moment.
     *
     * @return in any order; a record that was deleted comes in that state, one that never was does not come
     */
    List<SideRecord> read(Collection<String> ids);

    /** Whether its records say if they are in use; where they cannot, a customer's state does not reach it. */
    default boolean keepsState() {
        return true;
    }

    /**
     * Creates and changes records.
     *
     * @return one outcome for each write, in their order
     */
    List<WriteOutcome> write(List<SideWrite> writes);

    /**
     * Makes one record of two, as a person would there: what the winner lacks comes from the loser, which is gone afterwards.
     *
     * @return {@link WriteOutcome.Written} with the id of the record that is left, which may be a new one;
     * {@link WriteOutcome.Refused} where the system has no call for it
     */
    default WriteOutcome merge(String winner, String loser) {
        return new WriteOutcome.Refused("it has no call that merges records", List.of());
    }
}
