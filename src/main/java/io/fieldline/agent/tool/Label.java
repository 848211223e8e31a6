package io.fieldline.agent.tool;

import java.util.regex.Pattern;

/**
 * What something is called, as it is answered: in one line, without characters that nobody sees, and not longer than a name
 * needs. A name is written by others too, and stands in sentences.
 */
public final class Label {

    public static final int LONGEST = 200;

    private static final Pattern SPACE = Pattern.compile("[\\s\\p{Z}\\p{Cc}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Co}\\p{Cn}]+");

    private Label() {}

    public static String of(String name) {
        String line = SPACE.matcher(UNSEEN.matcher(name).replaceAll("")).replaceAll(" ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}
