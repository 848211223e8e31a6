package io.fieldline.ops;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.accounting.BooksReports;
import io.fieldline.accounting.Progress;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.draft.Draft;
import io.fieldline.ledger.draft.DraftReports;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.tieout.CsvReport;
import io.fieldline.ledger.tieout.Difference;
import io.fieldline.ledger.tieout.Findings;
import io.fieldline.ledger.tieout.HtmlReport;
import io.fieldline.ledger.tieout.TextReport;
import io.fieldline.ledger.tieout.Totals;

/**
 * Compares some days of ServiceTitan, the ledger and the books; or, with <code>dryRun</code>, says what would be posted of
 * them. Arguments: <code>tenant</code>; <code>month</code> (2026-10), or <code>from</code> and <code>until</code>;
 * <code>flow</code>, <code>connection</code>; <code>csv</code> and <code>html</code> to have the result in these forms too.
 */
public final class CompareBooks implements Verb {

    private final BooksReports reports;

    public CompareBooks(BooksReports reports) {
        this.reports = reports;
    }

    @Override
    public String name() {
        return "tie-out";
    }

    /** The books' token may change with its use, and who posts must wait meanwhile. */
    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        BooksReports.Which which = new BooksReports.Which(arguments.required("tenant"), arguments.text("flow"),
                arguments.text("connection"));
        Days days = days(arguments);
        Progress heard = (what, read, total) -> progress.accept(line(what, read, total));
        boolean csv = values.path("csv").asBoolean();
        boolean html = values.path("html").asBoolean();
        return values.path("dryRun").asBoolean()
                ? json(reports.dryRun(which, days, heard), csv, html)
                : json(reports.tieOut(which, days, heard), csv, html);
    }

    static ObjectNode line(String what, long read, long total) {
        ObjectNode line = Json.object().put("stream", what).put("read", read).put("state",
                total >= 0 && read >= total ? "done" : "running");
        return total < 0 ? line : line.put("totalCount", total);
    }

    private Days days(Arguments arguments) {
        Optional<String> month = arguments.text("month");
        if (month.isPresent()) {
            if (arguments.text("from").isPresent() || arguments.text("until").isPresent()) {
                throw new MisconfiguredException(name() + ": --month and --from or --until cannot both be given");
            }
            try {
                YearMonth parsed = YearMonth.parse(month.get());
                return new Days(parsed.atDay(1), parsed.atEndOfMonth());
            } catch (DateTimeParseException e) {
                throw new MisconfiguredException(name() + ": --month must be a month such as 2026-10, not " + month.get(), e);
            }
        }
        if (arguments.text("from").isEmpty() && arguments.text("until").isEmpty()) {
            throw new MisconfiguredException(name() + ": say which days: --month 2026-10, or --from and --until");
        }
        Days days = new Days(day(arguments, "from"), day(arguments, "until"));
        if (days.until().isBefore(days.from())) {
            throw new MisconfiguredException(name() + ": --until " + days.until() + " is before --from " + days.from());
        }
        return days;
    }

    private LocalDate day(Arguments arguments, String option) {
        String text = arguments.required(option);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new MisconfiguredException(name() + ": --" + option + " must be a day such as 2026-10-31, not " + text, e);
        }
    }

    private static ObjectNode json(Findings findings, boolean csv, boolean html) {
        ObjectNode result = Json.object().put("ok", findings.agree()).put("verdict", findings.verdict()).put("text",
                TextReport.render(findings));
        ArrayNode totals = result.putArray("totals");
        findings.comparison().byFamily().forEach((family, sum) -> put(totals.addObject().put("family", family.name()), sum));
        ArrayNode rows = result.putArray("rows");
        findings.comparison().differences().forEach(difference -> row(rows.addObject(), difference));
        leftOut(result, findings.leftOut());
        findings.unreadable().forEach(result.putArray("unreadable")::add);
        if (csv) {
            result.put("csv", CsvReport.render(findings.comparison()));
        }
        return html ? result.put("html", HtmlReport.render(findings)) : result;
    }

    private static void row(ObjectNode row, Difference difference) {
        row.put("day", difference.cell().day().toString()).put("unit", difference.cell().unit())
                .put("account", difference.cell().account()).put("document", difference.cell().document())
                .put("number", difference.number());
        put(row, difference.amounts());
        row.put("reason", difference.spoken());
    }

    private static void put(ObjectNode node, Totals totals) {
        node.put("serviceTitan", totals.serviceTitan().toPlainString()).put("ledger", totals.ledger().toPlainString())
                .put("books", totals.books().toPlainString()).put("difference", totals.difference().toPlainString());
    }

    private static void leftOut(ObjectNode result, Iterable<LeftOut> all) {
        ArrayNode rows = result.putArray("leftOut");
        all.forEach(one -> rows.addObject().put("what", one.what()).put("reason", one.reason())
                .put("documents", one.documents()).put("amount", one.amount().toPlainString()));
    }

    private static ObjectNode json(Draft draft, boolean csv, boolean html) {
        ObjectNode result = Json.object().put("ok", draft.complete()).put("verdict", draft.verdict()).put("text",
                DraftReports.text(draft));
        ArrayNode posted = result.putArray("posted");
        draft.posted().forEach(one -> posted.addObject().put("form", one.form().name()).put("document", one.document())
                .put("number", one.number()).put("day", one.day().toString()).put("customer", one.customer())
                .put("total", one.total().toPlainString()).put("tax", one.tax().toPlainString()).put("to", one.to())
                .put("note", one.note()));
        ArrayNode missing = result.putArray("missing");
        draft.missing().forEach(one -> missing.addObject().put("what", one.gap().what()).put("name", one.gap().name())
                .put("reason", one.gap().reason()).put("suggestion", one.gap().suggestion().orElse(null))
                .put("documents", one.documents()).put("total", one.total().toPlainString()));
        leftOut(result, draft.leftOut());
        draft.unreadable().forEach(result.putArray("unreadable")::add);
        if (csv) {
            result.put("csv", DraftReports.csv(draft));
        }
        return html ? result.put("html", DraftReports.html(draft)) : result;
    }
}
