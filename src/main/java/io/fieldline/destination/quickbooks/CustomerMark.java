package io.fieldline.destination.quickbooks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** The line of a customer's notes by which it says whose it is in ServiceTitan; QuickBooks has no field for such an id. */
final class CustomerMark {

    static final int LONGEST_NOTES = 2_000;
    /** What the line takes of the notes at most. */
    static final int ROOM = 45;
    private static final String WORDS = "ServiceTitan customer ";
    private static final Pattern LINE = Pattern.compile("(?m)^[ \\t]*" + WORDS + "(\\d{1,18})[ \\t]*$\\R?");

    private CustomerMark() {}

    /** ServiceTitan's number of the customer. */
    static Optional<String> in(JsonNode row) {
        Matcher line = LINE.matcher(row.path("Notes").asText(""));
        return line.find() ? Optional.of(line.group(1)) : Optional.empty();
    }

    /** What people wrote. */
    static String without(String notes) {
        return LINE.matcher(notes).replaceAll("").strip();
    }

    static String with(String notes, String customer) {
        String own = without(notes);
        return own + (own.isEmpty() ? "" : "\n") + WORDS + customer;
    }
}
