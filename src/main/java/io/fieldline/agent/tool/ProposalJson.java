package io.fieldline.agent.tool;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How requests, changes, costs and undo recipes are written, and read again. */
public final class ProposalJson {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private ProposalJson() {}

    public static ObjectNode of(PlannedRequest request) {
        ObjectNode node = JSON.objectNode().put("resource", request.resource()).put("operation", request.operation());
        request.path().forEach(node.putObject("path")::put);
        request.query().forEach(node.putObject("query")::put);
        node.set("body", request.body());
        return node;
    }

    public static ObjectNode of(RecordChange change) {
        ObjectNode node = JSON.objectNode().put("resource", change.record().resource()).put("id", change.record().id())
                .put("version", change.version());
        ArrayNode fields = node.putArray("fields");
        for (FieldChange field : change.fields()) {
            ObjectNode one = fields.addObject().put("field", field.field());
            one.set("before", field.before());
            one.set("after", field.after());
        }
        return node;
    }

    public static ObjectNode of(Cost cost) {
        return JSON.objectNode().put("records", cost.records()).put("money", cost.money().toPlainString()).put("messages",
                cost.messages());
    }

    public static ObjectNode of(UndoRecipe recipe) {
        ObjectNode node = JSON.objectNode();
        recipe.requests().forEach(request -> node.withArray("requests").add(of(request)));
        recipe.restores().forEach(change -> node.withArray("restores").add(of(change)));
        return node;
    }

    public static Cost cost(JsonNode node) {
        return new Cost(node.path("records").asInt(), new BigDecimal(node.path("money").asText("0")),
                node.path("messages").asInt());
    }

    public static UndoRecipe recipe(JsonNode node) {
        List<PlannedRequest> requests = new ArrayList<>();
        node.path("requests").forEach(one -> requests.add(new PlannedRequest(one.path("resource").asText(),
                one.path("operation").asText(), texts(one.path("path")), texts(one.path("query")),
                one.path("body") instanceof ObjectNode body ? body : null)));
        List<RecordChange> restores = new ArrayList<>();
        node.path("restores").forEach(one -> restores.add(change(one)));
        return new UndoRecipe(requests, restores);
    }

    private static RecordChange change(JsonNode node) {
        List<FieldChange> fields = new ArrayList<>();
        node.path("fields").forEach(
                field -> fields.add(new FieldChange(field.path("field").asText(), field.get("before"), field.get("after"))));
        return new RecordChange(new RecordRef(node.path("resource").asText(), node.path("id").asText()),
                node.path("version").asText(), fields);
    }

    private static Map<String, String> texts(JsonNode node) {
        Map<String, String> texts = new LinkedHashMap<>();
        node.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** All of a proposal that must be the same when it is carried out, as one text. */
    public static String fingerprint(Proposal proposal) {
        ObjectNode node = JSON.objectNode().put("reversible", proposal.reversible());
        proposal.requests().forEach(request -> node.withArray("requests").add(of(request)));
        proposal.changes().forEach(change -> node.withArray("changes").add(of(change)));
        proposal.sideEffects().forEach(effect -> node.withArray("sideEffects").add(effect));
        proposal.standsOn().forEach(node.putObject("standsOn")::put);
        node.set("cost", of(proposal.cost()));
        return CanonicalJson.hash(node);
    }
}
