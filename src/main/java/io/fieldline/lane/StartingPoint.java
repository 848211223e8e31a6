package io.fieldline.lane;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

import io.fieldline.failure.MisconfiguredException;

/**
 * Where a tenant that has no checkpoint starts.
 *
 * @param now at the moment of its first poll
 * @param date at this moment; null for now, and for the first record there is
 */
public record StartingPoint(boolean now, Instant date) {

    /**
     * @param address of the endpoint, for the message
     * @param text <code>beginning</code>, <code>now</code> or a date
     */
    public static StartingPoint of(String address, String text) {
        return switch (text) {
            case "beginning" -> new StartingPoint(false, null);
            case "now" -> new StartingPoint(true, null);
            default -> new StartingPoint(false, date(address, text));
        };
    }

    private static Instant date(String address, String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new MisconfiguredException(address + ": initialPosition is " + text
                    + "; it must be beginning, now, or a date such as 2026-01-31", e);
        }
    }

    /** What changed before this moment is not wanted; null when all is. */
    public Instant horizon(Instant present) {
        return now ? present : date;
    }
}
