package io.fieldline.destination.quickbooks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;

import com.fasterxml.jackson.databind.JsonNode;

/** QuickBooks' times, such as <code>2026-10-31T08:00:00-05:00</code>. */
final class Stamps {

    private Stamps() {}

    /**
     * One without an offset is taken for one of UTC.
     *
     * @param now where there is none that can be read: what it is about is not to be lost for it
     */
    static Instant of(JsonNode stamp, Instant now) {
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(stamp.asText(""), OffsetDateTime::from,
                    LocalDateTime::from);
            return time instanceof OffsetDateTime
                    ? ((OffsetDateTime) time).toInstant()
                    : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return now;
        }
    }
}
