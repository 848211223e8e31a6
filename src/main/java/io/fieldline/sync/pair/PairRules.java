package io.fieldline.sync.pair;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * What the tenant allows.
 *
 * @param toCrm whether the CRM is written to
 * @param toServiceTitan whether ServiceTitan is written to
 * @param provisions which records of the CRM become customers; ServiceTitan cannot delete a customer
 * @param mostCreations customers that one run may create in ServiceTitan
 * @param deletedInCrm what a record deleted in the CRM means
 * @param mergedInServiceTitan what is done with the records of two customers that were merged in ServiceTitan
 * @param readLag how long ServiceTitan may show a customer as it was before, or not at all where it is new
 */
public record PairRules(boolean toCrm, boolean toServiceTitan, Predicate<SideRecord> provisions, int mostCreations,
        DeletedInCrm deletedInCrm, MergedInServiceTitan mergedInServiceTitan, Duration readLag) {

    public enum DeletedInCrm {
        /** The pair is parted, and a person is asked. */
        ASK,
        /** The customer comes back as a new record. */
        RECREATE,
        /** The customer becomes inactive in ServiceTitan. */
        DEACTIVATE
    }

    public enum MergedInServiceTitan {
        /** The record of the customer that is gone becomes inactive, and a person is asked to merge the two. */
        ASK,
        /** The record of the customer that is gone becomes inactive. */
        MARK,
        /** The two records are merged where the CRM has a call for it, else a person is asked. */
        MERGE
    }

    public PairRules {
        Objects.requireNonNull(provisions, "provisions");
        Objects.requireNonNull(deletedInCrm, "deletedInCrm");
        Objects.requireNonNull(mergedInServiceTitan, "mergedInServiceTitan");
        Objects.requireNonNull(readLag, "readLag");
        if (mostCreations < 0) {
            throw new IllegalArgumentException("mostCreations is " + mostCreations);
        }
    }
}
