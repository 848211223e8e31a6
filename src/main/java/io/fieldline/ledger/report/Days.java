package io.fieldline.ledger.report;

import java.time.LocalDate;

/** Days that are looked at, both included. */
public record Days(LocalDate from, LocalDate until) {

    public boolean hold(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(until);
    }

    /** @return such as <code>2026-10-01 to 2026-10-31</code> */
    public String spoken() {
        return from.equals(until) ? from.toString() : from + " to " + until;
    }
}
