package io.fieldline.mapping;

import java.math.BigDecimal;

import io.fieldline.failure.RejectedRecordException;

/** Single values as text, the way they are compared. */
final class PlainText {

    private static final int LONGEST_SCALE = 100;

    private PlainText() {}

    /** Without space around it and with simple line ends; null where nothing is left. */
    static String of(Object value) {
        if (value == null) {
            return null;
        }
        if (!(value instanceof CharSequence || value instanceof Number || value instanceof Boolean)) {
            throw new RejectedRecordException("must be a single value (found a list or an object)");
        }
        // Written out, 1E+999999999 would be a text of as many digits.
        String text = value instanceof BigDecimal number && Math.abs((long) number.scale()) <= LONGEST_SCALE
                ? number.toPlainString()
                : value.toString();
        String stripped = text.replace("\r\n", "\n").replace('\r', '\n').strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** On one line, with one space between words. */
    static String onOneLine(Object value) {
        String text = of(value);
        // Names pasted from web pages and from Japanese input carry spaces of other widths.
        return text == null ? null : of(text.replaceAll("[\\s\\p{Z}]+", " "));
    }

    /** The beginning of a text, at most so many UTF-16 units; a character outside the basic plane is kept or left whole. */
    static String beginning(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return of(text.substring(0, end));
    }
}
