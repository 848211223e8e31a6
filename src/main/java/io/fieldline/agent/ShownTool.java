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
        ObjectNode input = ShortSchema.of(PersonalSchema.withoutLookups(tool.input()));
        return tool.hints().readOnly()
                ? with(tool, pack, input, ShortSchema.ofAnswer(PersonalSchema.loosened(tool.output())))
                : with(tool, pack, withToken(input), ofWrite());
    }

    private static ToolDescription with(ToolDescription tool, String pack, ObjectNode input, ObjectNode output) {
        return new ToolDescription(tool.name(), tool.title(), tool.text(), pack, input, output, tool.hints());
    }

    private static ObjectNode withToken(ObjectNode input) {
        ObjectNode whole = input.deepCopy();
        whole.withObject("/properties").putObject("token").put("type", "string").put("description",
                "Of the plan that the same call answers without it; carries the plan out.");
        return whole;
    }

    /** The same for all that write: what each answers besides is seen when it does. */
    private static ObjectNode ofWrite() {
        ObjectNode whole = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = whole.putObject("properties");
        properties.putObject("plan").put("type", "object");
        properties.putObject("changes").put("type", "array");
        properties.putObject("warnings").put("type", "array");
        properties.putObject("undo").put("type", "string").put("description", "auditId for undo");
        properties.putObject("answer").put("type", "object");
        return whole;
    }
}
