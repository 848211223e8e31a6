package io.fieldline.agent.tool;

import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something personal in a sentence: a summary, a warning, the message of a refusal. The door shows it to each client as its
 * policy says, and masks it in the audit. A sentence that quotes a person's name without it shows it to everybody.
 */
public final class Mention {

    // Of the area of Unicode that no text uses.
    private static final char BEGIN = '\uE0F0';
    private static final char MIDDLE = '\uE0F1';
    private static final char END = '\uE0F2';
    private static final Pattern MENTION = Pattern
            .compile(BEGIN + "([^" + BEGIN + MIDDLE + END + "]*)" + MIDDLE + "([^" + BEGIN + MIDDLE + END + "]*)" + END);
    private static final Pattern MARKS = Pattern.compile("[" + BEGIN + MIDDLE + END + "]");

    /** The kind of what others wrote: names and addresses in it are not found, so whoever may not see them is not shown it. */
    public static final String WORDS = "words";

    private Mention() {}

    /** @param kind as in <code>x-personal</code>, such as <code>name</code>, or {@link #WORDS} */
    public static String of(String kind, String value) {
        return BEGIN + kind + MIDDLE + Label.of(MARKS.matcher(value).replaceAll("")) + END;
    }

    /** @param shown of a kind and a value, what stands in its place */
    public static String resolved(String text, BinaryOperator<String> shown) {
        if (text.indexOf(BEGIN) < 0) {
            return text;
        }
        String whole = MENTION.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(shown.apply(found.group(1), found.group(2))));
        return MARKS.matcher(whole).replaceAll("");
    }
}
