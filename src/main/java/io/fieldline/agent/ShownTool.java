package io.fieldline.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.personal.PersonalSchema;
import io.fieldline.agent.tool.ToolDescription;

/** A tool's description as clients are shown it: with the token of plans, and with a schema that holds whatever the policy masks. */
final class ShownTool {

    private ShownTool() {}

    /** @param pack with which it is listed */
    static ToolDescription of(ToolDescription tool, String pack) {
        ObjectNode output = PersonalSchema.loosened(tool.output());
        ObjectNode input = PersonalSchema.withoutLookups(tool.input());
        return tool.hints().readOnly()
                ? with(tool, pack, input, output)
                : with(tool, pack, withToken(input), ofWrite(output));
    }

    private static ToolDescription with(ToolDescription tool, String pack, ObjectNode input, ObjectNode output) {
        return new ToolDescription(tool.name(), tool.title(), tool.text(), pack, input, output, tool.hints());
    }

    private static ObjectNode withToken(ObjectNode input) {
        ObjectNode whole = input.deepCopy();
        whole.withObject("/properties").putObject("token").put("type", "string").put("description",
                "Leave it out to get a plan, which changes nothing. To carry the plan out, call again with the same arguments and the"
                        + " plan's token.");
        return whole;
    }

    private static ObjectNode ofWrite(ObjectNode answer) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = whole.putObject("properties");
        properties.putObject("plan").put("type", "object").put("description", "What would be done; of a call without token.");
        properties.putObject("changes").put("type", "array").put("description",
                "The records as they were before and as they were read back; of a call with token, like what follows.");
        properties.putObject("warnings").put("type", "array").put("description", "One for each field that did not take.");
        properties.putObject("undo").put("type", "string").put("description", "The auditId by which undo takes it back.");
        properties.set("answer", answer);
        // References in the answer's schema are from the root of the document.
        if (answer.remove("$defs") instanceof ObjectNode definitions) {
            whole.set("$defs", definitions);
        }
        return whole;
    }
}
