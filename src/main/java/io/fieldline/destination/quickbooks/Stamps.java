package io.fieldline.destination.quickbooks;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;

/** QuickBooks' times, such as <code>2026-10-31T08:00:00-05:00</code>. */
final class Stamps {

    private Stamps() {}

    static Instant of(JsonNode stamp) {
        try {
            return OffsetDateTime.parse(stamp.asText("")).toInstant();
        } catch (DateTimeParseException e) {
            throw new RetryLaterException("QuickBooks gave a time that is none: " + stamp, e);
        }
    }
}
