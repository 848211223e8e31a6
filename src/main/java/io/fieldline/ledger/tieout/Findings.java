package io.fieldline.ledger.tieout;

import java.util.List;

import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;

/**
 * A comparison of some days, and what could not be part of it.
 *
 * @param title such as the tenant and the days
 * @param leftOut documents that do not count, by reason
 * @param unreadable why records of ServiceTitan could not be read; a sentence for each
 */
public record Findings(String title, Days days, Comparison comparison, List<LeftOut> leftOut, List<String> unreadable) {

    public Findings {
        leftOut = List.copyOf(leftOut);
        unreadable = List.copyOf(unreadable);
    }

    /** What cannot be read cannot be said to agree. */
    public boolean agree() {
        return comparison.agrees() && unreadable.isEmpty();
    }

    public String verdict() {
        String read = unreadable.isEmpty()
                ? ""
                : " " + counted(unreadable.size(), "record") + " of ServiceTitan could not be read.";
        if (comparison.agrees()) {
            return (unreadable.isEmpty() ? "" : "As far as it could be read: ")
                    + "ServiceTitan, the ledger and the books agree to the cent." + read;
        }
        long elsewhere = comparison.elsewhere();
        return "They do not agree on " + counted(comparison.documents(), "document") + "." + (elsewhere == 0
                ? ""
                : " Of " + elsewhere + " of them the whole amount stands elsewhere in the books.") + read;
    }

    private static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
