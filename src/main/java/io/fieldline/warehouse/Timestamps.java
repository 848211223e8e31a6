package io.fieldline.warehouse;

import java.time.Instant;
import java.time.YearMonth;

/**
 * Reads times as the source writes them, <code>2024-03-01T12:30:15.1234567Z</code>, as ticks of 100 ns since 1970: an
 * offset instead of Z, no seconds and no fraction are understood, and a time without any offset is UTC. Written by hand
 * because a backfill reads some hundred thousand a second.
 */
final class Timestamps {

    static final long NONE = Long.MIN_VALUE;
    private static final long TICKS_IN_SECOND = 10_000_000;
    private static final int FRACTION_DIGITS = 7;
    private static final int SECONDS_IN_DAY = 86_400;
    private static final int DAYS_TO_1970 = 719_468;

    private Timestamps() {}

    /** @return ticks, or {@link #NONE} when the text is no time */
    static long ticks(String text) {
        long day = epochDay(text);
        int length = text.length();
        if (day == NONE || length < 16 || (text.charAt(10) != 'T' && text.charAt(10) != ' ') || text.charAt(13) != ':') {
            return NONE;
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = 0;
        int at = 16;
        if (at < length && text.charAt(at) == ':') {
            second = number(text, 17, 19);
            at = 19;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        long ticks = (day * SECONDS_IN_DAY + hour * 3600L + minute * 60L + second) * TICKS_IN_SECOND;
        if (at < length && text.charAt(at) == '.') {
            int start = at + 1;
            int end = start;
            while (end < length && digit(text.charAt(end))) {
                end++;
            }
            if (end == start) {
                return NONE;
            }
            ticks += fraction(text, start, end);
            at = end;
        }
        long offset = offset(text, at);
        return offset == NONE ? NONE : ticks - offset * TICKS_IN_SECOND;
    }

    /** @return the day, or {@link #NONE} when the text does not start with one */
    static long epochDay(String text) {
        if (text.length() < 10 || text.charAt(4) != '-' || text.charAt(7) != '-') {
            return NONE;
        }
        int year = number(text, 0, 4);
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        boolean sound = year >= 1 && month >= 1 && month <= 12 && day >= 1
                && (day <= 28 || day <= YearMonth.of(year, month).lengthOfMonth());
        return sound ? epochDay(year, month, day) : NONE;
    }

    /** As LocalDate counts, without making one: years begin in March, so that a leap day is their last. */
    private static long epochDay(int year, int month, int day) {
        int years = month <= 2 ? year - 1 : year;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        return years * 365L + years / 4 - years / 100 + years / 400 + dayOfYear - DAYS_TO_1970;
    }

    static long micros(long ticks) {
        return Math.floorDiv(ticks, 10);
    }

    static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    private static long fraction(String text, int start, int end) {
        long ticks = 0;
        for (int digit = 0; digit < FRACTION_DIGITS; digit++) {
            ticks = ticks * 10 + (start + digit < end ? text.charAt(start + digit) - '0' : 0);
        }
        return ticks;
    }

    /** Seconds east of UTC. */
    private static long offset(String text, int at) {
        int length = text.length();
        if (at == length || (at == length - 1 && (text.charAt(at) == 'Z' || text.charAt(at) == 'z'))) {
            return 0;
        }
        char sign = text.charAt(at);
        boolean colon = length == at + 6 && text.charAt(at + 3) == ':';
        if ((sign != '+' && sign != '-') || !(colon || length == at + 5 || length == at + 3)) {
            return NONE;
        }
        int hours = number(text, at + 1, at + 3);
        int minutes = length == at + 3 ? 0 : number(text, length - 2, length);
        if (hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
            return NONE;
        }
        return (sign == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    }

    private static int number(String text, int start, int end) {
        if (end > text.length()) {
            return -1;
        }
        int number = 0;
        for (int at = start; at < end; at++) {
            if (!digit(text.charAt(at))) {
                return -1;
            }
            number = number * 10 + text.charAt(at) - '0';
        }
        return number;
    }

    private static boolean digit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
