package io.fieldline.mcp;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

import io.fieldline.agent.Door.Reply;
import io.fieldline.agent.Door.Reply.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Questions to the person at one client, one at a time. Each goes out in the stream of the call that needs it, under a number
 * made by chance, and an answer counts only if it comes in the same session; the protocol's library would take it from any.
 */
final class Questions {

    /** Longer than most clients wait for a call, so that it is they who give up. */
    static final Duration LONGEST = Duration.ofMinutes(3);

    private static final String DECISION = "decision";
    private static final String APPROVE = "approve";
    private static final String REJECT = "reject";
    private static final String REASON = "reason";
    private static final int LONGEST_REASON = 500;
    private static final long LOOK_EVERY_MILLIS = 100;

    private final Duration longest;
    private final Map<Object, Stream> calls = new ConcurrentHashMap<>();
    private final AtomicReference<Open> open = new AtomicReference<>();

    private record Open(String id, CompletableFuture<JsonObject> answer) {}

    /** @param longest how long an answer is waited for */
    Questions(Duration longest) {
        this.longest = longest;
    }

    /** In which a call is answered, and what comes before its answer. */
    interface Stream {

        void send(JsonObject message);

        /** Whether the client does not listen any more. */
        boolean closed();
    }

    void began(Object call, Stream stream) {
        calls.put(call, stream);
    }

    void ended(Object call, Stream stream) {
        calls.remove(call, stream);
    }

    /** Whether it answers a question of this kind, which may not be open any more: the library numbers its own. */
    static boolean isAnswer(JsonObject message) {
        return !message.containsKey("method") && message.getValue("id") instanceof String;
    }

    /** @return whether the message was an answer to a question that was asked here */
    boolean take(JsonObject message) {
        Open asked = open.get();
        boolean answers = asked != null && !message.containsKey("method") && asked.id().equals(message.getValue("id"));
        return answers && asked.answer().complete(message);
    }

    /** Waits no longer for an answer, because the service ends. */
    void giveUp() {
        Open asked = open.get();
        if (asked != null) {
            asked.answer().complete(new JsonObject().put("result", new JsonObject().put("action", "cancel")));
        }
    }

    /**
     * Asks, and waits.
     *
     * @param call the number of the call in the protocol
     */
    Reply ask(Object call, String text, BooleanSupplier cancelled) {
        Optional<Stream> stream = Optional.ofNullable(calls.get(call));
        if (stream.isEmpty()) {
            return reply(Kind.NOT_OFFERED);
        }
        Open asked = new Open("fieldline-" + UUID.randomUUID(), new CompletableFuture<>());
        if (!open.compareAndSet(null, asked)) {
            return reply(Kind.BUSY);
        }
        try {
            stream.get().send(question(asked.id(), text));
            return answer(asked, stream.get(), cancelled);
        } finally {
            open.set(null);
        }
    }

    private Reply answer(Open asked, Stream stream, BooleanSupplier cancelled) {
        long end = System.nanoTime() + longest.toNanos();
        while (!cancelled.getAsBoolean() && !stream.closed()) {
            try {
                return meaning(asked.answer().get(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException e) {
                if (System.nanoTime() >= end) {
                    withdraw(asked, stream);
                    return reply(Kind.UNANSWERED);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return reply(Kind.CANCELLED);
            } catch (ExecutionException e) {
                throw new IllegalStateException("answers do not fail", e);
            }
        }
        withdraw(asked, stream);
        return reply(Kind.CANCELLED);
    }

    /** So that the client shows it no longer. */
    private static void withdraw(Open asked, Stream stream) {
        stream.send(new JsonObject().put("jsonrpc", "2.0").put("method", "notifications/cancelled").put("params",
                new JsonObject().put("requestId", asked.id()).put("reason", "no answer is waited for any more")));
    }

    /** Only what says that it is an approval is one. */
    private static Reply meaning(JsonObject answer) {
        if (!(answer.getValue("result") instanceof JsonObject result)) {
            return reply(Kind.NOT_OFFERED);
        }
        Object content = result.getValue("content");
        JsonObject given = content instanceof JsonObject object ? object : new JsonObject();
        String reason = given.getValue(REASON) instanceof String text ? text.strip() : "";
        String cut = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        Object action = result.getValue("action");
        if ("decline".equals(action)) {
            return reply(Kind.DECLINED);
        }
        if ("cancel".equals(action)) {
            return reply(Kind.CANCELLED);
        }
        if ("accept".equals(action) && APPROVE.equals(given.getValue(DECISION))) {
            return new Reply(Kind.APPROVED, cut);
        }
        return "accept".equals(action) && REJECT.equals(given.getValue(DECISION))
                ? new Reply(Kind.REJECTED, cut)
                : reply(Kind.NOT_OFFERED);
    }

    private static Reply reply(Kind kind) {
        return new Reply(kind, "");
    }

    private static JsonObject question(String id, String text) {
        JsonObject properties = new JsonObject()
                .put(DECISION, new JsonObject().put("type", "string").put("title", "Decision").put("description",
                        "Approve it, or reject it for good.").put("enum", new JsonArray().add(APPROVE).add(REJECT))
                        .put("enumNames", new JsonArray().add("Approve").add("Reject")))
                .put(REASON, new JsonObject().put("type", "string").put("title", "Reason")
                        .put("description", "Why, where it is rejected; the agent is told.").put("maxLength", LONGEST_REASON));
        JsonObject schema = new JsonObject().put("type", "object").put("properties", properties).put("required",
                new JsonArray().add(DECISION));
        return new JsonObject().put("jsonrpc", "2.0").put("id", id).put("method", "elicitation/create").put("params",
                new JsonObject().put("message", text).put("requestedSchema", schema));
    }
}
