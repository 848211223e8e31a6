package io.fieldline.sandbox.data;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** Points in time as ServiceTitan writes them: UTC, up to seven fractional digits, no trailing zeros. */
public final class Timestamps {

    private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000 };

    private Timestamps() {}

    public static String text(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(), ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(28);
        digits(text, time.getYear(), 4).append('-');
        digits(text, time.getMonthValue(), 2).append('-');
        digits(text, time.getDayOfMonth(), 2).append('T');
        digits(text, time.getHour(), 2).append(':');
        digits(text, time.getMinute(), 2).append(':');
        digits(text, time.getSecond(), 2);
        fraction(text, time.getNano() / 100);
        return text.append('Z').toString();
    }

    /** Empty where the text is not a date with a time. */
    public static Optional<Instant> parse(String text) {
        try {
            boolean zoned = text.endsWith("Z") || text.endsWith("z") || text.matches(".*T.*[+-]\\d\\d:?\\d\\d");
            return Optional.of(zoned
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static void fraction(StringBuilder text, int ticks) {
        if (ticks == 0) {
            return;
        }
        text.append('.');
        digits(text, ticks, 7);
        while (text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
    }

    private static StringBuilder digits(StringBuilder text, int number, int width) {
        for (int limit = POWERS[width - 1]; limit > 0; limit /= 10) {
            text.append((char) ('0' + number / limit % 10));
        }
        return text;
    }
}
