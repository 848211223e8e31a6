package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** What the writes do beyond answering. */
class WritesTest {

    private static final String GUID = "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
    private static final String OTHER = "11111111-0d5e-4b1e-9a53-3f0d5a1c2b11";
    private static final String JOB = """
            {"customerId":10000001,"locationId":20000001,"businessUnitId":101,"jobTypeId":201,"priority":"Normal","campaignId":301,
            "summary":"x","appointments":[{"start":"2026-06-10T14:00:00Z","end":"2026-06-10T16:00:00Z"}]}""";

    private SandboxServer server;
    private SandboxClient client;

    @BeforeEach
    void start() {
        server = SandboxServer.start(SandboxSettings.builder().jobs(100).rateLimit(100_000)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        client = new SandboxClient(server.url(), 1003);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void keepsExternalDataOfEachApplicationToItself() {
        write("PATCH", "crm/v2", "customers/10000001", external(GUID, "Replace", "a", "1"));
        write("PATCH", "crm/v2", "customers/10000001", external(OTHER, "Replace", "z", "9"));
        write("PATCH", "crm/v2", "customers/10000001", external(GUID, "Merge", "b", "2"));

        assertThat(data(GUID)).hasToString("[{\"key\":\"a\",\"value\":\"1\"},{\"key\":\"b\",\"value\":\"2\"}]");
        assertThat(data(OTHER)).hasToString("[{\"key\":\"z\",\"value\":\"9\"}]");
        assertThat(client.read("crm/v2", "customers/10000001").path("externalData")).isEmpty();
        assertThat(total("crm/v2", "customers?externalDataApplicationGuid=" + GUID + "&externalDataKey=a")).isEqualTo(1);
        assertThat(total("crm/v2", "customers?externalDataApplicationGuid=" + OTHER + "&externalDataKey=a")).isZero();

        write("PATCH", "crm/v2", "customers/10000001", external(GUID, null, "c", "3"));
        assertThat(data(GUID)).as("replaced unless told otherwise").hasToString("[{\"key\":\"c\",\"value\":\"3\"}]");
    }

    @Test
    void tellsCapacityByShiftsLessAppointmentsForTwoWeeksAtMost() {
        String morning = """
                {"startsOnOrAfter":"2026-06-02T00:00:00Z","endsOnOrBefore":"2026-06-03T00:00:00Z","skillBasedAvailability":false}""";
        JsonNode before = SandboxClient.json(write("POST", "dispatch/v2", "capacity", morning)).path("availabilities").get(0);
        write("POST", "jpm/v2", "jobs", JOB.replace("2026-06-10T14:00:00Z", before.path("startUtc").asText())
                .replace("2026-06-10T16:00:00Z\"", before.path("endUtc").asText() + "\",\"technicianIds\":[701]"));
        JsonNode after = SandboxClient.json(write("POST", "dispatch/v2", "capacity", morning)).path("availabilities").get(0);

        assertThat(after.path("totalAvailability")).isEqualTo(before.path("totalAvailability"));
        assertThat(after.path("openAvailability").asDouble()).isEqualTo(before.path("openAvailability").asDouble() - 4);
        assertThat(refused("POST", "dispatch/v2", "capacity", morning.replace("2026-06-03", "2026-06-17")))
                .contains("14 days");
    }

    @Test
    void adjustsAnInvoiceAndChargesNothingForALineWithoutAPrice() {
        JsonNode answer = SandboxClient.json(write("POST", "accounting/v2", "invoices", """
                {"adjustmentToId":80000002,"summary":"goodwill","items":[
                {"description":"labor","quantity":2,"unitPrice":-10.5},{"description":"part","quantity":1}]}"""));

        JsonNode invoice = invoice(answer.asLong());
        assertThat(invoice.path("adjustmentToId").asLong()).isEqualTo(80_000_002);
        assertThat(invoice.path("total").asText()).isEqualTo("-21.00");
        assertThat(invoice.path("items")).hasSize(2);
        assertThat(invoice.path("customer")).isEqualTo(invoice(80_000_002).path("customer"));
        assertThat(refused("POST", "accounting/v2", "invoices", "{\"items\":[]}")).contains("adjustmentToId");
    }

    @Test
    void closesAnInvoiceOnceItIsExportedAndSaysWhichRowsFailed() {
        JsonNode answers = SandboxClient.json(write("POST", "accounting/v2", "invoices/markasexported",
                "[{\"invoiceId\":80000002,\"externalId\":\"QB-1\"},{\"invoiceId\":7}]"));

        assertThat(answers.get(0).path("success").asBoolean()).isTrue();
        assertThat(answers.get(1).path("success").asBoolean()).isFalse();
        assertThat(answers.get(1).path("errorMessage").asText()).contains("no invoice 7");
        assertThat(invoice(80_000_002).path("syncStatus").asText()).isEqualTo("Exported");
        assertThat(invoice(80_000_002).path("exportId").asText()).isEqualTo("QB-1");
        assertThat(refused("PATCH", "accounting/v2", "invoices/80000002", "{\"summary\":\"x\"}")).contains("exported");
    }

    @Test
    void wantsAllSplitsOfAPaymentAndItsType() {
        assertThat(refused("PATCH", "accounting/v2", "payments/90000001", "{\"memo\":\"x\"}")).contains("splits", "typeId");
        write("PATCH", "accounting/v2", "payments/90000001",
                "{\"typeId\":2,\"memo\":\"x\",\"splits\":[{\"invoiceId\":80000003,\"amount\":12.5}]}");

        JsonNode payment = client.read("accounting/v2", "payments?ids=90000001").path("data").get(0);
        assertThat(payment.path("appliedTo")).hasSize(1);
        assertThat(payment.path("appliedTo").get(0).path("appliedTo").asLong()).isEqualTo(80_000_003);
        write("POST", "accounting/v2", "payments/status", "{\"paymentIds\":[90000001],\"status\":\"Exported\"}");
        assertThat(client.read("accounting/v2", "payments?ids=90000001").path("data").get(0).path("syncStatus").asText())
                .isEqualTo("Exported");
    }

    @Test
    void addsAppointmentsToAJobThatIsStillAheadAndKeepsItsLastOne() {
        long job = SandboxClient.json(write("POST", "jpm/v2", "jobs", JOB)).path("id").asLong();
        JsonNode second = SandboxClient.json(write("POST", "jpm/v2", "appointments", "{\"jobId\":" + job
                + ",\"start\":\"2026-06-11T14:00:00Z\",\"end\":\"2026-06-11T16:00:00Z\",\"technicianIds\":[701]}"));

        assertThat(second.path("appointmentNumber").asText()).isEqualTo(job + "-2");
        assertThat(total("jpm/v2", "jobs?technicianId=701&ids=" + job)).isEqualTo(1);
        assertThat(total("jpm/v2", "jobs?technicianId=702&ids=" + job)).isZero();
        assertThat(total("jpm/v2", "appointments?technicianId=701&jobId=" + job)).isEqualTo(1);
        assertThat(refused("PATCH", "jpm/v2", "appointments/" + second.path("id").asLong() + "/reschedule",
                "{\"end\":\"2026-06-11T13:00:00Z\"}")).contains("end");
        write("DELETE", "jpm/v2", "appointments/" + second.path("id").asLong(), null);
        long first = client.read("jpm/v2", "jobs/" + job).path("firstAppointmentId").asLong();
        assertThat(client.send("DELETE", "jpm/v2", "appointments/" + first, null).statusCode()).isEqualTo(409);
        write("PUT", "jpm/v2", "jobs/" + job + "/cancel", "{\"reasonId\":1001,\"memo\":\"moved\"}");
        assertThat(refused("PUT", "jpm/v2", "jobs/" + job + "/cancel", "{\"reasonId\":1001,\"memo\":\"x\"}"))
                .contains("Canceled");
        assertThat(refused("PUT", "jpm/v2", "jobs/" + job + "/cancel", "{\"reasonId\":1001}")).contains("memo");
    }

    @Test
    void sellsAnEstimateOnceAndTakesItBack() {
        long id = SandboxClient.json(write("POST", "sales/v2", "estimates",
                "{\"jobId\":50000001,\"name\":\"New boiler\",\"items\":[{\"skuId\":30001,\"quantity\":2,\"unitPrice\":100}]}"))
                .path("id").asLong();
        assertThat(client.read("sales/v2", "estimates/" + id).path("subtotal").decimalValue()).isEqualByComparingTo("200");
        write("PUT", "sales/v2", "estimates/" + id + "/sell", "{\"soldBy\":701}");
        assertThat(refused("PUT", "sales/v2", "estimates/" + id + "/sell", "{\"soldBy\":701}")).contains("sold already");
        assertThat(refused("PUT", "sales/v2", "estimates/" + id + "/dismiss", null)).contains("unsell");
        write("PUT", "sales/v2", "estimates/" + id + "/unsell", null);
        write("PUT", "sales/v2", "estimates/" + id + "/dismiss", null);
        assertThat(client.read("sales/v2", "estimates/" + id).path("status").path("name").asText()).isEqualTo("Dismissed");
    }

    @Test
    void namesTheFieldThatIsMissingOrNamesNobodyAndDropsWhatItDoesNotKnow() {
        assertThat(refused("POST", "taskmanagement/v2", "tasks", "{\"name\":\"Call back\"}")).contains("reportedById",
                "employeeTaskTypeId");
        assertThat(refused("PATCH", "jpm/v2", "jobs/50000001", "{\"campaignId\":7}")).contains("campaignId");
        write("PATCH", "jpm/v2", "jobs/50000001", "{\"summary\":\"y\",\"favouriteColour\":\"red\"}");
        assertThat(client.read("jpm/v2", "jobs/50000001").has("favouriteColour")).isFalse();
        write("PATCH", "crm/v2", "customers/10000001", "{\"address\":{\"unit\":\"7b\"}}");
        assertThat(client.read("crm/v2", "customers/10000001").path("address").path("street").asText()).isNotEmpty();
    }

    @Test
    void marksVisitsOfAMembershipAsDone() {
        write("POST", "memberships/v2", "recurring-service-events/250000001/mark-complete", "{\"jobId\":50000001}");
        JsonNode event = client.read("memberships/v2", "recurring-service-events?ids=250000001").path("data").get(0);
        assertThat(event.path("status").asText()).isEqualTo("Won");
        assertThat(event.path("jobId").asLong()).isEqualTo(50_000_001);
        write("POST", "memberships/v2", "recurring-service-events/250000001/mark-incomplete", "{\"jobId\":50000001}");
        assertThat(total("memberships/v2", "recurring-service-events?ids=250000001&status=NotAttempted")).isEqualTo(1);
    }

    @Test
    void dismissesABooking() {
        long id = SandboxClient.json(write("POST", "crm/v2", "booking-provider/1/bookings", """
                {"source":"web","name":"Ann","summary":"leak","isFirstTimeClient":true,"externalId":"e-1",
                "contacts":[{"type":"Phone","value":"5125550100"}]}""")).path("id").asLong();
        write("POST", "crm/v2", "booking-provider/1/bookings/" + id + "/dismiss", "{}");
        assertThat(client.read("crm/v2", "bookings/" + id).path("status").asText()).isEqualTo("Dismissed");
    }

    @Test
    void changesWhatACallWasAndWhoCalled() {
        String person = "{\"id\":10000002,\"name\":\"x\",\"address\":{\"street\":\"x\",\"unit\":\"\",\"country\":\"US\",\"city\":\"x\","
                + "\"state\":\"TX\",\"zip\":\"1\",\"streetAddress\":\"x\"},\"contacts\":[]}";
        write("PUT", "telecom/v2", "calls/120000001", "{\"callType\":\"Excused\",\"excuseMemo\":\"wrong number\",\"tag\":\"\","
                + "\"reason\":{\"name\":\"x\",\"lead\":false},\"customer\":" + person + ",\"location\":" + person + "}");

        JsonNode call = client.read("telecom/v2", "calls/120000001").path("leadCall");
        assertThat(call.path("callType").asText()).isEqualTo("Excused");
        assertThat(call.path("customer").path("id").asLong()).isEqualTo(10_000_002);
    }

    private static String external(String guid, String mode, String key, String value) {
        return "{\"externalData\":{" + (mode == null ? "" : "\"patchMode\":\"" + mode + "\",") + "\"applicationGuid\":\"" + guid
                + "\",\"externalData\":[{\"key\":\"" + key + "\",\"value\":\"" + value + "\"}]}}";
    }

    private JsonNode data(String guid) {
        return client.read("crm/v2", "customers/10000001?externalDataApplicationGuid=" + guid).path("externalData");
    }

    private JsonNode invoice(long id) {
        return client.read("accounting/v2", "invoices?ids=" + id).path("data").get(0);
    }

    private int total(String module, String rest) {
        return client.read(module, rest + (rest.contains("?") ? "&" : "?") + "includeTotal=true").path("totalCount").asInt();
    }

    private HttpResponse<String> write(String method, String module, String rest, String body) {
        HttpResponse<String> response = client.send(method, module, rest, body);
        assertThat(response.statusCode()).as(method + " " + rest + " " + response.body()).isEqualTo(200);
        return response;
    }

    private String refused(String method, String module, String rest, String body) {
        HttpResponse<String> response = client.send(method, module, rest, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValueSatisfying(
                type -> assertThat(type).startsWith("application/problem+json"));
        return response.body();
    }
}
