package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.HttpMethod;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;
import io.fieldline.servicetitan.catalog.Schema;

class FiltersTest {

    private static final Catalog CATALOG = Catalog.load();
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
    void everyDocumentedFilterOfAListIsUnderstood() {
        TreeSet<String> refused = new TreeSet<>();
        CATALOG.operations().filter(one -> !one.retired() && one.method() == HttpMethod.GET && one.answer().rows())
                .forEach(operation -> operation.queryParameters().forEach(parameter -> {
                    String path = operation.path().replace("{tenant}", "1003");
                    for (Parameter of : operation.pathParameters()) {
                        path = path.replace("{" + of.name() + "}", "1");
                    }
                    String also = operation.requiresOneOf().isEmpty() ? "" : "&modifiedOnOrAfter=2020-01-01T00:00:00Z";
                    HttpResponse<String> response = client
                            .get(path + "?" + parameter.name() + "=" + value(operation, parameter) + also);
                    if (response.statusCode() >= 500) {
                        refused.add(operation + " " + parameter.name() + ": " + response.statusCode());
                    }
                }));
        assertThat(refused).isEmpty();
    }

    @Test
    void findsByWhatStandsInOtherRows() {
        long all = total("jpm/v2", "jobs");
        assertThat(total("jpm/v2", "jobs?technicianId=701")).isBetween(1L, all - 1);
        assertThat(total("jpm/v2", "jobs?appointmentStartsBefore=2000-01-01T00:00:00Z")).isZero();
        assertThat(total("jpm/v2", "jobs?firstAppointmentStartsOnOrAfter=2000-01-01T00:00:00Z")).isEqualTo(all);
        assertThat(total("jpm/v2", "jobs?hasUnusedAppointments=false")).isEqualTo(all);
        String phone = client.read("crm/v2", "customers/10000001/contacts").path("data").valueStream()
                .filter(contact -> contact.path("type").asText().endsWith("Phone")).findFirst().orElseThrow().path("value")
                .asText();
        assertThat(client.read("crm/v2", "customers?phone=" + SandboxClient.encode(phone)).path("data").findValuesAsText("id"))
                .contains("10000001");
    }

    @Test
    void findsByNumbersAmountsAndLengths() {
        assertThat(total("accounting/v2", "invoices?jobNumber=50000002")).isEqualTo(1);
        assertThat(total("accounting/v2", "invoices?number=50000002")).isEqualTo(1);
        long all = total("accounting/v2", "invoices");
        long owing = total("accounting/v2", "invoices?balanceFilter.Balance=0&balanceFilter.Comparer=Greater");
        assertThat(owing).isBetween(1L, all - 1);
        assertThat(total("accounting/v2", "invoices?balanceFilter.Balance=0&balanceFilter.Comparer=Equals"))
                .isEqualTo(all - owing);
        long short1 = total("jpm/v2", "job-types?maxDuration=3600");
        assertThat(short1 + total("jpm/v2", "job-types?minDuration=3601")).isEqualTo(total("jpm/v2", "job-types"));
        assertThat(total("accounting/v2", "payments?transactionType=JournalEntry")).isZero();
    }

    @Test
    void findsByCustomFields() {
        client.send("PATCH", "accounting/v2", "invoices/custom-fields",
                "{\"operations\":[{\"objectId\":80000002,\"customFields\":[{\"name\":\"PO\",\"value\":\"4711\"}]}]}");
        assertThat(total("accounting/v2", "invoices?customField.Fields%5BPO%5D=4711")).isEqualTo(1);
        assertThat(total("accounting/v2", "invoices?customField.Fields%5BPO%5D=4712")).isZero();
    }

    private static long total(String module, String rest) {
        return client.read(module, rest + (rest.contains("?") ? "&" : "?") + "includeTotal=true").path("totalCount").asLong();
    }

    private static String value(Operation operation, Parameter parameter) {
        FieldType type = parameter.repeated() ? parameter.type().element() : parameter.type();
        return switch (type.kind()) {
            case GUID -> "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
            case DATE_TIME -> "2026-01-01T00:00:00Z";
            case DATE -> "2026-01-01";
            case BOOLEAN -> "true";
            case SCHEMA -> {
                Schema schema = CATALOG.schema(operation.module(), type.schema());
                yield schema.enumeration() ? schema.values().get(0) : "1";
            }
            default -> "1";
        };
    }
}
