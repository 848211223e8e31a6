package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which report is meant. */
final class ReportChoice {

    static final String REPORTS = "reporting/report-category/reports";
    private static final String CATEGORIES = "reporting/report-categories";
    private static final int MOST = 1_000;
    private static final int CANDIDATES = 10;

    private final TenantDesk at;

    ReportChoice(TenantDesk at) {
        this.at = at;
    }

    /** @param category its name or id; empty for all */
    List<Report> known(Optional<String> category) {
        Operation list = at.operation(REPORTS, "list");
        List<Report> reports = new ArrayList<>();
        for (ObjectNode one : at.rows(CATEGORIES, Query.all(), MOST).rows()) {
            String id = one.path("id").asText();
            String name = one.path("name").asText();
            if (category.map(wanted -> wanted.equalsIgnoreCase(name) || wanted.equals(id)).orElse(true)) {
                at.rows(list, Map.of("report_category", id), Query.all(), MOST).rows()
                        .forEach(row -> reports.add(new Report(row.path("id").longValue(), row.path("name").asText(),
                                Trees.text(row, "description"), id, name)));
            }
        }
        if (reports.isEmpty() && category.isPresent()) {
            throw RefusedCallException.of("not_found", "There is no report in a category '" + category.get() + "'.");
        }
        return reports;
    }

    /** By id, then by name, then by a part of the name. One report may be in several categories. */
    Report one(List<Report> known, String text) {
        List<Predicate<Report>> rules = List.of(report -> Long.toString(report.id()).equals(text),
                report -> report.name().strip().equalsIgnoreCase(text),
                report -> report.name().toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
        for (Predicate<Report> rule : rules) {
            List<Report> fitting = known.stream().filter(rule).toList();
            if (fitting.stream().map(Report::id).distinct().count() > 1) {
                throw new RefusedCallException("ambiguous", fitting.size() + " reports fit '" + text
                        + "'. Ask again with the id of the one that is meant.", candidates(fitting));
            }
            if (!fitting.isEmpty()) {
                return fitting.get(0);
            }
        }
        throw new RefusedCallException("not_found", "No report fits '" + text + "'. Without report, they are listed.",
                Trees.object());
    }

    private static ObjectNode candidates(List<Report> reports) {
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        reports.stream().limit(CANDIDATES).forEach(report -> candidates.addObject().put("id", report.id())
                .put("name", report.name()).put("category", report.category()));
        if (reports.size() > CANDIDATES) {
            details.put("leftOut", reports.size() - CANDIDATES + " more candidates");
        }
        return details;
    }

    /** Its parameters and columns, which its owner may have changed at any time. */
    ObjectNode definition(Report report) {
        if (at.read(at.operation(REPORTS, "get"), report.path(), Query.all(), null) instanceof ObjectNode definition) {
            return definition;
        }
        throw RefusedCallException.of("not_found", "Report " + report.id() + " is no longer there.");
    }
}
