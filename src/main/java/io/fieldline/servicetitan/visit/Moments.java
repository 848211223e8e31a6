package io.fieldline.servicetitan.visit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Times as ServiceTitan writes them, some without their zone, which is UTC then. */
final class Moments {

    private static final int DAY = "2026-01-31".length();

    private Moments() {}

    static Optional<Instant> instant(Object value) {
        if (!(value instanceof String text) || text.length() <= DAY) {
            return Optional.empty();
        }
        try {
            boolean zoned = text.endsWith("Z") || text.indexOf('+', DAY) > 0 || text.indexOf('-', DAY) > 0;
            return Optional.of(zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    /** The day of a value that stands for a day, whatever time of the day it bears. */
    static Optional<LocalDate> day(Object value) {
        try {
            return value instanceof String text && text.length() >= DAY
                    ? Optional.of(LocalDate.parse(text.substring(0, DAY)))
                    : Optional.empty();
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }
}
