package io.fieldline.agent.tool;

import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One call of a tool, as the door hands it on.
 *
 * @param tenant which the client may use
 * @param arguments checked against the tool's schema, without tenant and token; tokens that stand for personal data are
 *        resolved
 * @param progress hears what is being done, in words
 * @param cancelled whether the client gave up; a call that writes looks at it before it sends anything, not between
 * @param stopped whether a person stopped what agents write; a call that writes looks at it before each request
 */
public record ToolCall(String tenant, ObjectNode arguments, Consumer<String> progress, BooleanSupplier cancelled,
        BooleanSupplier stopped) {

    /** One that nobody stops. */
    public ToolCall(String tenant, ObjectNode arguments, Consumer<String> progress, BooleanSupplier cancelled) {
        this(tenant, arguments, progress, cancelled, () -> false);
    }
}
