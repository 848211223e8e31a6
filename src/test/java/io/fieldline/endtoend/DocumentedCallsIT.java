package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.published.ExampleCall;
import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Row;
import io.fieldline.published.Settings;

/** The command <code>call</code>: what it may send, and how fast. */
class DocumentedCallsIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private PublishedServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = PublishedServiceTitan.start(Settings.usual().rows("jpm/jobs", 400));
        installation = new Installation(folder);
        installation.tenant("acme", Account.published(1001), serviceTitan.url(), "", "");
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        assertThat(serviceTitan.violations()).isEmpty();
    }

    @Test
    void everyDocumentedGetIsAnsweredAndNothingElseIsSent() {
        List<ExampleCall> calls = ExampleCall.gets();
        Map<String, ExampleCall> byId = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (ExampleCall call : calls) {
            byId.put(String.valueOf(lines.size()), call);
            lines.add(line(lines.size(), call).toString());
        }
        FieldlineProcess call = installation.start(line -> {
        }, "call", "--batch", "--raw").input(lines).ended(Duration.ofMinutes(2));

        Map<Integer, Integer> statuses = new TreeMap<>();
        for (String answer : call.outputLines()) {
            JsonNode node = json(answer);
            int status = node.path("status").asInt();
            statuses.merge(status, 1, Integer::sum);
            assertThat(status).as("%s: %s", byId.remove(node.path("id").asText()), answer).isIn(200, 302, 404);
        }
        assertThat(byId).as("operations without an answer\n%s", call.errors()).isEmpty();
        Figures.print("documented GET operations", "%d asked, answers by status %s; the server saw %d requests, %d that the"
                + " documents do not allow", calls.size(), statuses, serviceTitan.ledger().requests(),
                serviceTitan.violations().size());
        assertThat(calls).hasSizeGreaterThanOrEqualTo(314);
        assertThat(serviceTitan.ledger().requests()).isEqualTo(calls.size());
        assertThat(statuses.get(200)).isGreaterThan(calls.size() / 2);
    }

    @Test
    void whatIsNotDocumentedIsRefusedAndNothingIsSent() {
        FieldlineProcess call = installation.start(line -> {
        }, "call", "--batch", "--raw").input(List.of(
                "{\"id\":1,\"tenant\":\"acme\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobz\"}",
                "{\"id\":2,\"tenant\":\"acme\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobs\","
                        + "\"query\":{\"pagesize2\":1}}",
                "{\"id\":3,\"tenant\":\"nobody\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobs\"}"))
                .ended(Duration.ofMinutes(1));
        assertThat(call.outputLines()).hasSize(3).allSatisfy(line -> {
            assertThat(json(line).path("status").asInt()).isZero();
            assertThat(json(line).path("error").asText()).isNotBlank();
        });
        assertThat(call.exitCode()).isEqualTo(1);
        assertThat(serviceTitan.ledger().requests()).isZero();
    }

    @Test
    void theBudgetIsUsedAndNeverExceeded() {
        useTheBudgetFor(4);
    }

    @Test
    @Tag("endurance")
    void theBudgetIsUsedAndNeverExceededForAMinute() {
        useTheBudgetFor(60);
    }

    private void useTheBudgetFor(int seconds) {
        List<String> lines = new ArrayList<>();
        long[] jobs = serviceTitan.collection(1001, "jpm/jobs").all().filter(row -> !row.deleted()).mapToLong(Row::id)
                .toArray();
        for (int number = 0; number < seconds * 60; number++) {
            lines.add("{\"id\":" + number + ",\"tenant\":\"acme\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobs/"
                    + jobs[number % jobs.length] + "\"}");
        }
        List<Long> answeredAt = new CopyOnWriteArrayList<>();
        FieldlineProcess call = installation.start(line -> answeredAt.add(System.nanoTime()), "call", "--batch", "--raw")
                .input(lines).ended(Duration.ofSeconds(seconds + 60L));
        assertThat(call.exitCode()).as(call.transcript()).isZero();
        assertThat(call.outputLines()).hasSize(lines.size()).allSatisfy(line -> assertThat(line).contains("\"status\":200"));
        double took = (answeredAt.get(answeredAt.size() - 1) - answeredAt.get(0)) / 1e9;
        double rate = (answeredAt.size() - 1) / took;
        long refused = serviceTitan.ledger().statuses().getOrDefault(429, 0L);
        Figures.print("rate at the default budget", "%d one-record requests in %.2f s: %.2f a second; answers 429: %d %s;"
                + " let pass because the server itself stood still: %d", lines.size(), took, rate, refused,
                serviceTitan.excesses(), serviceTitan.doubts());
        assertThat(refused).isZero();
        // Where threads wake late a client keeps more distance; what share an idle machine uses, RateBudgetTest says exactly.
        assertThat(rate).isGreaterThanOrEqualTo(48);
    }

    private static ObjectNode line(int id, ExampleCall call) {
        ObjectNode line = JSON.createObjectNode().put("id", id).put("tenant", "acme").put("method", call.method()).put("path",
                call.path());
        ObjectNode query = line.putObject("query");
        call.query().forEach(query::put);
        return line;
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
