package io.fieldline.tenant;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Names close to one that nobody knows, for a message that helps. */
public final class NearMisses {

    private static final int MOST = 3;

    private NearMisses() {}

    /** At most three known names, nearest first. */
    public static List<String> of(String unknown, Collection<String> known) {
        int near = Math.max(2, unknown.length() / 3);
        return known.stream().filter(name -> distance(unknown, name) <= near || continues(unknown, name))
                .sorted(Comparator.<String>comparingInt(name -> distance(unknown, name)).thenComparing(name -> name))
                .limit(MOST).toList();
    }

    /** <code>; did you mean a or b?</code>, or all that is known when nothing is near. */
    public static String hint(String unknown, Collection<String> known) {
        List<String> near = of(unknown, known);
        if (!near.isEmpty()) {
            return "did you mean " + String.join(" or ", near) + "?";
        }
        return known.isEmpty() ? "there are none" : "known: " + String.join(", ", known.stream().sorted().toList());
    }

    private static boolean continues(String unknown, String name) {
        return unknown.length() >= 3 && (name.contains(unknown) || unknown.contains(name) && name.length() >= 3);
    }

    private static int distance(String first, String second) {
        String left = first.toLowerCase(Locale.ROOT);
        String right = second.toLowerCase(Locale.ROOT);
        int[] row = new int[right.length() + 1];
        for (int column = 0; column < row.length; column++) {
            row[column] = column;
        }
        for (int line = 1; line <= left.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (left.charAt(line - 1) == right.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[right.length()];
    }
}
