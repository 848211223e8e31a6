package io.fieldline.agent.personal;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Values as they are shown where they are masked. */
final class Masks {

    static final String CUT = "…";
    private static final int SHOWN_DIGITS = 4;
    private static final int FEWEST_DIGITS = 7;

    private Masks() {}

    /** <code>…0142</code>, <code>g…@example.com</code>, <code>G… R…</code>; of anything else nothing. */
    static String of(String kind, String value) {
        return switch (kind) {
            case PersonalKinds.PHONE -> phone(value);
            case PersonalKinds.EMAIL -> email(value);
            case PersonalKinds.NAME -> name(value);
            default -> value.isEmpty() ? value : CUT;
        };
    }

    static String phone(String value) {
        String digits = value.replaceAll("\\D", "");
        return value.isEmpty()
                ? value
                : CUT + (digits.length() < FEWEST_DIGITS ? "" : digits.substring(digits.length() - SHOWN_DIGITS));
    }

    static String email(String value) {
        int at = value.lastIndexOf('@');
        if (at < 1) {
            return value.isEmpty() ? value : CUT;
        }
        return new String(Character.toChars(value.codePointAt(0))) + CUT + value.substring(at);
    }

    private static String name(String value) {
        return Arrays.stream(value.strip().split("\\s+")).filter(word -> !word.isEmpty())
                .map(word -> new String(Character.toChars(word.codePointAt(0))) + CUT).collect(Collectors.joining(" "));
    }

    /** Whether somebody hands back what was shown instead of the value. */
    static boolean looksMasked(String value) {
        return value.equals(CUT) || value.matches("…\\d{4}|\\S?\\S…@\\S+|\\S{1,2}…(?: \\S{1,2}…)*+");
    }
}
