package io.fieldline.servicetitan.accounting;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** ServiceTitan writes descriptions and summaries as HTML; books and agents take plain text. */
public final class Html {

    private static final Pattern BREAK = Pattern.compile("(?i)<br\\s*/?>|</(?:p|div|li|tr|h[1-6])>");
    private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>|<!--.*?-->", Pattern.DOTALL);
    private static final Pattern ENTITY = Pattern.compile("&(?:#(\\d{1,6})|(amp|lt|gt|quot|apos|nbsp));");
    private static final Map<String, String> NAMED = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp",
            " ");

    private Html() {}

    /** On one line. */
    public static String plain(String html) {
        String text = TAG.matcher(BREAK.matcher(html).replaceAll(" ")).replaceAll("");
        String written = ENTITY.matcher(text).replaceAll(entity -> Matcher.quoteReplacement(
                entity.group(1) == null ? NAMED.get(entity.group(2)) : character(Integer.parseInt(entity.group(1)))));
        return written.replaceAll("[\\s\\p{Z}]+", " ").strip();
    }

    private static String character(int point) {
        return Character.isValidCodePoint(point) && !Character.isISOControl(point) ? Character.toString(point) : " ";
    }
}
