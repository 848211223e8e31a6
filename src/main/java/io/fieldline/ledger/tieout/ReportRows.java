package io.fieldline.ledger.tieout;

import java.util.List;
import java.util.Set;

import io.fieldline.ledger.Family;

/** What all reports say, each in its own form. */
final class ReportRows {

    static final List<String> HEADINGS = List.of("Day", "Unit", "Account", "Document", "Number", "ServiceTitan", "Ledger",
            "Books", "Difference", "Reason");

    /** The columns of amounts. */
    static final Set<Integer> AMOUNTS = Set.of(5, 6, 7, 8);

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
            case DEPOSIT -> "Deposits";
        };
    }
}
