package io.fieldline.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Attention;
import io.fieldline.agent.Door.Reply;
import io.fieldline.agent.tool.RefusedCallException;
import io.quarkiverse.mcp.server.ToolManager.ToolArguments;
import io.quarkiverse.mcp.server.ToolResponse;
import io.vertx.core.json.JsonObject;

/** Brings the calls of a session to the door, and back what came of them. */
final class ToolCalls {

    private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Door door;
    private final Sessions sessions;

    ToolCalls(Door door, Sessions sessions) {
        this.door = door;
        this.sessions = sessions;
    }

    /** What one of our own tools answers. */
    interface Answer {

        ObjectNode to(Session session, ObjectNode arguments);
    }

    /** A tool of the door's. */
    ToolResponse call(String tool, ToolArguments call) {
        return answer(tool, call,
                (session, arguments) -> door.call(session.caller(), tool, arguments, attention(session, call)));
    }

    private static Attention attention(Session session, ToolArguments call) {
        BooleanSupplier cancelled = () -> call.cancellation().check().isRequested();
        return new Attention(progress(call), cancelled,
                question -> call.connection().initialRequest().supportsElicitation()
                        ? session.questions().ask(call.requestId().value(), question, cancelled)
                        : new Reply(Reply.Kind.NOT_OFFERED, ""));
    }

    /** A tool of the protocol's own; it is in the audit like any other. */
    ToolResponse own(String tool, ToolArguments call, Answer answer) {
        return answer(tool, call, (session, arguments) -> {
            door.shown(session.caller(), tool, arguments);
            return answer.to(session, arguments);
        });
    }

    ToolResponse answer(String tool, ToolArguments call, Answer answer) {
        try {
            Session session = sessions.find(call.connection().id()).orElseThrow(
                    () -> RefusedCallException.of("not_allowed", "This session is not known any more; begin a new one."));
            return ToolAnswers.answer(answer.to(session, arguments(call)));
        } catch (RefusedCallException e) {
            return ToolAnswers.refusal(e);
        } catch (RuntimeException e) {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("The tool {} failed unexpectedly, which was answered with the reference {}", tool, reference, e);
            return ToolAnswers.failure(reference);
        }
    }

    private static ObjectNode arguments(ToolArguments call) {
        JsonObject given = call.rawMessage().asJsonObject().getJsonObject("params").getJsonObject("arguments");
        try {
            return given == null ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(given.encode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Steps are counted, because nobody knows how many there will be. */
    private static Consumer<String> progress(ToolArguments call) {
        if (call.progress().token().isEmpty()) {
            return text -> {
            };
        }
        AtomicLong steps = new AtomicLong();
        return text -> call.progress().notificationBuilder().setProgress(steps.incrementAndGet()).setMessage(text).build()
                .sendAndForget();
    }
}
