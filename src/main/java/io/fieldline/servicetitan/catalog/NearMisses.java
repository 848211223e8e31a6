package io.fieldline.servicetitan.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names that somebody may have meant. */
final class NearMisses {

    private static final int SHOWN = 3;

    private NearMisses() {}

    /** The nearest first, by edit distance, at most three, none that share too little. */
    static List<String> of(String given, Collection<String> known) {
        String wanted = given.toLowerCase(Locale.ROOT);
        record Candidate(String name, int distance) {}
        return known.stream().distinct().map(name -> new Candidate(name, distance(wanted, name.toLowerCase(Locale.ROOT))))
                .filter(candidate -> candidate.distance() <= Math.max(2,
                        Math.max(wanted.length(), candidate.name().length()) / 3)
                        || partOf(wanted, candidate.name().toLowerCase(Locale.ROOT)))
                .sorted(Comparator.comparingInt(Candidate::distance).thenComparing(Candidate::name)).limit(SHOWN)
                .map(Candidate::name).toList();
    }

    /** A text to append to "there is no ...". */
    static String suggestion(String given, Collection<String> known) {
        List<String> near = of(given, known);
        if (!near.isEmpty()) {
            return "; did you mean " + String.join(" or ", near) + "?";
        }
        return known.isEmpty() ? "; it has none" : "; known are " + String.join(", ", known.stream().sorted().toList());
    }

    private static boolean partOf(String wanted, String name) {
        return wanted.length() > 3 && (name.contains(wanted) || name.length() > 3 && wanted.contains(name));
    }

    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replace = previous[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replace, Math.min(previous[column], current[column - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
