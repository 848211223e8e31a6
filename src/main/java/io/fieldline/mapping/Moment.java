package io.fieldline.mapping;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;

import io.fieldline.failure.RejectedRecordException;

/** Reads points in time and days, as ServiceTitan (seven decimals) and the CRMs (<code>+0000</code>) write them. */
final class Moment {

    private static final DateTimeFormatter WRITTEN = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME).optionalStart().appendOffset("+HH:MM", "Z").optionalEnd()
            .optionalStart().appendOffset("+HHMM", "Z").optionalEnd().toFormatter();
    private static final int LENGTH_OF_A_DAY = "2026-01-31".length();

    private Moment() {}

    /** @param zone where a time without its offset was taken */
    static Instant instant(String text, ZoneId zone) {
        try {
            TemporalAccessor read = WRITTEN.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(read).atZone(zone).toInstant();
        } catch (DateTimeException notATime) {
            throw new RejectedRecordException("is not a time such as 2026-01-31T08:00:00Z");
        }
    }

    static LocalDate day(String text, ZoneId zone) {
        if (text.length() > LENGTH_OF_A_DAY) {
            return instant(text, zone).atZone(zone).toLocalDate();
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException notADay) {
            throw new RejectedRecordException("is not a date such as 2026-01-31");
        }
    }
}
