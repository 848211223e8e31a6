package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType.Kind;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;

/** The command <code>call</code>: what it may send, and how fast. */
class DocumentedCallsIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Catalog CATALOG = Catalog.load();

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(400).build());
        installation = new Installation(folder);
        installation.tenant("acme", 1001, serviceTitan.url(), "", "");
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
    }

    @Test
    void everyDocumentedGetIsAnsweredAndNothingElseIsSent() {
        List<Operation> operations = CATALOG.operations()
                .filter(operation -> !operation.retired() && operation.method() == HttpMethod.GET).toList();
        Map<String, Operation> byId = new TreeMap<>();
        List<String> lines = new ArrayList<>();
        for (Operation operation : operations) {
            byId.put(String.valueOf(lines.size()), operation);
            lines.add(line(lines.size(), operation).toString());
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
        assertThat(operations).hasSizeGreaterThanOrEqualTo(314);
        Figures.print("documented GET operations", "%d asked, answers by status %s; the local ServiceTitan saw %d requests,"
                + " %d of them refused as undocumented (400)", operations.size(), statuses, serviceTitan.requests(),
                serviceTitan.answered(400));
        assertThat(serviceTitan.requests()).isEqualTo(operations.size());
        assertThat(serviceTitan.answered(400)).isZero();
        assertThat(statuses.get(200)).isGreaterThan(operations.size() / 2);
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
        assertThat(serviceTitan.requests()).isZero();
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
        List<Long> jobs = new ArrayList<>(serviceTitan.table(1001, "jpm/jobs").keySet());
        for (int number = 0; number < seconds * 60; number++) {
            lines.add("{\"id\":" + number + ",\"tenant\":\"acme\",\"method\":\"GET\",\"path\":\"/jpm/v2/tenant/{tenant}/jobs/"
                    + jobs.get(number % jobs.size()) + "\"}");
        }
        List<Long> answeredAt = new CopyOnWriteArrayList<>();
        FieldlineProcess call = installation.start(line -> answeredAt.add(System.nanoTime()), "call", "--batch", "--raw")
                .input(lines).ended(Duration.ofSeconds(seconds + 60L));
        assertThat(call.exitCode()).as(call.transcript()).isZero();
        assertThat(call.outputLines()).hasSize(lines.size()).allSatisfy(line -> assertThat(line).contains("\"status\":200"));
        double took = (answeredAt.get(answeredAt.size() - 1) - answeredAt.get(0)) / 1e9;
        double rate = (answeredAt.size() - 1) / took;
        Figures.print("rate at the default budget", "%d one-record requests in %.2f s: %.2f a second; answers 429: %d",
                lines.size(), took, rate, serviceTitan.answered(429));
        assertThat(serviceTitan.answered(429)).isZero();
        assertThat(rate).isGreaterThanOrEqualTo(57);
    }

    private static ObjectNode line(int id, Operation operation) {
        String path = operation.path();
        for (Parameter parameter : operation.pathParameters()) {
            path = path.replace("{" + parameter.name() + "}", value(operation, parameter));
        }
        ObjectNode line = JSON.createObjectNode().put("id", id).put("tenant", "acme").put("method", "GET").put("path", path);
        ObjectNode query = line.putObject("query");
        Stream.concat(operation.queryParameters().stream().filter(Parameter::required),
                operation.requiresOneOf().stream().limit(1).map(operation::parameter)).collect(Collectors.toSet())
                .forEach(parameter -> query.put(parameter.name(), value(operation, parameter)));
        return line;
    }

    private static String value(Operation operation, Parameter parameter) {
        Kind kind = parameter.type().kind();
        return switch (kind) {
            case GUID -> "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
            case DATE_TIME -> "2026-01-01T00:00:00Z";
            case DATE -> "2026-01-01";
            case BOOLEAN -> "true";
            case SCHEMA -> CATALOG.schema(operation.module(), parameter.type().schema()).values().get(0);
            default -> "1";
        };
    }

    private static JsonNode json(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }
}
