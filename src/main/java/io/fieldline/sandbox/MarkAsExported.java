package io.fieldline.sandbox;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;

/**
 * What accounting systems say of documents that they have: each row of a list succeeds or fails by itself, and the answer says
 * which. Pending, posted, exported is the order; what is not posted yet is refused.
 */
final class MarkAsExported {

    private final Rows rows;
    private final String collection;
    private final String idField;
    private final String word;
    private final Consumer<ObjectNode> exported;

    /**
     * @param idField names the document in a row
     * @param word as what it is spoken of
     * @param exported is given each document that was marked
     */
    MarkAsExported(Rows rows, String collection, String idField, String word, Consumer<ObjectNode> exported) {
        this.rows = rows;
        this.collection = collection;
        this.idField = idField;
        this.word = word;
        this.exported = exported;
    }

    Change change() {
        return (match, body) -> {
            ArrayNode answers = Rows.NODES.arrayNode();
            body.path(Changes.ELEMENTS).forEach(one -> answers.add(answer(one)));
            return answers;
        };
    }

    private ObjectNode answer(JsonNode one) {
        long id = one.path(idField).longValue();
        ObjectNode answer = Rows.NODES.objectNode().put(idField, id).put("success", false);
        ObjectNode document = rows.table(collection).stored(id).orElse(null);
        if (document == null) {
            return answer.put("errorMessage", "There is no " + word + " " + id + ".");
        }
        if (document.path("syncStatus").asText().equals("Pending")) {
            return answer.put("errorMessage", "The " + word + " " + id + " is not posted.");
        }
        ObjectNode fields = Rows.NODES.objectNode().put("syncStatus", "Exported");
        if (one.hasNonNull("externalId")) {
            fields.set("exportId", one.get("externalId"));
        }
        exported.accept(rows.update(collection, id, fields));
        return answer.put("success", true);
    }
}
