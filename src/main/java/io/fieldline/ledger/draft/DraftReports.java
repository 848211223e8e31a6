package io.fieldline.ledger.draft;

import java.util.List;
import java.util.Set;

import io.fieldline.ledger.report.Csv;
import io.fieldline.ledger.report.HtmlPage;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.report.TextTable;

/** A draft as plain text, as CSV of its documents, and as an HTML page. */
public final class DraftReports {

    private static final Set<Integer> LEFT_OUT_AMOUNTS = Set.of(1, 2);

    private DraftReports() {}

    /** The verdict, sums, what is missing, each document, and what was left out. */
    public static String text(Draft draft) {
        StringBuilder text = new StringBuilder(draft.title()).append('\n').append(draft.verdict()).append('\n');
        DraftRows.notes(draft).forEach(note -> text.append(note).append('\n'));
        table(text, DraftRows.SUMS, DraftRows.sums(draft), DraftRows.SUM_AMOUNTS);
        table(text, DraftRows.MISSING, DraftRows.missing(draft), DraftRows.MISSING_AMOUNTS);
        table(text, DraftRows.DOCUMENTS, DraftRows.documents(draft), DraftRows.DOCUMENT_AMOUNTS);
        table(text, LeftOut.HEADINGS, leftOut(draft), LEFT_OUT_AMOUNTS);
        return text.toString();
    }

    private static void table(StringBuilder text, List<String> headings, List<List<String>> rows, Set<Integer> amounts) {
        if (!rows.isEmpty()) {
            text.append('\n').append(TextTable.render(headings, rows, amounts));
        }
    }

    public static String csv(Draft draft) {
        return Csv.render(DraftRows.DOCUMENTS, DraftRows.documents(draft));
    }

    public static String html(Draft draft) {
        HtmlPage page = new HtmlPage(draft.title(), draft.verdict(), draft.complete());
        DraftRows.notes(draft).forEach(page::paragraph);
        page.heading("What would be posted").table(DraftRows.SUMS, DraftRows.sums(draft), DraftRows.SUM_AMOUNTS);
        if (!draft.held().isEmpty()) {
            page.heading("What is missing").table(DraftRows.MISSING, DraftRows.missing(draft), DraftRows.MISSING_AMOUNTS);
        }
        page.heading("Documents").table(DraftRows.DOCUMENTS, DraftRows.documents(draft), DraftRows.DOCUMENT_AMOUNTS);
        if (!draft.leftOut().isEmpty()) {
            page.heading("What was left out").table(LeftOut.HEADINGS, leftOut(draft), LEFT_OUT_AMOUNTS);
        }
        return page.end();
    }

    private static List<List<String>> leftOut(Draft draft) {
        return draft.leftOut().stream().map(LeftOut::row).toList();
    }
}
