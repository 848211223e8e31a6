package io.fieldline.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

import io.fieldline.agent.Door.Reply;
import io.fieldline.agent.Door.Reply.Kind;
import io.vertx.core.json.JsonObject;

/** What counts as an answer of a person at a client. */
class QuestionsTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Questions questions = new Questions(LONG);
    private final Recorded stream = new Recorded();

    private static final class Recorded implements Questions.Stream {

        private final List<JsonObject> sent = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public void send(JsonObject message) {
            sent.add(message);
        }

        @Override
        public boolean closed() {
            return closed;
        }
    }

    private CompletableFuture<Reply> asked() {
        questions.began(7, stream);
        return CompletableFuture.supplyAsync(() -> questions.ask(7, "May it?", () -> false));
    }

    private JsonObject question() {
        await().atMost(LONG).until(() -> !stream.sent.isEmpty());
        return stream.sent.get(0);
    }

    private Reply reply(String result) {
        stream.sent.clear();
        CompletableFuture<Reply> reply = asked();
        assertThat(questions.take(answer(question().getString("id"), result))).isTrue();
        return reply.join();
    }

    private static JsonObject answer(String id, String result) {
        return new JsonObject().put("jsonrpc", "2.0").put("id", id).put("result", new JsonObject(result));
    }

    @Test
    void aQuestionIsAFormWithADecision() {
        CompletableFuture<Reply> reply = asked();
        JsonObject question = question();
        assertThat(question.getString("method")).isEqualTo("elicitation/create");
        JsonObject params = question.getJsonObject("params");
        assertThat(params.getString("message")).isEqualTo("May it?");
        assertThat(params.getJsonObject("requestedSchema").getJsonArray("required").getList()).containsExactly("decision");
        questions.take(answer(question.getString("id"), "{\"action\":\"cancel\"}"));
        assertThat(reply.join().kind()).isEqualTo(Kind.CANCELLED);
    }

    @Test
    void onlyWhatSaysThatItIsAnApprovalIsOne() {
        assertThat(reply("{\"action\":\"accept\",\"content\":{\"decision\":\"approve\"}}"))
                .isEqualTo(new Reply(Kind.APPROVED, ""));
        assertThat(reply("{\"action\":\"accept\",\"content\":{\"decision\":\"reject\",\"reason\":\" no \"}}"))
                .isEqualTo(new Reply(Kind.REJECTED, "no"));
        assertThat(reply("{\"action\":\"decline\",\"content\":{\"decision\":\"approve\"}}").kind()).isEqualTo(Kind.DECLINED);
        for (String none : List.of("{\"action\":\"accept\"}", "{\"action\":\"accept\",\"content\":{}}",
                "{\"action\":\"accept\",\"content\":{\"decision\":true}}",
                "{\"action\":\"accept\",\"content\":{\"decision\":\"yes\"}}",
                "{\"action\":\"accept\",\"content\":\"approve\"}", "{\"content\":{\"decision\":\"approve\"}}", "{}")) {
            assertThat(reply(none).kind()).as(none).isEqualTo(Kind.NOT_OFFERED);
        }
    }

    @Test
    void anAnswerToAnotherNumberOrAMessageThatIsNoAnswerIsNotTaken() {
        CompletableFuture<Reply> reply = asked();
        String id = question().getString("id");
        String approved = "{\"action\":\"accept\",\"content\":{\"decision\":\"approve\"}}";
        assertThat(questions.take(answer("1", approved))).isFalse();
        assertThat(questions.take(new JsonObject().put("id", 1).put("result", new JsonObject(approved)))).isFalse();
        assertThat(questions.take(answer(id, approved).put("method", "tools/call"))).isFalse();
        assertThat(new Questions(LONG).take(answer(id, approved))).as("in another session").isFalse();
        assertThat(reply).isNotDone();
        assertThat(questions.take(new JsonObject().put("id", id).put("error", new JsonObject().put("code", -32601)))).isTrue();
        assertThat(reply.join().kind()).isEqualTo(Kind.NOT_OFFERED);
        assertThat(questions.take(answer(id, approved))).as("afterwards").isFalse();
    }

    @Test
    void oneQuestionIsOpenAtATime() {
        CompletableFuture<Reply> first = asked();
        String id = question().getString("id");
        assertThat(questions.ask(7, "And this?", () -> false).kind()).isEqualTo(Kind.BUSY);
        questions.take(answer(id, "{\"action\":\"decline\"}"));
        assertThat(first.join().kind()).isEqualTo(Kind.DECLINED);
    }

    @Test
    void waitingEndsWithTheCallTheStreamOrTheTime() {
        CompletableFuture<Reply> open = asked();
        question();
        questions.giveUp();
        assertThat(open.join().kind()).as("the service ends").isEqualTo(Kind.CANCELLED);
        stream.sent.clear();
        assertThat(questions.ask(7, "May it?", () -> true).kind()).isEqualTo(Kind.CANCELLED);
        assertThat(stream.sent).extracting(message -> message.getString("method")).containsExactly("elicitation/create",
                "notifications/cancelled");
        stream.closed = true;
        assertThat(questions.ask(7, "May it?", () -> false).kind()).isEqualTo(Kind.CANCELLED);
        stream.closed = false;
        assertThat(questions.ask(8, "May it?", () -> false).kind()).as("a call that is not under way")
                .isEqualTo(Kind.NOT_OFFERED);

        Questions impatient = new Questions(Duration.ZERO);
        impatient.began(7, stream);
        stream.sent.clear();
        assertThat(impatient.ask(7, "May it?", () -> false).kind()).isEqualTo(Kind.UNANSWERED);
        assertThat(stream.sent).hasSize(2);
        assertThat(stream.sent.get(1).getString("method")).isEqualTo("notifications/cancelled");
        assertThat(stream.sent.get(1).getJsonObject("params").getString("requestId"))
                .isEqualTo(stream.sent.get(0).getString("id"));
    }
}
