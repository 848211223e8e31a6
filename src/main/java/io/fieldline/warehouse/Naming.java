package io.fieldline.warehouse;

import java.util.Locale;
import java.util.function.Predicate;

/** Names of tables and columns: the API's own words, lower case with underscores, as every engine takes them. */
final class Naming {

    /** PostgreSQL cuts names after 63 bytes; a few are left for a number that tells two names apart. */
    private static final int LONGEST = 58;

    private Naming() {}

    /** <code>jpm/job-types</code> becomes <code>jpm_job_types</code>. */
    static String table(String stream) {
        return cut(plain(stream));
    }

    /** <code>customerId</code> becomes <code>customer_id</code>; a name that is taken gets a number. */
    static String column(String field, Predicate<String> taken) {
        String name = cut(plain(snakeCase(field)));
        String free = name;
        for (int number = 2; taken.test(free); number++) {
            free = name + "_" + number;
        }
        return free;
    }

    static String snakeCase(String camelCase) {
        StringBuilder name = new StringBuilder(camelCase.length() + 8);
        for (int at = 0; at < camelCase.length(); at++) {
            char letter = camelCase.charAt(at);
            if (Character.isUpperCase(letter) && at > 0 && startsWord(camelCase, at)) {
                name.append('_');
            }
            name.append(letter);
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    private static boolean startsWord(String text, int at) {
        char before = text.charAt(at - 1);
        boolean afterWord = Character.isLowerCase(before) || Character.isDigit(before);
        boolean lastOfAcronym = Character.isUpperCase(before) && at + 1 < text.length()
                && Character.isLowerCase(text.charAt(at + 1));
        return afterWord || lastOfAcronym;
    }

    private static String plain(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
        if (plain.isEmpty()) {
            return "field";
        }
        return Character.isDigit(plain.charAt(0)) || plain.startsWith("_fieldline") ? "f_" + plain : plain;
    }

    private static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
