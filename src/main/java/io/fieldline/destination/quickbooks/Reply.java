package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** What came of one call. */
sealed interface Reply {

    record Done(JsonNode body) implements Reply {}

    /** Nothing was done. */
    record Refused(Fault fault) implements Reply {}

    /**
     * It is to be asked again.
     *
     * @param doubtful whether it may have been done
     */
    record Lost(String reason, boolean doubtful, Optional<Duration> after) implements Reply {}
}
