package io.fieldline.warehouse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns JSON values into what a column takes: Boolean, Long, BigDecimal, {@link LocalDate}, Long as microseconds for
 * times, String for text and JSON.
 */
final class Values {

    /** Says that the column is too narrow for the value. */
    static final Object MISFIT = new Object();

    private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9][0-9]{0,18})");
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,200}(\\.[0-9]{1,200})?");
    private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final int MOST_DIGITS = 1_000;

    private Values() {}

    /** Null for null, and for an empty text where the column holds no text. */
    static Object converted(Object value, ColumnType type) {
        if (value == null) {
            return null;
        }
        return switch (type.kind()) {
            case TEXT -> text(value);
            case JSON -> JsonText.of(value);
            default -> value instanceof String text && text.isBlank() ? null : typed(value, type);
        };
    }

    private static Object typed(Object value, ColumnType type) {
        return switch (type.kind()) {
            case BIGINT -> whole(value);
            case TIMESTAMP -> timestamp(value);
            case BOOLEAN -> bool(value);
            case DECIMAL -> decimal(value, type);
            case DATE -> date(value);
            case TEXT, JSON -> throw new IllegalArgumentException(type + " takes any value");
        };
    }

    /** The narrowest type for a value that is not null, given the type that it did not fit (null when there is none). */
    static ColumnType typeOf(Object value, ColumnType misfitted) {
        if (value instanceof String text) {
            return typeOfText(text, misfitted);
        }
        if (value instanceof Boolean) {
            return ColumnType.BOOLEAN;
        }
        if (value instanceof Map || value instanceof List) {
            return ColumnType.JSON;
        }
        if (value instanceof Number number) {
            BigDecimal decimal = number(number);
            boolean whole = !(number instanceof BigDecimal) && whole(number) != MISFIT;
            return whole ? ColumnType.BIGINT : typeOfDecimal(decimal);
        }
        return ColumnType.TEXT;
    }

    private static ColumnType typeOfText(String text, ColumnType misfitted) {
        boolean wantsNumber = misfitted != null
                && (misfitted.kind() == ColumnType.Kind.BIGINT || misfitted.kind() == ColumnType.Kind.DECIMAL);
        if (wantsNumber && NUMBER.matcher(text).matches()) {
            return typeOfDecimal(new BigDecimal(text));
        }
        if (text.length() == 10 && Timestamps.epochDay(text) != Timestamps.NONE) {
            return ColumnType.DATE;
        }
        return Timestamps.ticks(text) != Timestamps.NONE ? ColumnType.TIMESTAMP : ColumnType.TEXT;
    }

    private static ColumnType typeOfDecimal(BigDecimal decimal) {
        if (absurd(decimal)) {
            return ColumnType.TEXT;
        }
        BigDecimal shortest = decimal.stripTrailingZeros();
        int scale = Math.max(shortest.scale(), 0);
        ColumnType type = ColumnType.decimal(Math.max(shortest.precision() - shortest.scale(), 1), scale);
        return ColumnType.DECIMAL.widenedBy(type);
    }

    static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal decimal) {
            return absurd(decimal) ? decimal.toString() : decimal.toPlainString();
        }
        return value instanceof Map || value instanceof List ? JsonText.of(value) : value.toString();
    }

    private static Object whole(Object value) {
        if (value instanceof Long) {
            return value;
        }
        if (value instanceof String text) {
            return WHOLE.matcher(text).matches() ? wholeOf(new BigInteger(text)) : MISFIT;
        }
        if (value instanceof Number number) {
            BigDecimal decimal = number(number);
            boolean fraction = absurd(decimal) || decimal.stripTrailingZeros().scale() > 0;
            return fraction ? MISFIT : wholeOf(decimal.toBigIntegerExact());
        }
        return MISFIT;
    }

    private static Object wholeOf(BigInteger number) {
        return number.compareTo(LEAST) < 0 || number.compareTo(MOST) > 0 ? MISFIT : (Object) number.longValue();
    }

    private static Object decimal(Object value, ColumnType type) {
        BigDecimal decimal;
        if (value instanceof Number number) {
            decimal = number(number);
        } else if (value instanceof String text && NUMBER.matcher(text).matches()) {
            decimal = new BigDecimal(text);
        } else {
            return MISFIT;
        }
        if (absurd(decimal)) {
            return MISFIT;
        }
        if (decimal.scale() > type.scale()) {
            decimal = decimal.stripTrailingZeros();
        }
        boolean fits = decimal.scale() <= type.scale() && decimal.precision() - decimal.scale() <= type.digits();
        return fits ? decimal : MISFIT;
    }

    private static BigDecimal number(Number number) {
        if (number instanceof BigDecimal decimal) {
            return decimal;
        }
        return number instanceof Long || number instanceof Integer
                ? BigDecimal.valueOf(number.longValue())
                : new BigDecimal(number.toString());
    }

    /** 1E+999999999 is valid JSON and would fill the memory when written out. */
    private static boolean absurd(BigDecimal decimal) {
        return decimal.precision() > MOST_DIGITS || Math.abs((long) decimal.scale()) > MOST_DIGITS;
    }

    private static Object bool(Object value) {
        if (value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text && ("true".equalsIgnoreCase(text) || "false".equalsIgnoreCase(text))) {
            return Boolean.valueOf(text);
        }
        return MISFIT;
    }

    private static Object timestamp(Object value) {
        if (!(value instanceof String text)) {
            return MISFIT;
        }
        long ticks = Timestamps.ticks(text);
        if (ticks != Timestamps.NONE) {
            return Timestamps.micros(ticks);
        }
        long day = text.length() == 10 ? Timestamps.epochDay(text) : Timestamps.NONE;
        return day == Timestamps.NONE ? MISFIT : (Object) (day * 86_400_000_000L);
    }

    /** A day may come as its midnight. */
    private static Object date(Object value) {
        if (!(value instanceof String text)) {
            return MISFIT;
        }
        long day = Timestamps.epochDay(text);
        boolean midnight = day != Timestamps.NONE
                && (text.length() == 10 || Timestamps.ticks(text) == day * 864_000_000_000L);
        return midnight ? LocalDate.ofEpochDay(day) : MISFIT;
    }
}
