package io.fieldline.sandbox;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;

/** Credit memos: a few fields, and what accounting has exported is closed. */
final class CreditMemoChanges {

    private static final String MEMOS = "accounting/credit-memos";

    private final Rows rows;

    CreditMemoChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put(MEMOS + " update", (match, body) -> update(Rows.id(match, 0), body));
        changes.put(MEMOS + " markasexported", new MarkAsExported(rows, MEMOS, "creditMemoId", "credit memo", memo -> {
        }).change());
    }

    private ObjectNode update(long id, ObjectNode body) {
        ObjectNode memo = rows.row(MEMOS, id);
        if (memo.path("syncStatus").asText().equals("Exported")) {
            throw Rows.invalid("id", "The credit memo was exported and cannot be changed.");
        }
        ObjectNode fields = body.deepCopy();
        fields.remove("summary");
        fields.remove("businessUnitId");
        if (body.has("summary")) {
            fields.set("description", body.get("summary"));
        }
        if (body.hasNonNull("businessUnitId")) {
            ObjectNode unit = rows.named("settings/business-units", body, "businessUnitId");
            fields.putObject("businessUnit").put("id", unit.get("id").longValue()).set("name", unit.get("name"));
        }
        ObjectNode answer = rows.update(MEMOS, id, fields).deepCopy();
        answer.set("summary", answer.get("description"));
        answer.set("businessUnitId", answer.path("businessUnit").path("id"));
        return answer;
    }
}
