package io.fieldline.destination.salesforce;

import java.time.Instant;

import io.fieldline.failure.MisconfiguredException;

/**
 * How far changes are read, as text.
 *
 * @param whole whether everything there is is still being read, which brings no deleted rows
 */
record ChangePosition(boolean whole, Sweep accounts, Sweep contacts) {

    /** Behind the last row that was read: rows of one stamp are told apart by id. */
    record Keyset(Instant stamp, String id) {}

    /**
     * One object's rows, read to the end again and again.
     *
     * @param began when this time through began; null between two of them
     */
    record Sweep(Keyset at, Instant began) {

        private String text() {
            return at.stamp().toEpochMilli() + "," + at.id() + "," + (began == null ? "" : began.toEpochMilli());
        }

        private static Sweep parse(String text) {
            String[] parts = text.split(",", -1);
            return new Sweep(new Keyset(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]),
                    parts[2].isEmpty() ? null : Instant.ofEpochMilli(Long.parseLong(parts[2])));
        }
    }

    String text() {
        return (whole ? "whole" : "changes") + ";" + accounts.text() + ";" + contacts.text();
    }

    static ChangePosition parse(String text) {
        try {
            String[] parts = text.split(";");
            return new ChangePosition(parts[0].equals("whole"), Sweep.parse(parts[1]), Sweep.parse(parts[2]));
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new MisconfiguredException("'" + text + "' is no position in Salesforce's changes", e);
        }
    }
}
