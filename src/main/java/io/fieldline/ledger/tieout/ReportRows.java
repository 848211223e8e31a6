package io.fieldline.ledger.tieout;

import java.util.List;

import io.fieldline.ledger.Family;

/** What all reports say, each in its own form. */
final class ReportRows {

    static final List<String> HEADINGS = List.of("Day", "Unit", "Account", "Document", "Number", "ServiceTitan", "Ledger",
            "Books", "Difference", "Reason");

    private ReportRows() {}

    /** One row for each difference, in the order of the headings. */
    static List<List<String>> of(Comparison comparison) {
        return comparison.differences().stream().map(ReportRows::row).toList();
    }

    private static List<String> row(Difference difference) {
        Cell cell = difference.cell();
        Totals amounts = difference.amounts();
        return List.of(cell.day().toString(), cell.unit(), cell.account(), cell.document(), difference.number(),
                amounts.serviceTitan().toPlainString(), amounts.ledger().toPlainString(), amounts.books().toPlainString(),
                amounts.difference().toPlainString(), difference.spoken());
    }

    static String name(Family family) {
        return switch (family) {
            case SALE -> "Sales";
            case SETTLEMENT -> "Payments";
            case APPLICATION -> "Applied";
        };
    }

    static String verdict(Comparison comparison) {
        if (comparison.agrees()) {
            return "ServiceTitan, the ledger and the books agree to the cent.";
        }
        long documents = comparison.documents();
        return "They do not agree on " + documents + (documents == 1 ? " document." : " documents.");
    }
}
