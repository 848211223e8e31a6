package io.fieldline.sandbox.salesforce;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** SOQL by <code>query</code> and <code>queryAll</code>, 2,000 rows a page, the next ones by <code>nextRecordsUrl</code>. */
final class QueryCalls {

    private static final int PAGE = 2_000;
    private static final int CURSORS = 10;

    private final Org org;
    private final Records records;
    private final Map<String, List<ObjectNode>> cursors = new LinkedHashMap<>();
    private long number;

    QueryCalls(Org org, Records records) {
        this.org = org;
        this.records = records;
    }

    Answer query(Call call) {
        String soql = Optional.ofNullable(call.query().get("q"))
                .orElseThrow(() -> ApiError.malformedQuery("SOQL statements cannot be empty or null"));
        SoqlQuery query = new SoqlParser(org, records, soql).parse();
        List<Row> found = query.run(records, call.path().get(0).equals("queryAll"));
        if (query.counts()) {
            ObjectNode count = JsonNodeFactory.instance.objectNode().put("totalSize", found.size()).put("done", true);
            count.putArray("records");
            return Answer.of(200, count);
        }
        List<ObjectNode> rows = found.stream().map(row -> json(query, row, call.version())).toList();
        String cursor = String.format("01gSB%010dAAA", ++number);
        if (rows.size() > PAGE) {
            cursors.put(cursor, rows);
            if (cursors.size() > CURSORS) {
                cursors.remove(cursors.keySet().iterator().next());
            }
        }
        return page(call, cursor, rows, 0);
    }

    Answer next(Call call) {
        String[] locator = call.path().get(1).split("-");
        List<ObjectNode> rows = cursors.get(locator[0]);
        if (rows == null || locator.length != 2 || !locator[1].matches("\\d{1,9}")) {
            throw new ApiError(400, "INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(call, locator[0], rows, Integer.parseInt(locator[1]));
    }

    private static Answer page(Call call, String cursor, List<ObjectNode> rows, int from) {
        int to = Math.min(from + PAGE, rows.size());
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("totalSize", rows.size())
                .put("done", to == rows.size());
        if (to < rows.size()) {
            answer.put("nextRecordsUrl", "/services/data/" + call.version() + "/query/" + cursor + "-" + to);
        }
        ArrayNode page = answer.putArray("records");
        rows.subList(Math.min(from, to), to).forEach(page::add);
        return Answer.of(200, answer);
    }

    private ObjectNode json(SoqlQuery query, Row row, String version) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("attributes", row.attributes(version));
        for (String asked : query.fields()) {
            SoqlColumn column = SoqlColumn.of(org, records, query.type(), asked);
            JsonNode value = column.values().apply(row);
            int dot = asked.indexOf('.');
            if (dot < 0) {
                json.set(column.field().name(), value);
            } else {
                json.withObject("/" + asked.substring(0, dot)).set(column.field().name(), value);
            }
        }
        return json;
    }
}
