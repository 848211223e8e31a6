package io.fieldline.destination.quickbooks;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/**
 * What one renewal gave.
 *
 * @param access empty where there is none
 * @param until when the access token is to be renewed
 */
record TokenPair(String refresh, String access, Instant until) {

    private static final String BETWEEN = "\n";

    static TokenPair first(String refresh) {
        return new TokenPair(refresh, "", Instant.MIN);
    }

    /** Of a text as {@link #text} gives it, or of a refresh token alone. */
    static TokenPair of(String text) {
        String[] parts = text.split(BETWEEN, -1);
        try {
            return parts.length == 3 ? new TokenPair(parts[0], parts[1], Instant.parse(parts[2])) : first(parts[0]);
        } catch (DateTimeParseException e) {
            return first(parts[0]);
        }
    }

    String text() {
        return refresh + BETWEEN + access + BETWEEN + until;
    }

    @Override
    public String toString() {
        return "tokens until " + until;
    }
}
