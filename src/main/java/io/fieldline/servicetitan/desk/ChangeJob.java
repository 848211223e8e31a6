package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Cancels jobs, holds appointments, and changes what is said of a job. */
final class ChangeJob implements WritingTool {

    private static final String HOLD = "jpm/appointments/hold";

    private final Desk desk;
    private final Proposals proposals;

    ChangeJob(Desk desk, Proposals proposals) {
        this.desk = desk;
        this.proposals = proposals;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("change_job", "Change a job",
                "Cancels a job or takes that back, holds an appointment or releases it, adds notes and tags, sets the summary or"
                        + " a custom field. Example: {action: \"cancel\", job: \"50000181\", reason: \"Weather\", memo: \"Storm\"}."
                        + " Reasons: search_catalog. No operation completes a job.",
                "dispatch",
                Shape.input().choice("action", "", "cancel", "undo_cancel", "hold", "release", "add_note", "add_tags",
                        "remove_tags", "set_summary", "set_field").text("job", "Number or id")
                        .text("appointment", "Id; needed where several are ahead").text("reason", "Name or id").text("memo", "")
                        .text("note", "").with("pin", "boolean", "").texts("tags", "Names or ids").text("summary", "")
                        .text("field", "Name of a custom field").text("value", "").required("action", "job").node(),
                Shape.made().node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        ObjectNode job = JobChoice.job(at, args.need("job"));
        JobFields fields = new JobFields(at, args, job);
        return switch (args.need("action")) {
            case "cancel" -> cancel(at, args, job);
            case "undo_cancel" -> removeCancellation(at, job);
            case "hold" -> hold(at, args, job);
            case "release" -> release(at, args, job);
            case "add_note" -> fields.note();
            case "add_tags" -> fields.tags(true);
            case "remove_tags" -> fields.tags(false);
            case "set_summary" -> fields.summary();
            case "set_field" -> fields.customField();
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    private static Proposal cancel(TenantDesk at, Args args, ObjectNode job) {
        String id = job.path("id").asText();
        String status = job.path("jobStatus").asText();
        if (List.of("Completed", "Canceled").contains(status)) {
            throw RefusedCallException.of("not_possible", "Job " + number(job) + " is " + status + " and cannot be canceled.");
        }
        ObjectNode reason = at.names().one(NameKind.CANCEL_REASON, args.need("reason"));
        FieldValues body = new FieldValues().put("reasonId", reason.path("id")).put("memo", args.need("memo"));
        Draft draft = new Draft(at).request(JobRows.RESOURCE, "cancel", Map.of("id", id), body.body())
                .changes(JobRows.RESOURCE, id, job, Map.of("jobStatus", TextNode.valueOf("Canceled")))
                .sideEffect("Its appointments are canceled with it.").mayTell(1);
        List<ObjectNode> appointments = JobChoice.appointments(at, job.path("id").longValue());
        if (appointments.size() == 1) {
            draft.changes(JobRows.APPOINTMENTS, appointments.get(0).path("id").asText(),
                    at.record(JobRows.APPOINTMENTS, appointments.get(0).path("id").longValue()),
                    Map.of("status", TextNode.valueOf("Canceled")));
        }
        // Taken back, a job is scheduled; one that was further would not be what it was.
        if (status.equals("Scheduled") && appointments.size() == 1
                && appointments.get(0).path("status").asText().equals("Scheduled")) {
            draft.undo("Removes the cancellation.",
                    new PlannedRequest(JobRows.RESOURCE, "remove-cancellation", Map.of("id", id), Map.of(), null));
        }
        return draft.build("Cancels job " + number(job) + ".");
    }

    /** What reason it was canceled for is forgotten with it. */
    private static Proposal removeCancellation(TenantDesk at, ObjectNode job) {
        if (!job.path("jobStatus").asText().equals("Canceled")) {
            throw RefusedCallException.of("not_possible", "Job " + number(job) + " is not canceled.");
        }
        String id = job.path("id").asText();
        return new Draft(at).request(JobRows.RESOURCE, "remove-cancellation", Map.of("id", id), null)
                .changes(JobRows.RESOURCE, id, job, Map.of("jobStatus", TextNode.valueOf("Scheduled")))
                .mayTell(1)
                .build("Takes the cancellation of job " + number(job) + " back.");
    }

    private static Proposal hold(TenantDesk at, Args args, ObjectNode job) {
        ObjectNode appointment = JobChoice.appointment(at, job, args.text("appointment"));
        String status = appointment.path("status").asText();
        if (List.of("Done", "Canceled", "Hold").contains(status)) {
            throw RefusedCallException.of("not_possible", "The appointment is " + status + " and cannot be put on hold.");
        }
        ObjectNode reason = at.names().one(NameKind.HOLD_REASON, args.need("reason"));
        FieldValues body = new FieldValues().put("reasonId", reason.path("id")).put("memo", args.need("memo"));
        Map<String, String> path = Map.of("id", appointment.path("id").asText());
        Draft draft = new Draft(at).request(HOLD, "replace", path, body.body()).changes(JobRows.APPOINTMENTS, path.get("id"),
                appointment, Map.of("status", TextNode.valueOf("Hold"))).mayTell(1);
        if (status.equals("Scheduled")) {
            draft.undo("Releases the appointment.", new PlannedRequest(HOLD, "delete", path, Map.of(), null));
        }
        return draft.build("Puts appointment " + path.get("id") + " of job " + number(job) + " on hold.");
    }

    private static Proposal release(TenantDesk at, Args args, ObjectNode job) {
        ObjectNode appointment = JobChoice.appointment(at, job, args.text("appointment"));
        if (!appointment.path("status").asText().equals("Hold")) {
            throw RefusedCallException.of("not_possible", "The appointment is not on hold.");
        }
        String id = appointment.path("id").asText();
        return new Draft(at).request(HOLD, "delete", Map.of("id", id), null)
                .changes(JobRows.APPOINTMENTS, id, appointment, Map.of("status", TextNode.valueOf("Scheduled")))
                .mayTell(1)
                .build("Releases appointment " + id + " of job " + number(job) + ".");
    }

    static String number(ObjectNode job) {
        return job.path("jobNumber").asText();
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return proposals.carryOut(call, proposal);
    }
}
