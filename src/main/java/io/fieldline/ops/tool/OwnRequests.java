package io.fieldline.ops.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.failure.SyncException;
import io.fieldline.ops.Operator;

/** Carries out what is asked of Fieldline itself, and hands everything else on. */
final class OwnRequests implements Requests {

    static final String PARKED = "PARKED";
    private static final String OWN = "fieldline/";

    private final Operator operator;
    private final OwnRecords records;
    private final Requests others;

    OwnRequests(Operator operator, OwnRecords records, Requests others) {
        this.operator = operator;
        this.records = records;
        this.others = others;
    }

    static PlannedRequest pausing(String flow, boolean pause) {
        return new PlannedRequest(OwnRecords.FLOWS, pause ? "pause" : "resume", Map.of("flow", flow), Map.of(), null);
    }

    @Override
    public Optional<String> version(String tenant, RecordRef record) {
        return record.resource().startsWith(OWN) ? records.version(tenant, record) : others.version(tenant, record);
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        if (proposal.requests().stream().noneMatch(request -> request.resource().startsWith(OWN))) {
            return others.carryOut(call, proposal);
        }
        List<String> warnings = new ArrayList<>();
        OneByOne.all(call, proposal.requests(), (number, request) -> {
            ObjectNode asked = OwnTools.object().put("tenant", call.tenant());
            request.path().forEach(asked::put);
            operator.run(request.operation(), asked, line -> {
            }).path("rows").forEach(row -> Optional.of(row.path("message").asText()).filter(text -> !text.isEmpty())
                    .ifPresent(text -> warnings.add("It was refused again: " + Mention.of("name", text))));
        }).ifPresent(warnings::add);
        List<RecordChange> now = proposal.changes().stream().map(change -> now(call.tenant(), change, warnings)).toList();
        return new Effect(now, warnings, OwnTools.object(), undo(now));
    }

    private RecordChange now(String tenant, RecordChange change, List<String> warnings) {
        try {
            return read(tenant, change, warnings);
        } catch (SyncException e) {
            warnings.add(change.record() + ": it could not be read back; look before you ask again: " + e.getMessage());
            return new RecordChange(change.record(), "", change.fields());
        }
    }

    private RecordChange read(String tenant, RecordChange change, List<String> warnings) {
        RecordRef record = change.record();
        List<FieldChange> fields = new ArrayList<>();
        for (FieldChange field : change.fields()) {
            JsonNode now = record.resource().equals(OwnRecords.FLOWS)
                    ? records.paused(tenant, record.id()).<JsonNode>map(BooleanNode::valueOf).orElse(NullNode.getInstance())
                    : records.letter(tenant, record.id()).map(letter -> letter.path("status")).orElse(NullNode.getInstance());
            fields.add(new FieldChange(field.field(), field.before(), now));
            if (!now.equals(field.after())) {
                warnings.add(record + ": " + field.field() + " is " + now + " and not " + field.after());
            }
        }
        return new RecordChange(record, records.version(tenant, record).orElse(""), fields);
    }

    /** What a record went through a second time has done, nothing takes back. */
    private static Optional<UndoRecipe> undo(List<RecordChange> now) {
        List<PlannedRequest> back = now.stream().filter(change -> change.record().resource().equals(OwnRecords.FLOWS))
                .map(change -> pausing(change.record().id(), change.fields().get(0).before().asBoolean())).toList();
        List<RecordChange> restores = now.stream().map(change -> new RecordChange(change.record(), change.version(),
                change.fields().stream().map(field -> new FieldChange(field.field(), field.after(), field.before())).toList()))
                .toList();
        return back.isEmpty() ? Optional.empty() : Optional.of(new UndoRecipe(back, restores));
    }
}
