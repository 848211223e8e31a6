package io.fieldline.ops.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.failure.SyncException;
import io.fieldline.messaging.FollowUp;

/** Starts and stops follow-ups, says what stands in the store afterwards, and hands everything else on. */
final class FollowUpRequests implements Requests {

    private final FollowUpRecords records;
    private final Requests others;

    FollowUpRequests(FollowUpRecords records, Requests others) {
        this.records = records;
        this.others = others;
    }

    @Override
    public Optional<String> version(String tenant, RecordRef record) {
        return record.resource().equals(FollowUpRecords.RESOURCE)
                ? records.version(tenant, record)
                : others.version(tenant, record);
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        if (proposal.requests().stream().noneMatch(request -> request.resource().equals(FollowUpRecords.RESOURCE))) {
            return others.carryOut(call, proposal);
        }
        if (call.stopped().getAsBoolean()) {
            throw RefusedCallException.of("stopped", "Writing was stopped by a person; nothing was done.");
        }
        if (call.cancelled().getAsBoolean()) {
            throw RefusedCallException.of("not_possible", "The call was cancelled before anything was done.");
        }
        List<String> warnings = new ArrayList<>();
        List<RecordChange> changes = new ArrayList<>();
        List<PlannedRequest> back = new ArrayList<>();
        List<RecordChange> restores = new ArrayList<>();
        ObjectNode answer = OwnTools.object();
        ArrayNode rows = answer.putArray(FollowUpTools.ROWS);
        for (int number = 0; number < proposal.requests().size(); number++) {
            if (call.stopped().getAsBoolean()) {
                warnings.add("Done: " + number + " of " + proposal.requests().size()
                        + ". Then writing was stopped by a person; the rest was not done.");
                break;
            }
            PlannedRequest request = proposal.requests().get(number);
            call.progress().accept(request.operation() + " " + (number + 1) + " of " + proposal.requests().size());
            done(call.tenant(), request).ifPresent(warnings::add);
            FollowUp now = records.now(call.tenant(), FollowUpRecords.ref(request));
            RecordChange change = now(proposal.changes().get(number), now);
            changes.add(change);
            rows.add(FollowUpTools.row(now));
            FieldChange field = change.fields().get(0);
            boolean took = field.after().equals(proposal.changes().get(number).fields().get(0).after());
            if (!took) {
                warnings.add(change.record().id() + ": " + field.field() + " is " + field.after() + "; it is " + said(now));
            } else if (proposal.reversible()) {
                back.add(FollowUpRecords.opposite(request));
                restores.add(new RecordChange(change.record(), change.version(),
                        List.of(new FieldChange(field.field(), field.after(), field.before()))));
            }
        }
        return new Effect(changes, warnings, answer,
                back.isEmpty() ? Optional.empty() : Optional.of(new UndoRecipe(back, restores)));
    }

    /** One that fails keeps the others from nothing. */
    private Optional<String> done(String tenant, PlannedRequest request) {
        String which = FollowUpRecords.ref(request).id();
        try {
            return records.carryOut(tenant, request)
                    ? Optional.empty()
                    : Optional.of(which + ": there was nothing to " + request.operation());
        } catch (SyncException e) {
            return Optional.of(which + ": " + e.getMessage());
        }
    }

    private static RecordChange now(RecordChange planned, FollowUp now) {
        RecordChange read = FollowUpRecords.change(now, now.stands());
        FieldChange field = planned.fields().get(0);
        return new RecordChange(read.record(), read.version(),
                List.of(new FieldChange(field.field(), field.before(), read.fields().get(0).after())));
    }

    private static String said(FollowUp now) {
        return FollowUpTools.word(now.state()) + (now.reason().isEmpty() ? "" : " (" + now.reason() + ")");
    }
}
