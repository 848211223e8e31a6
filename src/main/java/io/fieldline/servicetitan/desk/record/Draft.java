package io.fieldline.servicetitan.desk.record;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
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

    private final TenantDesk desk;
    private final BodyCheck check;
    private final List<RecordChange> changes = new ArrayList<>();
    private final List<PlannedRequest> requests = new ArrayList<>();
    private final List<FromAnswers> ids = new ArrayList<>();
    private final List<TakingBack> back = new ArrayList<>();
    private final List<String> unseen = new ArrayList<>();
    private final List<String> sideEffects = new ArrayList<>();
    private final Map<String, String> standsOn = new TreeMap<>();
    private String undo = "";
    private BigDecimal money = BigDecimal.ZERO;
    private int records;
    private int messages;

    public Draft(TenantDesk desk) {
        this.desk = desk;
        this.check = new BodyCheck(desk.catalog());
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

    private boolean documented(PlannedRequest request) {
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
                fields.add(new FieldChange(field, before.isMissingNode() ? NullNode.getInstance() : before, after));
            }
        });
        return fields.isEmpty() ? this : change(resource, id, FromAnswers.fixed(id), RecordVersion.of(current), fields);
    }

    /** A record that will be another, nobody knows in which fields. */
    public Draft touches(String resource, String id, ObjectNode current) {
        return change(resource, id, FromAnswers.fixed(id), RecordVersion.of(current), List.of());
    }

    /** @param madeId which answer tells it */
    public Draft makes(String resource, FromAnswers madeId, Map<String, JsonNode> fields) {
        List<FieldChange> made = new ArrayList<>();
        made.add(new FieldChange(EXISTS, BooleanNode.FALSE, BooleanNode.TRUE));
        fields.forEach((field, after) -> made.add(new FieldChange(field, NullNode.getInstance(), after)));
        return change(resource, "", madeId, "", made);
    }

    public Draft removes(String resource, String id, ObjectNode current) {
        return change(resource, id, FromAnswers.fixed(id), RecordVersion.of(current),
                List.of(new FieldChange(EXISTS, BooleanNode.TRUE, BooleanNode.FALSE)));
    }

    /** A record that this is about and does not touch: when it changes, the plan is another. */
    public Draft standsOn(String resource, ObjectNode record) {
        standsOn.put(resource + "/" + record.path("id").asText(), RecordVersion.of(record));
        return this;
    }

    private Draft change(String resource, String id, FromAnswers idThen, String version, List<FieldChange> fields) {
        changes.add(new RecordChange(new RecordRef(resource, id), version, fields));
        ids.add(idThen);
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

    /** How many records it changes, where these are more than it shows. */
    public Draft records(int number) {
        records = number;
        return this;
    }

    /** ServiceTitan may write to so many customers because of it. */
    public Draft mayTell(int customers) {
        messages += customers;
        return sideEffect("ServiceTitan may tell the customer, as the tenant has it set.");
    }

    /** Something that is sent and that the record does not show. */
    public Draft unseen(String what) {
        unseen.add(what);
        return this;
    }

    /**
     * What takes the only request back.
     *
     * @param sentence for people
     */
    public Draft undo(String sentence, PlannedRequest request) {
        return undo(sentence, List.of(TakingBack.of(1, request)));
    }

    /** As {@link #undo(String, PlannedRequest)}, where the documents would have it so: some fields can be set and not emptied. */
    public Draft undoIfDocumented(String sentence, PlannedRequest request) {
        return documented(request) ? undo(sentence, request) : this;
    }

    /**
     * What takes it back.
     *
     * @param sentence for people
     * @param requests in order
     */
    public Draft undo(String sentence, List<TakingBack> requests) {
        undo = sentence;
        requests.forEach(request -> checked(request.example()));
        back.addAll(requests);
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
        return new Proposal(summary, changes, requests, sideEffects,
                new Cost(Math.max(Math.max(1, records), changes.size()), money, messages), undo,
                new Afterwards(ids, back, unseen).state(), standsOn, List.of());
    }
}
