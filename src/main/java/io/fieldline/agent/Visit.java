package io.fieldline.agent;

import java.time.Instant;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.personal.FieldMask;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.policy.AgentClient;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolCall;

/**
 * One call on its way through the door.
 *
 * @param given the arguments as the client gave them, without tenant and token
 * @param arguments the same with what tokens of personal data stand for
 * @param view what the client may see
 */
record Visit(AgentClient client, Audit.Call call, Tool tool, ObjectNode given, ObjectNode arguments, PersonalView view,
        Door.Attention attention, Instant began) {

    FieldMask fields() {
        return new FieldMask(view, tool.description());
    }

    /** @param stopped whether writing was stopped meanwhile */
    ToolCall toolCall(BooleanSupplier stopped) {
        return new ToolCall(call.tenant(), arguments, text -> attention.progress().accept(view.ownWords(text)),
                () -> attention.cancelled().getAsBoolean() || stopped.getAsBoolean(), stopped);
    }
}
