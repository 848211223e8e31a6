package io.fieldline.destination.salesforce;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RetryLaterException;

/**
 * Writes rows in as few calls as Salesforce allows: 200 by "sObject Collections", or 25 by "Composite" where a row must
 * not have moved on, because only single-row calls take <code>If-Unmodified-Since</code>. That header counts in seconds
 * and holds for PATCH alone, see "Conditional Request Headers" of the REST API guide.
 */
final class RowWriter {

    private static final int COLLECTION = 200;
    private static final int COMPOSITE = 25;

    private final SalesforceApi api;

    RowWriter(SalesforceApi api) {
        this.api = api;
    }

    /**
     * @param externalIdField of the rows' object
     * @return in the order of the rows, which are all of one object
     */
    List<RowResult> write(List<RowWrite> rows, String externalIdField) {
        Map<RowWrite, RowResult> results = new LinkedHashMap<>();
        List<RowWrite> upserts = rows.stream().filter(row -> row.id() == null).toList();
        List<RowWrite> updates = rows.stream().filter(row -> row.id() != null && !row.guarded()).toList();
        List<RowWrite> guarded = rows.stream().filter(RowWrite::guarded).toList();
        for (List<RowWrite> part : parts(upserts, COLLECTION)) {
            collect(part, api.send("PATCH", "composite/sobjects/" + part.get(0).object() + "/" + externalIdField,
                    collection(part, externalIdField)), results);
        }
        for (List<RowWrite> part : parts(updates, COLLECTION)) {
            collect(part, api.send("PATCH", "composite/sobjects", collection(part, externalIdField)), results);
        }
        for (List<RowWrite> part : parts(guarded, COMPOSITE)) {
            collect(part, api.send("POST", "composite", composite(part)).path("compositeResponse"), results);
        }
        return rows.stream().map(results::get).toList();
    }

    private static ObjectNode collection(List<RowWrite> rows, String externalIdField) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        ArrayNode records = body.putArray("records");
        for (RowWrite row : rows) {
            ObjectNode record = records.addObject();
            record.putObject("attributes").put("type", row.object());
            record.put(row.id() == null ? externalIdField : "Id", row.id() == null ? row.externalId() : row.id());
            record.setAll(row.fields());
        }
        return body;
    }

    private ObjectNode composite(List<RowWrite> rows) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("allOrNone", false);
        ArrayNode requests = body.putArray("compositeRequest");
        for (RowWrite row : rows) {
            ObjectNode request = requests.addObject().put("method", row.delete() ? "DELETE" : "PATCH")
                    .put("url", api.path("sobjects/" + row.object() + "/" + row.id()))
                    .put("referenceId", "row" + requests.size());
            if (row.unchangedSince() != null && !row.delete()) {
                request.putObject("httpHeaders").put("If-Unmodified-Since", httpDate(row.unchangedSince()));
            }
            if (!row.delete()) {
                request.set("body", row.fields());
            }
        }
        return body;
    }

    private static String httpDate(Instant stamp) {
        // A part of a second counts as the next whole one, or the row would always look newer than itself.
        Instant whole = stamp.getNano() == 0 ? stamp : Instant.ofEpochSecond(stamp.getEpochSecond() + 1);
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(whole.atOffset(ZoneOffset.UTC));
    }

    private static void collect(List<RowWrite> rows, JsonNode answers, Map<RowWrite, RowResult> results) {
        if (answers.size() != rows.size()) {
            throw new RetryLaterException("Salesforce answered " + answers.size() + " results for " + rows.size() + " rows",
                    null);
        }
        for (int i = 0; i < rows.size(); i++) {
            results.put(rows.get(i), result(rows.get(i), answers.get(i)));
        }
    }

    private static RowResult result(RowWrite row, JsonNode answer) {
        if (answer.has("httpStatusCode")) {
            int status = answer.path("httpStatusCode").asInt();
            boolean written = status >= 200 && status < 300;
            return new RowResult(written, written ? row.id() : null, status, answer.path("body").path(0));
        }
        boolean written = answer.path("success").asBoolean();
        return new RowResult(written, written ? answer.path("id").asText(row.id()) : null, 0, answer.path("errors").path(0));
    }

    private static List<List<RowWrite>> parts(List<RowWrite> rows, int most) {
        List<List<RowWrite>> parts = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += most) {
            parts.add(rows.subList(from, Math.min(from + most, rows.size())));
        }
        return parts;
    }
}
