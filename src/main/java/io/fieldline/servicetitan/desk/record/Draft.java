package io.fieldline.servicetitan.desk.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;

/**
 * A proposal in the making. A body is checked when its request is added; a field that is as wanted already is left out of
 * the changes.
 */
public final class Draft {

    /** Stands among a record's fields for its being there at all. */
    static final String EXISTS = "exists";
    static final String IDS = "ids";
    static final String UNDO = "undo";

    private final TenantDesk desk;
    private final BodyCheck check;
    private final List<RecordChange> changes = new ArrayList<>();
    private final List<PlannedRequest> requests = new ArrayList<>();
    private final List<PlannedRequest> back = new ArrayList<>();
    private final List<String> sideEffects = new ArrayList<>();
    private final ObjectNode state = Trees.object();
    private String undo = "";
    private BigDecimal money = BigDecimal.ZERO;

    public Draft(TenantDesk desk) {
        this.desk = desk;
        this.check = new BodyCheck(desk.catalog());
        state.putArray(IDS);
    }

    /**
     * @param body null for none
     * @throws RefusedCallException when the documents would not have it so
     */
    public Draft request(String resource, String operation, Map<String, String> path, ObjectNode body) {
        return request(new PlannedRequest(resource, operation, path, Map.of(), body));
    }

    public Draft request(PlannedRequest request) {
        checked(request);
        requests.add(request);
        return this;
    }

    /** Whether the documents would have it so. */
    public boolean documented(PlannedRequest request) {
        try {
            checked(request);
            return true;
        } catch (RefusedCallException e) {
            return false;
        }
    }

    private void checked(PlannedRequest request) {
        check.check(desk.operation(request.resource(), request.operation()), request);
    }

    /** A record that is there. */
    public Draft changes(String resource, String id, ObjectNode current, Map<String, JsonNode> wanted) {
        List<FieldChange> fields = new ArrayList<>();
        wanted.forEach((field, after) -> {
            JsonNode before = Trees.at(current, field);
            if (!SameValues.same(after, before)) {
                fields.add(new FieldChange(field, before.isMissingNode() ? state.nullNode() : before, after));
            }
        });
        return fields.isEmpty() ? this : change(resource, id, id, RecordVersion.of(current), fields);
    }

    /** A record that will be another, nobody knows in which fields. */
    public Draft touches(String resource, String id, ObjectNode current) {
        return change(resource, id, id, RecordVersion.of(current), List.of());
    }

    /** @param reference to its id in an answer, such as <code>${1.id}</code> */
    public Draft makes(String resource, String reference, Map<String, JsonNode> fields) {
        List<FieldChange> made = new ArrayList<>();
        made.add(new FieldChange(EXISTS, BooleanNode.FALSE, BooleanNode.TRUE));
        fields.forEach((field, after) -> made.add(new FieldChange(field, state.nullNode(), after)));
        return change(resource, "", reference, "", made);
    }

    public Draft removes(String resource, String id, ObjectNode current) {
        return change(resource, id, id, RecordVersion.of(current),
                List.of(new FieldChange(EXISTS, BooleanNode.TRUE, BooleanNode.FALSE)));
    }

    private Draft change(String resource, String id, String reference, String version, List<FieldChange> fields) {
        changes.add(new RecordChange(new RecordRef(resource, id), version, fields));
        ((ArrayNode) state.get(IDS)).add(reference);
        return this;
    }

    public Draft sideEffect(String text) {
        sideEffects.add(text);
        return this;
    }

    public Draft money(BigDecimal amount) {
        money = money.add(amount.abs());
        return this;
    }

    /**
     * What takes it back.
     *
     * @param sentence for people
     * @param requests in order; they may refer to the answers of the requests that are to be taken back
     */
    public Draft undo(String sentence, PlannedRequest... requests) {
        undo = sentence;
        for (PlannedRequest request : requests) {
            checked(request);
            back.add(request);
        }
        return this;
    }

    /** @throws RefusedCallException when everything is as wanted already */
    public Proposal build(String summary) {
        if (changes.isEmpty()) {
            throw RefusedCallException.of("not_possible", "Nothing would change: the record is so already.");
        }
        return whatever(summary);
    }

    /** As {@link #build}, also where it cannot be told which records are touched. */
    public Proposal whatever(String summary) {
        return new Proposal(summary, changes, requests, sideEffects, new Cost(Math.max(1, changes.size()), money, 0), undo,
                written());
    }

    private ObjectNode written() {
        ArrayNode written = state.putArray(UNDO);
        back.forEach(request -> written.add(write(request)));
        return state;
    }

    private static ObjectNode write(PlannedRequest request) {
        ObjectNode written = Trees.object().put("resource", request.resource()).put("operation", request.operation());
        ObjectNode path = written.putObject("path");
        request.path().forEach(path::put);
        ObjectNode query = written.putObject("query");
        request.query().forEach(query::put);
        if (request.body() != null) {
            written.set("body", request.body());
        }
        return written;
    }

    static PlannedRequest read(JsonNode written) {
        return new PlannedRequest(written.path("resource").asText(), written.path("operation").asText(),
                texts(written.path("path")), texts(written.path("query")),
                written.get("body") instanceof ObjectNode body ? body : null);
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
