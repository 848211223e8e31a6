package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType.Kind;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.catalog.SchemaValidator;

/** Every answer has the documented form. */
class DocumentedAnswersTest {

    private static final Catalog CATALOG = Catalog.load();
    private static final SchemaValidator VALIDATOR = new SchemaValidator(CATALOG);
    private static SandboxServer server;
    private static SandboxClient client;

    @BeforeAll
    static void start() {
        server = SandboxServer.start(SandboxSettings.builder().jobs(100).rateLimit(100_000)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        client = new SandboxClient(server.url(), 1003);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyDocumentedGetAnswersAsItsSchemaSays() {
        List<String> wrong = new ArrayList<>();
        List<Operation> operations = documented().filter(operation -> operation.method() == HttpMethod.GET).toList();
        operations.forEach(operation -> check(operation, "1", wrong));
        assertThat(wrong).isEmpty();
        assertThat(operations).hasSizeGreaterThanOrEqualTo(314);
    }

    @Test
    void recordsThatAreThereAnswerAsTheirSchemaSays() {
        List<String> wrong = new ArrayList<>();
        long read = documented().filter(operation -> operation.name().equals("get") && operation.pathParameters().size() == 1
                && operation.path().endsWith("}")).filter(
                        operation -> firstId(operation).map(id -> check(operation, id, wrong))
                                .orElse(0) == 200)
                .count();
        assertThat(wrong).isEmpty();
        assertThat(read).isGreaterThanOrEqualTo(18);
    }

    private static Optional<String> firstId(Operation get) {
        String list = get.path().substring(0, get.path().lastIndexOf('/')).replace("{tenant}", "1003");
        JsonNode rows = SandboxClient.json(client.get(list + (list.contains("telecom") ? "" : "?pageSize=1&active=Any")))
                .path("data");
        return rows.isEmpty() ? Optional.empty() : Optional.of(rows.get(0).get("id").asText());
    }

    private static int check(Operation operation, String id, List<String> wrong) {
        String path = operation.path().replace("{tenant}", "1003");
        for (Parameter parameter : operation.pathParameters()) {
            path = path.replace("{" + parameter.name() + "}", value(operation, parameter, id));
        }
        String query = Stream.concat(operation.queryParameters().stream().filter(Parameter::required),
                operation.requiresOneOf().stream().limit(1).map(operation::parameter)).distinct()
                .map(parameter -> parameter.name() + "=" + value(operation, parameter, "1")).collect(Collectors.joining("&"));
        HttpResponse<String> response = client.get(path + (query.isEmpty() ? "" : "?" + query));
        if (response.statusCode() != 200 && response.statusCode() != 404) {
            wrong.add(operation + ": " + response.statusCode() + " " + response.body());
        } else if (!response.body().isEmpty()) {
            JsonNode body = SandboxClient.json(response);
            (response.statusCode() == 200 ? VALIDATOR.answer(operation, 200, body) : VALIDATOR.problem(operation, body))
                    .forEach(violation -> wrong.add(operation + ": " + violation));
        }
        return response.statusCode();
    }

    private static String value(Operation operation, Parameter parameter, String number) {
        Kind kind = parameter.type().kind();
        return switch (kind) {
            case GUID -> "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
            case DATE_TIME -> "2026-01-01T00:00:00Z";
            case DATE -> "2026-01-01";
            case BOOLEAN -> "true";
            case SCHEMA -> CATALOG.schema(operation.module(), parameter.type().schema()).values().get(0);
            default -> number;
        };
    }

    private static Stream<Operation> documented() {
        return CATALOG.operations().filter(operation -> !operation.retired());
    }
}
