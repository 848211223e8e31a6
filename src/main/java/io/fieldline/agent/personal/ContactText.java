package io.fieldline.agent.personal;

import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds telephone numbers and e-mail addresses in text. What people wrote is searched strictly: ten digits in a row are a
 * number, however they are parted. In Fieldline's own words, which are full of records' numbers, only what has the shape of one
 * counts. What is repeated is never tried a second way, so that no text is too long for the stack.
 */
final class ContactText {

    private static final Pattern EMAIL = Pattern
            .compile("[^\\s@<>()\\[\\]\"',;:]{1,200}+@[\\p{L}\\p{N}-]++(?:\\.[\\p{L}\\p{N}-]++)++");
    private static final String NO_DATE = "(?!\\d{4}-\\d{2}-\\d{2}(?!\\d))(?!\\d{1,2}/\\d{1,2}/\\d{4}(?!\\d))";
    private static final Pattern WRITTEN = Pattern
            .compile("(?<!\\d)" + NO_DATE + "[+(]{0,2}\\d(?:[\\s().\\-–/]{0,3}+\\d){9,}+|(?<!\\d)\\d{3}-\\d{4}(?!\\d)");
    private static final Pattern OWN_WORDS = Pattern.compile("(?<!\\d)\\+\\d(?:[ ().-]{0,2}\\d){6,14}"
            + "|(?<![\\d/])(?:1[ .-]?)?(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-]?)[2-9]\\d{2}[ .-]?\\d{4}(?!\\d)"
            + "|(?<!\\d)(?:\\([2-9]\\d{2}\\) ?|[2-9]\\d{2}[ .-])[2-9]\\d{2}[ .-]\\d{4}(?!\\d)");

    private ContactText() {}

    static String written(String text, UnaryOperator<String> phone, UnaryOperator<String> email) {
        return replaced(WRITTEN, replacedEmail(text, email), phone);
    }

    static String ownWords(String text, UnaryOperator<String> phone, UnaryOperator<String> email) {
        return replaced(OWN_WORDS, replacedEmail(text, email), phone);
    }

    private static String replacedEmail(String text, UnaryOperator<String> email) {
        return text.indexOf('@') < 0 ? text : replaced(EMAIL, text, email);
    }

    private static String replaced(Pattern pattern, String text, UnaryOperator<String> by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found.group())));
    }
}
