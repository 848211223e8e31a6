package io.fieldline.sync.pair;

import java.util.List;

/** What became of one {@link SideWrite}. */
public sealed interface WriteOutcome {

    /**
     * It stands as asked.
     *
     * @param id the record's id, new or known
     * @param version the version it has now; null where the side tells none
     */
    record Written(String id, String version) implements WriteOutcome {}

    /** The record moved on since it was read. Nothing was written; read it and work the write out again. */
    record Stale() implements WriteOutcome {}

    /** The record is not there any more. Nothing was written. */
    record Gone() implements WriteOutcome {}

    /**
     * The side will not take it as it is. Nothing was written.
     *
     * @param reason for a person, in the side's own words where it gives some
     * @param fields the fields it names, as the write named them, or {@link SideWrite#STATE}; empty when it names none
     */
    record Refused(String reason, List<String> fields) implements WriteOutcome {

        public Refused {
            fields = List.copyOf(fields);
        }
    }

    /**
     * The side has records already that this may be a second one of: a duplicate rule, an e-mail that only one may have.
     * Nothing was written.
     *
     * @param candidates their ids; empty when the side does not tell
     * @param certain whether each holds a value that only one may hold; else they are alike by some rule of the side's
     */
    record Duplicate(String reason, List<String> candidates, boolean certain) implements WriteOutcome {

        public Duplicate {
            candidates = List.copyOf(candidates);
        }
    }

    /** This record only: locked, or not got to. Nothing was written; try it again. */
    record Later(String reason) implements WriteOutcome {}
}
