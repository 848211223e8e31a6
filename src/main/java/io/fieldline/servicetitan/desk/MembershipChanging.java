package io.fieldline.servicetitan.desk;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Fields of memberships and of recurring services. */
final class MembershipChanging {

    private static final List<String> OVER = List.of("Canceled", "Deleted", "Expired");

    private final TenantDesk at;
    private final Args args;

    MembershipChanging(TenantDesk at, Args args) {
        this.at = at;
        this.args = args;
    }

    Proposal change(ObjectNode membership) {
        FieldValues fields = new FieldValues();
        name(fields, NameKind.BUSINESS_UNIT, "businessUnit", "businessUnitId");
        name(fields, NameKind.TECHNICIAN, "soldBy", "soldById");
        day(fields, "to", "to");
        day(fields, "nextBill", "nextScheduledBillDate");
        fields.given(args, "memo", "memo");
        return patch(Memberships.RESOURCE, membership, fields, "membership");
    }

    Proposal service(ObjectNode service) {
        FieldValues fields = new FieldValues();
        name(fields, NameKind.BUSINESS_UNIT, "businessUnit", "businessUnitId");
        name(fields, NameKind.JOB_TYPE, "jobType", "jobTypeId");
        name(fields, NameKind.CAMPAIGN, "campaign", "campaignId");
        fields.given(args, "priority", "priority").given(args, "summary", "jobSummary").given(args, "memo", "memo")
                .given(args, "active", "active");
        return patch(MembershipChoice.SERVICES, service, fields, "recurring service");
    }

    /** Its date of cancellation cannot be written, so that nobody could take it back. */
    Proposal cancel(ObjectNode membership) {
        String status = membership.path("status").asText();
        if (OVER.contains(status)) {
            throw RefusedCallException.of("not_possible", "The membership is " + status + " and cannot be canceled.");
        }
        String id = membership.path("id").asText();
        FieldValues fields = new FieldValues().put("status", "Canceled").given(args, "memo", "memo");
        return new Draft(at).request(Memberships.RESOURCE, "update", Map.of("id", id), fields.body())
                .changes(Memberships.RESOURCE, id, membership, fields.map())
                .sideEffect("Makes no invoice that settles deferred revenue or pays something back.")
                .build("Cancels membership " + id + ".");
    }

    private Proposal patch(String resource, ObjectNode record, FieldValues fields, String word) {
        if (fields.isEmpty()) {
            throw Args.wrong("action", "changes nothing without a field that is to be another");
        }
        String id = record.path("id").asText();
        FieldValues changed = fields.differing(record);
        Draft draft = new Draft(at).request(resource, "update", Map.of("id", id), changed.body()).changes(resource, id, record,
                changed.map());
        return draft.undoIfDocumented("Writes the fields as they are now.",
                new PlannedRequest(resource, "update", Map.of("id", id), Map.of(), before(changed, record)))
                .build("Changes " + String.join(", ", changed.map().keySet()) + " of " + word + " " + id + ".");
    }

    /** A text that is not there is empty; anything else is nothing. */
    private static ObjectNode before(FieldValues changed, ObjectNode record) {
        ObjectNode before = Trees.object();
        changed.map().forEach((field, wanted) -> {
            JsonNode now = Trees.at(record, field);
            boolean none = now.isNull() || now.isMissingNode();
            boolean text = field.equals("memo") || field.equals("jobSummary");
            before.set(field, none ? text ? TextNode.valueOf("") : before.nullNode() : now);
        });
        return before;
    }

    private void name(FieldValues fields, NameKind kind, String argument, String field) {
        args.text(argument).ifPresent(text -> fields.put(field, at.names().one(kind, text).path("id")));
    }

    /** Days of memberships are midnight in no time zone. */
    private void day(FieldValues fields, String argument, String field) {
        args.day(argument).ifPresent(day -> fields.put(field, day.atStartOfDay(ZoneOffset.UTC).toInstant().toString()));
    }
}
