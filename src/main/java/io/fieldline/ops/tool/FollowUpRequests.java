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
        Course course = new Course(call.tenant(), proposal);
        OneByOne.all(call, proposal.requests(), course::carryOut).ifPresent(course.warnings::add);
        return course.effect();
    }

    /** What has been done of a plan so far. */
    private final class Course {

        private final String tenant;
        private final Proposal proposal;
        private final List<String> warnings = new ArrayList<>();
        private final List<RecordChange> changes = new ArrayList<>();
        private final List<PlannedRequest> back = new ArrayList<>();
        private final List<RecordChange> restores = new ArrayList<>();
        private final ObjectNode answer = OwnTools.object();
        private final ArrayNode rows = answer.putArray(FollowUpTools.ROWS);

        Course(String tenant, Proposal proposal) {
            this.tenant = tenant;
            this.proposal = proposal;
        }

        /** One that cannot be done keeps the others from nothing. */
        void carryOut(int number, PlannedRequest request) {
            RecordRef which = FollowUpRecords.ref(request);
            Optional<String> problem = problem(request);
            FollowUp now;
            try {
                now = records.now(tenant, which);
            } catch (SyncException e) {
                if (problem.isPresent()) {
                    throw e;
                }
                warnings.add(which.id() + ": it was asked to " + request.operation()
                        + " and could not be read back; look before you ask again: " + e.getMessage());
                return;
            }
            problem.ifPresent(what -> warnings.add(which.id() + ": " + what));
            readBack(request, proposal.changes().get(number), now);
        }

        private Optional<String> problem(PlannedRequest request) {
            try {
                return records.carryOut(tenant, request)
                        ? Optional.empty()
                        : Optional.of("there was nothing to " + request.operation());
            } catch (SyncException e) {
                return Optional.of(e.getMessage());
            }
        }

        private void readBack(PlannedRequest request, RecordChange planned, FollowUp now) {
            RecordChange change = now(planned, now);
            changes.add(change);
            rows.add(FollowUpTools.row(now));
            FieldChange field = change.fields().get(0);
            if (!field.after().equals(planned.fields().get(0).after())) {
                warnings.add(change.record().id() + ": " + field.field() + " is " + field.after() + "; it is " + said(now));
            } else if (proposal.reversible()) {
                back.add(FollowUpRecords.opposite(request));
                restores.add(new RecordChange(change.record(), change.version(),
                        List.of(new FieldChange(field.field(), field.after(), field.before()))));
            }
        }

        Effect effect() {
            return new Effect(changes, warnings, answer,
                    back.isEmpty() ? Optional.empty() : Optional.of(new UndoRecipe(back, restores)));
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
