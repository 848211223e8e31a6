package io.fieldline.servicetitan.desk;

import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** Whether a value without a telling name is a telephone number: ten digits and more, unless it surely numbers something else. */
final class PhoneLike {

    private static final Pattern WRITTEN = Pattern.compile("\\+?[\\d\\s().-]{10,24}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
    private static final Pattern AMOUNT = Pattern.compile("-?\\d+\\.\\d{1,4}");
    private static final int FEWEST = 10;
    private static final int MOST = 15;
    /** Digits in a row are a number of North America; longer ones count or name something. */
    private static final int MOST_IN_A_ROW = 11;
    private static final Pattern OF_A_THING = Pattern
            .compile("(.*[^A-Za-z])?(?i:ids?|codes?|skus?)|.*[a-z](I[dD]s?|Codes?|Skus?|SKU)"
                    + "|(?i:.*(job|invoice|appointment|estimate|project|reference|serial|model|check|order|receipt|transaction|document"
                    + "|batch|bill|payment)[ _]?(number|no\\.?|#))");

    private PhoneLike() {}

    /** Whether a field or column of this name holds what numbers things. */
    static boolean ofAThing(String name) {
        return OF_A_THING.matcher(name).matches();
    }

    /** Whether it may be a telephone number, by its form. */
    static boolean is(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() && inARow(value.asText());
        }
        String text = value.asText().strip();
        if (!WRITTEN.matcher(text).matches() || DATE.matcher(text).matches() || AMOUNT.matcher(text).matches()) {
            return false;
        }
        int digits = text.replaceAll("\\D", "").length();
        return text.matches("\\d+") ? inARow(text) : digits >= FEWEST && digits <= MOST;
    }

    private static boolean inARow(String text) {
        return text.length() >= FEWEST && text.length() <= MOST_IN_A_ROW && text.charAt(0) != '-';
    }
}
