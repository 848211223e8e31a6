package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.fcm.FcmSettings;
import io.fieldline.sandbox.fcm.FcmStandIn;
import io.fieldline.sandbox.fcm.PushedMessage;
import io.fieldline.sandbox.twilio.SentText;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/** A customer hears of each step of a visit once, and of a membership until it is renewed. */
@Execution(ExecutionMode.CONCURRENT)
class VisitMessagesIT {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String WEBHOOK_KEY = "visit-messages-webhook-key-0123456789ab";
    private static final String MESSAGES = "\nmessages: { mode: live, hours: { from: \"00:00\", until: \"24:00\" } }\n";

    /** All contractors are in one service: each test has one that is its own, and its tenant comes while the service runs. */
    @TempDir
    static Path folder;

    private static final AtomicInteger CONTRACTORS = new AtomicInteger(1000);
    private static LocalServiceTitan serviceTitan;
    private static TwilioStandIn twilio;
    private static Installation installation;
    private static FieldlineProcess service;

    private final int contractor = CONTRACTORS.incrementAndGet();
    private final String tenant = "acme" + contractor;

    @BeforeAll
    static void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(5).jobs(60).rateLimit(1_000).build());
        twilio = TwilioStandIn.start(TwilioSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/TWILIO_TOKEN", TwilioSettings.AUTH_TOKEN);
        installation.connection("texts: { type: twilio, accountSid: " + TwilioSettings.ACCOUNT_SID
                + ", authToken: \"${secret:TWILIO_TOKEN}\", from: \"" + TwilioSettings.NUMBER + "\", url: \"" + twilio.url()
                + "\" }");
        service = installation.service();
    }

    @AfterAll
    static void stop() {
        installation.close();
        twilio.close();
        serviceTitan.close();
    }

    @Test
    void aVisitIsToldStepByStepAndEachStepOnce() {
        JsonNode job = visitedJob();
        long id = job.path("id").asLong();
        begin("job-status-notifications: { connection: texts, every: 1s, connections: { invoice-ready: off } }");
        Instant start = Instant.now().plus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

        long visit = visit(job, start);
        told(1, "is booked for");
        change("jpm/appointments", "{\"id\": " + visit + ", \"start\": \"" + start.plus(1, ChronoUnit.DAYS) + "\"}");
        told(2, "was moved to");

        change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Dispatched\"}");
        long grace = assign(id, visit, "Grace Hopper");
        told(3, "Grace is on the way");
        long omar = assign(id, visit, "Omar Khayyam");
        List.of(grace, omar).forEach(assignment -> change("dispatch/appointment-assignments",
                "{\"id\": " + assignment + ", \"status\": \"Working\"}"));
        told(4, "has arrived");

        change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Completed\", \"completedOn\": \"" + now() + "\"}");
        told(5, "is completed");
        change("jpm/jobs", "{\"id\": " + id + ", \"customerPo\": \"again\"}");
        change("jpm/job-canceled-logs", "{\"jobId\": " + id + ", \"reasonId\": 1, \"memo\": \"m\", \"createdById\": 1}");
        change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Canceled\"}");
        told(6, "was cancelled");
        assertThat(texts()).hasSize(6);
    }

    @Test
    void whatWasAheadBeforeTheFlowBeganAndWhatPassedUnseenIsToldToo() {
        JsonNode job = visitedJob();
        long id = job.path("id").asLong();
        Instant start = Instant.now().plus(2, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        long visit = visit(job, start);
        begin("job-status-notifications: { connection: texts, every: 1s, delays: { job-booked: 1h } }");
        await("appointments that were ahead are known").atMost(SOON).until(() -> inStateStore(
                store -> store.knownStarts().find(tenant, "job-status-notifications", visit).isPresent()));

        change("jpm/appointments", "{\"id\": " + visit + ", \"start\": \"" + start.plus(1, ChronoUnit.HOURS) + "\"}");
        told(1, "was moved to");

        serviceTitan.control("POST", "faults?tenant=" + contractor + "&rates=server-error=1");
        long assignment = assign(id, visit, "Grace Hopper");
        change("dispatch/appointment-assignments", "{\"id\": " + assignment + ", \"status\": \"Working\"}");
        change("dispatch/appointment-assignments", "{\"id\": " + assignment + ", \"status\": \"Done\"}");
        serviceTitan.control("POST", "faults?tenant=" + contractor + "&rates=server-error=0");
        told(2, "has arrived");
        assertThat(installation.command("messages", "list", "--tenant", tenant).output())
                .containsPattern("technician-on-the-way.*cancelled.*technician-arrived");

        visit(job, start.plus(7, ChronoUnit.DAYS));
        await("the booking waits").atMost(SOON)
                .until(() -> messages("scheduled").findValuesAsText("event").contains("job-booked"));
        assertThat(installation.command("messages", "cancel", "--tenant", tenant, "--job", Long.toString(id)).output())
                .containsPattern("job-booked.*taken back");
        assertThat(texts()).hasSize(2);
    }

    @Test
    void theEventOfATechnicianWhoWasDispatchedIsToldWithoutAPoll() throws Exception {
        installation.write("config/secrets/WEBHOOK_KEY", WEBHOOK_KEY);
        JsonNode job = visitedJob();
        long visit = visit(job, Instant.now().plus(1, ChronoUnit.HOURS));
        installation.tenant(tenant, Account.sandbox(contractor), serviceTitan.url(),
                "  webhook: { key: \"${secret:WEBHOOK_KEY}\" }",
                "  job-status-notifications: { connection: texts, every: 1h }" + MESSAGES);
        followedVisits();
        assign(job.path("id").asLong(), visit, "Grace Hopper");
        change("jpm/appointments", "{\"id\": " + visit + ", \"status\": \"Dispatched\"}");

        byte[] event = ("{\"specversion\": \"1.0\", \"id\": \"1\", \"userassignedid\": \"1\", \"type\":"
                + " \"tn.dis.technician-dispatched\", \"time\": \"" + Instant.now() + "\", \"data\": {\"tenantId\": "
                + contractor + ","
                + " \"appointment\": {\"id\": " + visit + "}}}").getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(WEBHOOK_KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(HttpClient.newHttpClient().send(HttpRequest
                .newBuilder(URI.create(installation.serviceUrl() + "/webhooks/servicetitan"))
                .header("X-ServiceTitan-Signature", HexFormat.of().formatHex(mac.doFinal(event)))
                .POST(HttpRequest.BodyPublishers.ofByteArray(event)).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode()).isEqualTo(202);

        await("the text").atMost(SOON).untilAsserted(() -> assertThat(texts()).as(service.transcript())
                .anySatisfy(text -> assertThat(text).contains("Grace is on the way")));
    }

    @Test
    void aCustomerIsReachedAsItPrefersAndOtherwiseWhereThatReachesNobody() throws Exception {
        try (FcmStandIn fcm = FcmStandIn.start(FcmSettings.usual())) {
            installation.write("config/secrets/FCM", fcm.serviceAccount());
            installation.connection("app: { type: push, url: \"" + fcm.url() + "\", serviceAccount: \"${secret:FCM}\","
                    + " tokenField: Device token }");
            JsonNode job = visitedJob();
            long id = job.path("id").asLong();
            change("crm/customers", "{\"id\": " + job.path("customerId") + ", \"customFields\": ["
                    + field("Contact by", "App") + ", " + field("Device token", "device-of-ada-0123456789") + "]}");
            begin("job-status-notifications: { connection: texts, every: 1s, preferenceField: Contact by,"
                    + " preferences: { App: app } }");

            change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Completed\", \"completedOn\": \"" + now() + "\"}");
            await("the push").atMost(SOON).untilAsserted(() -> assertThat(fcm.messages()).as(service.transcript())
                    .extracting(PushedMessage::token).containsExactly("device-of-ada-0123456789"));

            fcm.device("device-of-ada-0123456789", "UNREGISTERED");
            change("jpm/job-canceled-logs", "{\"jobId\": " + id + ", \"reasonId\": 1, \"memo\": \"m\", \"createdById\": 1}");
            change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Canceled\"}");
            await("the device is not there any more").atMost(SOON).untilAsserted(() -> assertThat(messages("failed")).first()
                    .satisfies(message -> assertThat(message.toString()).contains("job-cancelled", "UNREGISTERED")));

            change("jpm/jobs", "{\"id\": " + id + ", \"jobStatus\": \"Scheduled\"}");
            visit(job, Instant.now().plus(2, ChronoUnit.DAYS));
            told(1, "is booked for");
            String token = inStore(stores -> stores.outbox().list(tenant, null, null, null, 10))
                    .stream()
                    .filter(message -> message.request().key().event().equals("job-booked")).findFirst().orElseThrow().token();
            assertThat(installation.command("messages", "show", token).output()).contains("app: SUPPRESSED")
                    .doesNotContain("device-of-ada");
            assertThat(fcm.messages()).hasSize(1);
        }
    }

    @Test
    void aMembershipIsRemindedOfUntilAnotherOneRenewsIt() throws Exception {
        JsonNode membership = rows("memberships/memberships").get(0);
        long customer = membership.path("customerId").asLong();
        String end = Instant.now().plus(10, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS).toString();
        rows("memberships/memberships").forEach(other -> change("memberships/memberships",
                "{\"id\": " + other.path("id") + ", \"to\": null}"));
        change("memberships/memberships", "{\"id\": " + membership.path("id") + ", \"status\": \"Active\", \"to\": \"" + end
                + "\", \"renewedById\": null, \"locationId\": null}");
        allow(customer, 0);
        tenant("warehouse-pipeline: { connection: warehouse, every: 1h, resources: [jpm/jobs] }", MESSAGES);
        await("the tenant").atMost(SOON)
                .until(() -> installation.verb("tenants", JSON.createObjectNode()).findValuesAsText("tenant")
                        .contains(tenant));
        installation.verb("add-consent", JSON.createObjectNode().put("tenant", tenant).put("number", mobile(customer))
                .put("customer", customer).put("source", "web form").put("date", "2020-01-31"));
        tenant("""
                membership-renewal-sequence:
                    connection: texts
                    every: 1s
                    renewalLink: https://acme.example/renew
                    steps: { 1: { after: 1s, template: membership-renewal-1 }, 2: { after: 5d, template: membership-renewal-2 } }""",
                MESSAGES.replace("mode: live", "mode: live, linkDomain: links.acme.example, tracking: { utm_source: sms }"));
        followed("membership-renewal-sequence", "memberships/memberships");

        told(1, "https://links.acme.example/go/");
        String path = texts().get(0).replaceAll("(?s).*links\\.acme\\.example(/go/[A-Za-z0-9]+).*", "$1");
        assertThat(answered(path)).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(answer.headers().firstValue("Location")).contains("https://acme.example/renew?utm_source=sms");
        });
        assertThat(answered("/go/0123456789").statusCode()).isEqualTo(404);
        assertThat(answered("/go/https:%2F%2Fevil.example").statusCode()).isEqualTo(404);
        assertThat(processes()).singleElement().extracting(SequenceProcess::state).isEqualTo(State.RUNNING);
        change("memberships/memberships", "{\"customerId\": " + customer + ", \"status\": \"Active\", \"from\": \"" + end
                + "\", \"to\": null, \"active\": true, \"membershipTypeId\": " + membership.path("membershipTypeId") + "}");
        await("the renewal ends it").atMost(SOON).untilAsserted(
                () -> assertThat(processes()).as(service.transcript()).singleElement().satisfies(process -> {
                    assertThat(process.state()).isEqualTo(State.STOPPED);
                    assertThat(process.reason()).isEqualTo("renewed");
                }));
        assertThat(texts()).hasSize(1);
    }

    private void tenant(String flow, String messages) {
        installation.tenant(tenant, Account.sandbox(contractor), serviceTitan.url(), "", "  " + flow + messages);
    }

    /** What a browser is answered that does not go where it is led. */
    private HttpResponse<Void> answered(String path) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(installation.serviceUrl() + path)).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** The tenant comes, and its flow begins: what was before is not the flow's own. */
    private void begin(String flow) {
        tenant(flow, MESSAGES);
        followedVisits();
    }

    private void followedVisits() {
        followed("job-status-notifications", "jpm/appointments", "dispatch/appointment-assignments", "jpm/jobs",
                "accounting/invoices");
    }

    private void followed(String flow, String... streams) {
        await("records are followed").atMost(SOON)
                .until(() -> SavedPosition.isThere(installation.home(), tenant, flow, streams));
    }

    private void told(int number, String text) {
        await("text " + number).atMost(SOON)
                .untilAsserted(
                        () -> assertThat(texts()).as(() -> messages(null) + "\n" + twilio.texts() + "\n" + service.transcript())
                                .hasSizeGreaterThanOrEqualTo(number));
        assertThat(texts().get(number - 1)).contains(text);
    }

    /** What this contractor's customers were sent. */
    private List<String> texts() {
        return twilio.texts().stream().map(SentText::body).filter(body -> body.contains("Contractor " + contractor)).toList();
    }

    private JsonNode messages(String state) {
        return installation.verb("messages", JSON.createObjectNode().put("tenant", tenant).put("state", state)).path("rows");
    }

    /** A job at which nobody works any more, whose customer may be messaged. */
    private JsonNode visitedJob() {
        List<JsonNode> jobs = rows("jpm/jobs");
        JsonNode job = jobs.get(jobs.size() - 1);
        change("jpm/jobs", "{\"id\": " + job.path("id") + ", \"notificationsEnabled\": true, \"jobStatus\": \"Scheduled\"}");
        allow(job.path("customerId").asLong(), job.path("locationId").asLong());
        return job;
    }

    private long visit(JsonNode job, Instant start) {
        return change("jpm/appointments", "{\"jobId\": " + job.path("id") + ", \"customerId\": " + job.path("customerId")
                + ", \"start\": \"" + start + "\", \"end\": \"" + start.plusSeconds(3600)
                + "\", \"status\": \"Scheduled\", \"unused\": false, \"appointmentNumber\": \"x\"}").path("id").asLong();
    }

    /** A custom field of customers with its value, as a customer's row has it. */
    private String field(String name, String value) {
        long type = change("crm/customers/custom-fields", "{\"name\": \"" + name + "\", \"dataType\": \"Text\"}").path("id")
                .asLong();
        return "{\"typeId\": " + type + ", \"name\": \"" + name + "\", \"value\": \"" + value + "\"}";
    }

    private long assign(long job, long visit, String technician) {
        return change("dispatch/appointment-assignments", "{\"jobId\": " + job + ", \"appointmentId\": " + visit
                + ", \"technicianId\": 1, \"technicianName\": \"" + technician + "\", \"status\": \"Dispatched\","
                + " \"isPaused\": false, \"assignedById\": 1, \"assignedOn\": \"" + now() + "\"}").path("id").asLong();
    }

    /** The customer in use and without anything that speaks against messages, and the location's contacts as well. */
    private void allow(long customer, long location) {
        change("crm/customers",
                "{\"id\": " + customer + ", \"active\": true, \"doNotMail\": false, \"doNotService\": false}");
        allow("crm/customers/contacts", "customerId", customer);
        allow("crm/locations/contacts", "locationId", location);
    }

    private void allow(String collection, String owner, long id) {
        rows(collection).stream().filter(row -> row.path(owner).asLong() == id)
                .forEach(row -> change(collection, "{\"id\": " + row.path("id")
                        + ", \"phoneSettings\": {\"phoneNumber\": \"\", \"doNotText\": false}, \"preferences\": null}"));
    }

    private String mobile(long customer) {
        return "+1" + rows("crm/customers/contacts").stream().filter(row -> row.path("customerId").asLong() == customer)
                .filter(row -> row.path("type").asText().equals("MobilePhone")).findFirst().orElseThrow().path("value")
                .asText();
    }

    private String now() {
        return serviceTitan.control("GET", "clock").path("now").asText();
    }

    private JsonNode change(String collection, String fields) {
        return serviceTitan.control("POST", "rows?tenant=" + contractor + "&collection=" + collection, fields);
    }

    private List<JsonNode> rows(String collection) {
        List<JsonNode> rows = new ArrayList<>();
        serviceTitan.control("GET", "rows?tenant=" + contractor + "&limit=5000&collection=" + collection).forEach(rows::add);
        return rows;
    }

    private List<SequenceProcess> processes() {
        return inStore(
                stores -> stores.sequences().list(tenant, "membership-renewal-sequence", null, 10));
    }

    private <T> T inStore(Function<OutreachStores, T> action) {
        return inStateStore(store -> action.apply(store.outreach()));
    }

    private <T> T inStateStore(Function<StateStore, T> action) {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")),
                StateStore.Access.READER,
                Clock.systemUTC())) {
            return action.apply(store);
        }
    }
}
