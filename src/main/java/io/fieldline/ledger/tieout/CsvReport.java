package io.fieldline.ledger.tieout;

import io.fieldline.ledger.report.Csv;

/** The differences of a comparison as CSV. */
public final class CsvReport {

    private CsvReport() {}

    public static String render(Comparison comparison) {
        return Csv.render(ReportRows.HEADINGS, ReportRows.of(comparison));
    }
}
