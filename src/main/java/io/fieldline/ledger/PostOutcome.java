package io.fieldline.ledger;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** What became of a write. */
public sealed interface PostOutcome {

    /**
     * The books hold it.
     *
     * @param total as the books have it, positive; zero for one that is void
     */
    record Posted(BooksRef ref, BigDecimal total) implements PostOutcome {}

    /** The books will not take it as it is. Nothing was written. */
    record Refused(String reason) implements PostOutcome {}

    /** Somebody changed or deleted the document in the books. Nothing was written. */
    record Edited(String how) implements PostOutcome {}

    /** Its day is closed, which was not known before. Nothing was written. */
    record Closed() implements PostOutcome {}

    /** It was not written, or nobody knows; the same write is to be asked for again. */
    record Later(String reason, Optional<Duration> after) implements PostOutcome {}
}
