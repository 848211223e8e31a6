package io.fieldline.endtoend;

import java.util.Locale;

/** Prints what was measured, so that it can be quoted. */
final class Figures {

    private Figures() {}

    static void print(String what, String format, Object... values) {
        System.out.println("[measured] " + what + ": " + String.format(Locale.ROOT, format, values));
    }
}
