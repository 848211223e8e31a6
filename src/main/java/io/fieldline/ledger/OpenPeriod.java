package io.fieldline.ledger;

import java.time.LocalDate;
import java.util.Optional;

/**
 * Which days of the books may still be changed.
 *
 * @param closedUntil the last closed day; empty when none is
 * @param today on which a correction stands, unless that day is closed as well
 * @param corrects whether a change of a closed day becomes a correction in the open ones, or waits for a person
 */
public record OpenPeriod(Optional<LocalDate> closedUntil, LocalDate today, boolean corrects) {

    public boolean holds(LocalDate day) {
        return closedUntil.map(day::isAfter).orElse(true);
    }

    /** A day that is open. */
    LocalDate correctionDay() {
        return holds(today) ? today : closedUntil.orElseThrow().plusDays(1);
    }
}
