package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.catalog.Schema;
import io.fieldline.servicetitan.catalog.SchemaValidator;

/** Every write, with the least that its schema asks for, is done, refused, or said to have no model. */
class DocumentedWritesTest {

    private static final Catalog CATALOG = Catalog.load();
    private static final SchemaValidator VALIDATOR = new SchemaValidator(CATALOG);
    private static final Map<String, Long> IDS = Map.ofEntries(Map.entry("customerId", 10_000_001L),
            Map.entry("customerIds", 10_000_001L), Map.entry("locationId", 20_000_001L),
            Map.entry("businessUnitId", 101L), Map.entry("jobTypeId", 201L), Map.entry("campaignId", 301L),
            Map.entry("jobId", 50_000_001L), Map.entry("technicianId", 701L), Map.entry("technicianIds", 701L),
            Map.entry("soldBy", 701L), Map.entry("tagTypeIds", 501L), Map.entry("tagTypeId", 501L),
            Map.entry("reasonId", 1001L), Map.entry("adjustmentToId", 80_000_001L), Map.entry("invoiceId", 80_000_001L),
            Map.entry("paymentIds", 90_000_001L), Map.entry("jobAppointmentId", 60_000_001L),
            Map.entry("objectId", 80_000_001L), Map.entry("employeeId", 801L));
    private static final Map<String, Long> FIRST = Map.ofEntries(Map.entry("crm/customers", 10_000_001L),
            Map.entry("crm/locations", 20_000_001L), Map.entry("jpm/jobs", 50_000_001L),
            Map.entry("jpm/appointments", 60_000_001L), Map.entry("accounting/invoices", 80_000_001L),
            Map.entry("accounting/payments", 90_000_001L), Map.entry("sales/estimates", 100_000_001L),
            Map.entry("memberships/memberships", 110_000_001L), Map.entry("telecom/calls", 120_000_001L),
            Map.entry("memberships/recurring-services", 240_000_001L),
            Map.entry("memberships/recurring-service-events", 250_000_001L));

    @Test
    void isAnsweredAsDocumentedOrRefusedByName() {
        List<String> wrong = new ArrayList<>();
        TreeSet<String> done = new TreeSet<>();
        try (SandboxServer server = SandboxServer.start(SandboxSettings.builder().jobs(100).rateLimit(100_000)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build())) {
            SandboxClient client = new SandboxClient(server.url(), 1003);
            CATALOG.operations().filter(operation -> !operation.retired() && operation.method() != HttpMethod.GET)
                    .forEach(operation -> check(client, operation, wrong, done));
        }
        assertThat(wrong).isEmpty();
        assertThat(done).hasSizeGreaterThan(50).contains("taskmanagement/tasks create", "crm/leads create",
                "accounting/invoices create", "accounting/invoices markasexported", "accounting/payments update",
                "memberships/recurring-service-events mark-complete",
                "dispatch/non-job-appointments create", "crm/tags delete", "jpm/jobs create",
                "sales/estimates create", "pricebook/services create");
    }

    private static void check(SandboxClient client, Operation operation, List<String> wrong, TreeSet<String> done) {
        String path = operation.path().replace("{tenant}", "1003");
        for (Parameter parameter : operation.pathParameters()) {
            path = path.replace("{" + parameter.name() + "}", parameter(operation, parameter));
        }
        JsonNode body = operation.body().filter(given -> !given.multipart())
                .map(given -> least(operation.module(), given.type(), "", 0)).orElse(null);
        String[] parts = path.substring(1).split("/tenant/1003/", 2);
        HttpResponse<String> response = client.send(operation.method().name(), parts[0], parts[1],
                body == null ? null : body.toString());
        if (response.statusCode() / 100 == 2) {
            done.add(operation.toString());
            if (!response.body().isEmpty()) {
                VALIDATOR.answer(operation, response.statusCode(), SandboxClient.json(response))
                        .forEach(violation -> wrong.add(operation + ": " + violation));
            }
            if (!operation.statusCodes().contains(response.statusCode())) {
                wrong.add(operation + " is not documented to answer " + response.statusCode());
            }
        } else if (response.statusCode() >= 500 && response.statusCode() != 501) {
            wrong.add(operation + ": " + response.statusCode() + " " + response.body());
        } else {
            VALIDATOR.problem(operation, SandboxClient.json(response))
                    .forEach(violation -> wrong.add(operation + ": " + violation));
        }
    }

    private static String parameter(Operation operation, Parameter parameter) {
        Long id = IDS.get(parameter.name());
        if (id == null) {
            String collection = operation.module() + "/" + operation.collection().split("/")[0];
            id = FIRST.getOrDefault(collection, 1L);
        }
        return parameter.type().kind() == FieldType.Kind.GUID ? "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11" : id.toString();
    }

    private static JsonNode least(String module, FieldType type, String name, int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (type.kind()) {
            case SCHEMA -> schema(module, CATALOG.schema(module, type.schema()), depth);
            case ARRAY -> nodes.arrayNode().add(least(module, type.element(), name, depth + 1));
            case INT32, INT64 -> nodes.numberNode(IDS.getOrDefault(name, 1L));
            case DECIMAL, DOUBLE, FLOAT -> nodes.numberNode(2.5);
            case BOOLEAN -> nodes.booleanNode(false);
            case DATE_TIME ->
                nodes.textNode(name.toLowerCase().contains("end") ? "2026-06-03T10:00:00Z" : "2026-06-02T10:00:00Z");
            case DATE -> nodes.textNode("2026-06-02");
            case GUID -> nodes.textNode("7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11");
            case DURATION, TIME -> nodes.textNode("01:00:00");
            case EMAIL -> nodes.textNode("ann@example.com");
            case OBJECT, MAP, ANY -> nodes.objectNode();
            case CHOICE -> least(module, type.choices().get(0), name, depth + 1);
            default -> nodes.textNode("text");
        };
    }

    private static JsonNode schema(String module, Schema schema, int depth) {
        if (schema.enumeration()) {
            String first = schema.values().get(0);
            return schema.numeric()
                    ? JsonNodeFactory.instance.numberNode(Long.parseLong(first))
                    : JsonNodeFactory.instance.textNode(first);
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        for (Field field : schema.fields()) {
            if ((field.required() || IDS.containsKey(field.name())) && depth < 5) {
                body.set(field.name(), least(module, field.type(), field.name(), depth + 1));
            }
        }
        return body;
    }
}
