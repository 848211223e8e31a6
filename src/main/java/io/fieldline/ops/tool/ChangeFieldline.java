package io.fieldline.ops.tool;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;

/** Pauses and resumes a flow of one tenant, and replays a dead letter. */
final class ChangeFieldline implements WritingTool {

    private final OwnRecords records;
    private final Requests requests;

    ChangeFieldline(OwnRecords records, Requests requests) {
        this.records = records;
        this.requests = requests;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("change_fieldline", "Pause, resume, replay",
                "Pauses a flow for a tenant, resumes it, or runs a record that was refused (a dead letter) through its flow again."
                        + " Examples: {action: \"pause\", flow: \"warehouse-pipeline\"}; {action: \"replay\", letter: \"…\"}."
                        + " show_fieldline names both.",
                OwnTools.PACK, OwnTools.schema("""
                        {"type": "object", "properties": {"tenant": {"type": "string"},
                          "action": {"type": "string", "enum": ["pause", "resume", "replay"]},
                          "flow": {"type": "string", "description": "To pause or to resume"},
                          "letter": {"type": "string", "description": "Id of a dead letter"}},
                         "required": ["tenant", "action"]}"""), OwnTools.schema("{\"type\": \"object\"}"), Hints.writing());
    }

    @Override
    public Proposal propose(ToolCall call) {
        String action = call.arguments().path("action").asText();
        return action.equals("replay") ? replay(call) : pause(call, action.equals("pause"));
    }

    private Proposal pause(ToolCall call, boolean pause) {
        String flow = needed(call, "flow");
        boolean paused = records.paused(call.tenant(), flow).orElseThrow(() -> RefusedCallException.of("not_found",
                "No flow " + flow + " runs for this tenant; show_fieldline names those that do."));
        if (paused == pause) {
            throw RefusedCallException.of("not_possible", "The flow " + flow + (paused ? " is paused" : " runs") + " already.");
        }
        RecordChange change = new RecordChange(new RecordRef(OwnRecords.FLOWS, flow), OwnRecords.version(paused),
                List.of(new FieldChange(OwnRecords.PAUSED, BooleanNode.valueOf(paused), BooleanNode.valueOf(pause))));
        return new Proposal((pause ? "Pauses the flow " : "Resumes the flow ") + flow + " of " + call.tenant() + ".",
                List.of(change), List.of(OwnRequests.pausing(flow, pause)),
                List.of(pause
                        ? "It takes no turn until it is resumed or the service is started anew; nothing is lost meanwhile."
                        : "It takes up what happened since it was paused."),
                Cost.ofRecords(1), pause ? "Resumes it." : "Pauses it again.", OwnTools.object());
    }

    private Proposal replay(ToolCall call) {
        String id = needed(call, "letter");
        JsonNode letter = records.letter(call.tenant(), id).orElseThrow(
                () -> RefusedCallException.of("not_found", "This tenant has no dead letter " + id + "."));
        String status = letter.path("status").asText();
        if (!status.equals(OwnRequests.PARKED)) {
            throw RefusedCallException.of("not_possible", "The dead letter " + id + " is " + status + " and waits for nobody.");
        }
        RecordChange change = new RecordChange(new RecordRef(OwnRecords.LETTERS, id), OwnRecords.version(letter),
                List.of(new FieldChange("status", TextNode.valueOf(status), TextNode.valueOf("REPLAYED"))));
        return new Proposal(
                "Replays the record " + letter.path("record").asText() + " of " + letter.path("stream").asText() + ".",
                List.of(change),
                List.of(new PlannedRequest(OwnRecords.LETTERS, "replay", Map.of("id", id), Map.of(), null)),
                List.of("The flow " + letter.path("flow").asText() + " does with the record whatever it does with any other."),
                Cost.ofRecords(1), "", OwnTools.object());
    }

    private static String needed(ToolCall call, String name) {
        String text = call.arguments().path(name).asText().strip();
        if (text.isEmpty()) {
            throw RefusedCallException.of("invalid_argument", name + ": is needed for this action.");
        }
        return text;
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return requests.carryOut(call, proposal);
    }
}
