package io.fieldline.sandbox;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Match;
import io.fieldline.servicetitan.catalog.Operation;

/** Two reports over invoices, each answered once a minute for a contractor. Rows are lists of values. */
final class Reports {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String CATEGORY = "accounting";
    private static final long LIST = 7001;
    private static final long SUMS = 7002;
    private static final Map<Long, String> NAMES = new TreeMap<>(
            Map.of(LIST, "Invoices by date", SUMS, "Invoices by business unit"));
    private static final String[][] OF_LIST = {{"InvoiceNumber", "Invoice #", "String" },
            {"CustomerName", "Customer Name", "String" }, {"LocationAddress", "Location Address", "String" },
            {"BusinessUnit", "Business Unit", "String" }, {"InvoiceDate", "Invoice Date", "Date" },
            {"Total", "Total", "Number" } };
    private static final String[][] OF_SUMS = {{"BusinessUnit", "Business Unit", "String" },
            {"Invoices", "Invoices", "Number" },
            {"Total", "Total", "Number" } };
    private static final int DAY = "2026-01-31".length();
    private static final long MINUTE = 60_000_000_000L;

    private final Shape shape;
    private final Map<String, Long> runs = new ConcurrentHashMap<>();

    Reports(Shape shape) {
        this.shape = shape;
    }

    static boolean answers(Operation operation) {
        return operation.module().equals("reporting") && operation.collection().startsWith("report-categor")
                && !operation.name().equals("data-query");
    }

    Reply answer(ContractorData data, Match match, Arguments arguments, Request request) {
        Operation operation = match.operation();
        if (operation.collection().equals("report-categories")) {
            return page(arguments,
                    List.of(row(operation, JSON.createObjectNode().put("id", CATEGORY).put("name", "Accounting"))));
        }
        if (!match.pathValues().get("report_category").equals(CATEGORY)) {
            throw Rows.notFound();
        }
        if (operation.name().equals("list")) {
            List<JsonNode> reports = new ArrayList<>();
            NAMES.forEach((id, name) -> reports.add(row(operation, JSON.createObjectNode().put("id", id).put("name", name))));
            return page(arguments, reports);
        }
        String id = match.pathValues().get("reportId");
        if (NAMES.keySet().stream().noneMatch(known -> known.toString().equals(id))) {
            throw Rows.notFound();
        }
        return operation.name().equals("get")
                ? Reply.json(200, row(operation, definition(Long.parseLong(id))))
                : run(data, Long.parseLong(id), arguments, request);
    }

    private JsonNode row(Operation operation, ObjectNode row) {
        return shape.of("reporting", operation.answer().type(), row);
    }

    private static ObjectNode definition(long id) {
        ObjectNode report = JSON.createObjectNode().put("id", id).put("name", NAMES.get(id)).put("modifiedOn",
                "2026-01-05T08:00:00Z");
        for (String name : List.of("From", "To")) {
            report.withArrayProperty("parameters").addObject().put("name", name).put("label", name).put("dataType", "Date")
                    .put("isArray", false).put("isRequired", true);
        }
        report.set("fields", fields(id, true));
        return report;
    }

    private static ArrayNode fields(long id, boolean typed) {
        ArrayNode fields = JSON.createArrayNode();
        for (String[] field : id == LIST ? OF_LIST : OF_SUMS) {
            ObjectNode one = fields.addObject().put("name", field[0]).put("label", field[1]);
            if (typed) {
                one.put("dataType", field[2]);
            }
        }
        return fields;
    }

    private Reply run(ContractorData data, long id, Arguments arguments, Request request) {
        Map<String, String> parameters = parameters(request);
        String key = data.contractor().tenantId() + " " + id;
        long now = System.nanoTime();
        Long before = runs.get(key);
        if (before != null && now - before < MINUTE) {
            return Gate.tooMany((int) ((MINUTE - (now - before)) / 1_000_000_000L) + 1);
        }
        runs.put(key, now);
        List<JsonNode> invoices = new ArrayList<>();
        Table table = data.table("accounting/invoices");
        table.heads(head -> table.row(head.id()).filter(invoice -> head.active() && between(invoice, parameters))
                .ifPresent(invoices::add));
        Paging paging = Paging.of(arguments);
        List<JsonNode> rows = id == LIST ? listed(invoices) : sums(invoices);
        int from = Math.min((paging.page() - 1) * paging.size(), rows.size());
        int to = Math.min(from + paging.size(), rows.size());
        ObjectNode body = envelope(arguments, paging, rows.subList(from, to), rows.size(), to < rows.size());
        body.set("fields", fields(id, false));
        return Reply.json(200, body);
    }

    private static Map<String, String> parameters(Request request) {
        Map<String, String> parameters = new TreeMap<>();
        try {
            JSON.readTree(request.body()).path("parameters")
                    .forEach(one -> parameters.put(one.path("name").asText(), one.path("value").asText()));
        } catch (IOException e) {
            throw new Refusal(Problem.invalid("body", "The body is not valid JSON."));
        }
        for (String name : List.of("From", "To")) {
            if (!parameters.getOrDefault(name, "").matches("\\d{4}-\\d{2}-\\d{2}")) {
                throw new Refusal(Problem.invalid(name, "The parameter is required and is a date."));
            }
        }
        return parameters;
    }

    private static boolean between(ObjectNode invoice, Map<String, String> parameters) {
        String day = day(invoice);
        return day.compareTo(parameters.get("From")) >= 0 && day.compareTo(parameters.get("To")) <= 0;
    }

    private static String day(JsonNode invoice) {
        String date = invoice.path("invoiceDate").asText();
        return date.length() > DAY ? date.substring(0, DAY) : date;
    }

    private static List<JsonNode> listed(List<JsonNode> invoices) {
        List<JsonNode> rows = new ArrayList<>();
        invoices.forEach(invoice -> rows.add(JSON.createArrayNode().add(invoice.path("referenceNumber").asText())
                .add(invoice.path("customer").path("name").asText())
                .add(invoice.path("locationAddress").path("street").asText())
                .add(invoice.path("businessUnit").path("name").asText()).add(day(invoice) + "T00:00:00")
                .add(InvoiceChanges.decimal(invoice.path("total")))));
        return rows;
    }

    private static List<JsonNode> sums(List<JsonNode> invoices) {
        Map<String, BigDecimal> totals = new TreeMap<>();
        Map<String, Integer> counts = new TreeMap<>();
        for (JsonNode invoice : invoices) {
            String unit = invoice.path("businessUnit").path("name").asText();
            totals.merge(unit, InvoiceChanges.decimal(invoice.path("total")), BigDecimal::add);
            counts.merge(unit, 1, Integer::sum);
        }
        List<JsonNode> rows = new ArrayList<>();
        totals.forEach((unit, total) -> rows.add(JSON.createArrayNode().add(unit).add(counts.get(unit)).add(total)));
        return rows;
    }

    private static Reply page(Arguments arguments, List<JsonNode> rows) {
        return Reply.json(200, envelope(arguments, Paging.of(arguments), rows, rows.size(), false));
    }

    private static ObjectNode envelope(Arguments arguments, Paging paging, List<JsonNode> rows, int total, boolean more) {
        ObjectNode body = JSON.createObjectNode().put("page", paging.page()).put("pageSize", paging.size()).put("hasMore",
                more);
        body.put("totalCount", arguments.flag("includeTotal") ? Integer.valueOf(total) : null);
        body.putArray("data").addAll(rows);
        return body;
    }
}
