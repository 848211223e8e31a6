package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A place where the three do not agree.
 *
 * @param number of the document; empty where it has none
 * @param because at least one
 */
public record Difference(Cell cell, String number, Totals amounts, List<Because> because) {

    public Difference {
        because = List.copyOf(because);
    }

    /** @param detail a half sentence; empty where the reason says all */
    public record Because(Reason reason, String detail) {

        String spoken() {
            return detail.isEmpty() ? reason.words() : reason.words() + ": " + detail;
        }
    }

    /** All reasons in words. */
    public String spoken() {
        return because.stream().map(Because::spoken).collect(Collectors.joining("; "));
    }
}
