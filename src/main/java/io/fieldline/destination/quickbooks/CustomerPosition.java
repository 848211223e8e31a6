package io.fieldline.destination.quickbooks;

import java.time.DateTimeException;
import java.time.Instant;

import io.fieldline.failure.MisconfiguredException;

/**
 * How far the changes of customers were read.
 *
 * @param since changes before that are known; the beginning of time where all customers are being read
 * @param began when the reading did that is under way
 * @param start the next record of a query, counted from 1; 0 when what changed is to be told
 */
record CustomerPosition(Instant since, Instant began, int start) {

    /** At the first of all customers. */
    static CustomerPosition ofAll(Instant now) {
        return new CustomerPosition(Instant.EPOCH, now, 1);
    }

    static CustomerPosition of(String text) {
        String[] parts = text.split(" ");
        try {
            return new CustomerPosition(Instant.parse(parts[0]), Instant.parse(parts[1]), Integer.parseInt(parts[2]));
        } catch (DateTimeException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new MisconfiguredException("'" + text + "' is no position in the changes of QuickBooks' customers", e);
        }
    }

    boolean isOfAll() {
        return since.equals(Instant.EPOCH);
    }

    String text() {
        return since + " " + began + " " + start;
    }
}
