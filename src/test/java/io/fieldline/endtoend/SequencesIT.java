package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.enrollment.Enrollment;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/** Customers come into sequences and leave them when there is no more reason, by e-mail and by a workflow in HubSpot. */
class SequencesIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String RENEWAL = "membership-renewal-sequence";
    private static final String WIN_BACK = "lapsed-member-win-back";
    private static final String ESTIMATE = "open-estimate-follow-up";
    private static final String MEMBERSHIPS = "memberships/memberships";
    private static final String ESTIMATES = "sales/estimates";

    @TempDir
    Path folder;

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));
    private final HubSpotStandIn hubSpot = HubSpotStandIn.start(HubSpotSettings.usual());
    private LocalServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        mail.start();
        mail.setUser("acme", "acme", "mail-passw0rd");
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(60).rateLimit(1_000).build());
        installation = new Installation(folder);
        installation.write("config/secrets/SMTP", "mail-passw0rd");
        installation.write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
        installation.connection("letters: { type: mail, host: 127.0.0.1, port: " + mail.getSmtp().getPort()
                + ", security: none, username: acme, password: \"${secret:SMTP}\", from: service@acme.example }");
        installation.connection(
                "crm: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", url: \"" + hubSpot.url() + "\" }");
        rows(MEMBERSHIPS).forEach(other -> change(MEMBERSHIPS, "{\"id\": " + other.path("id") + ", \"to\": null}"));
        rows(ESTIMATES).forEach(other -> change(ESTIMATES, "{\"id\": " + other.path("id") + ", \"active\": false}"));
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        hubSpot.close();
        mail.stop();
    }

    @Test
    void eachSequenceBeginsWithAnEmailAndEndsWithinAPoll() {
        List<JsonNode> three = customers();
        JsonNode member = three.get(0);
        JsonNode lapsed = three.get(1);
        JsonNode asking = three.get(2);
        long ending = membership(member, "Active", 10);
        membership(lapsed, "Expired", -40);
        long job = completedJob(asking);
        String steps = "steps: { 1: { after: 1s, template: %1$s-1 }, 2: { after: 5d, template: %1$s-2 } }";
        tenant("  " + RENEWAL + ": { connection: letters, every: 1s, renewalLink: https://acme.example/renew, "
                + steps.formatted("membership-renewal") + " }\n  " + WIN_BACK
                + ": { connection: letters, every: 1s, renewalLink: https://acme.example/back, "
                + steps.formatted("lapsed-member") + " }\n  " + ESTIMATE
                + ": { connection: letters, every: 1s, minimum: 500, estimateLink: https://acme.example/yes, "
                + steps.formatted("open-estimate") + " }\n");
        FieldlineProcess service = installation.service();
        await("records are followed").atMost(SOON).until(() -> Stream.of(RENEWAL, WIN_BACK)
                .allMatch(flow -> SavedPosition.isThere(installation.home(), "acme", flow, "memberships/memberships"))
                && SavedPosition.isThere(installation.home(), "acme", ESTIMATE, "sales/estimates"));

        long furnace = estimate(job, asking, 4200);
        estimate(job, asking, 300);
        mailed(service, email(member), "https://acme.example/renew");
        mailed(service, email(lapsed), "https://acme.example/back");
        mailed(service, email(asking), "$4,200.00", "https://acme.example/yes");
        assertThat(processes()).hasSize(3).allSatisfy(process -> assertThat(process.state()).isEqualTo(State.RUNNING));

        membership(member, "Active", 400);
        membership(lapsed, "Active", 365);
        change(ESTIMATES, "{\"id\": " + furnace + ", \"status\": {\"value\": 1, \"name\": \"Sold\"}, \"soldOn\": \""
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\"}");
        await("each ends").atMost(SOON).untilAsserted(() -> assertThat(processes()).as(service.transcript())
                .allSatisfy(process -> assertThat(process.state()).isEqualTo(State.STOPPED)).extracting(
                        SequenceProcess::flow, SequenceProcess::reason)
                .containsExactlyInAnyOrder(tuple(RENEWAL, "renewed"),
                        tuple(WIN_BACK, "member-again"),
                        tuple(ESTIMATE, "estimate-sold")));
        assertThat(processes()).filteredOn(process -> process.flow().equals(RENEWAL)).singleElement()
                .satisfies(process -> assertThat(process.subject().id()).isEqualTo(ending));
        assertThat(mail.getReceivedMessages()).hasSize(3);
    }

    @Test
    void aMemberIsEnrolledInHubSpotAndLetGoAtTheRenewalAcrossAKillAndATroubledHubSpot() {
        JsonNode member = customers().get(0);
        membership(member, "Active", 10);
        String list = hubSpot.createList("Renewals", "MANUAL");
        String contact = hubSpot.create("contacts", Map.of("email", email(member), "firstname", "Ada"));
        tenant("  " + RENEWAL + ": { connection: crm, every: 1s, renewalLink: https://acme.example/renew,"
                + " enrollment: { list: " + list + " } }\n");
        FieldlineProcess check = installation.command("check");
        assertThat(check.output().replaceAll("\\s+", " ")).contains("contact is a member of the static list " + list)
                .as("what records of customers need").doesNotContain("st_customer_id");
        FieldlineProcess service = installation.service();

        await("the contact is enrolled").atMost(SOON).untilAsserted(
                () -> assertThat(hubSpot.listMembers(list)).as(service.transcript()).containsExactly(contact));
        await("and kept as such").atMost(SOON).until(() -> enrollments().stream().map(Enrollment::state).toList(),
                List.of(Enrollment.State.ENROLLED)::equals);
        assertThat(installation.command("messages", "list", "--tenant", "acme").output()).contains("enrolled")
                .doesNotContain("sent", "delivered", "accepted");

        hubSpot.faults(FaultRates.parse("server-error=1"));
        membership(member, "Active", 400);
        await("HubSpot is asked in vain").atMost(SOON).until(
                () -> enrollments().stream().map(Enrollment::problem).anyMatch(problem -> !problem.isEmpty()));
        service.kill();
        hubSpot.faults(FaultRates.NONE);
        assertThat(hubSpot.listMembers(list)).containsExactly(contact);
        FieldlineProcess next = installation.service();

        await("the contact is let go").atMost(SOON)
                .untilAsserted(() -> assertThat(hubSpot.listMembers(list)).as(next.transcript()).isEmpty());
        await("and kept as such").atMost(SOON).until(() -> enrollments().stream().map(Enrollment::state).toList(),
                List.of(Enrollment.State.ENDED)::equals);
        assertThat(installation.command("messages", "list", "--state", "ended").output()).contains("renewed");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    private void tenant(String flows) {
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", flows
                + "messages: { mode: live, postalAddress: \"12 Main St, Austin\", linkDomain: links.acme.example, shortLinks: false,"
                + " hours: { from: \"00:00\", until: \"24:00\" } }\n");
    }

    private void mailed(FieldlineProcess service, String to, String... texts) {
        await("an e-mail to " + to).atMost(SOON).untilAsserted(() -> assertThat(Arrays.stream(mail.getReceivedMessages())
                .filter(message -> recipients(message).contains(to)).map(SequencesIT::text)).as(service.transcript())
                .singleElement().satisfies(text -> assertThat(text).contains(texts).contains("12 Main St")));
    }

    private static List<String> recipients(MimeMessage message) {
        try {
            return Stream.of(message.getAllRecipients()).map(Object::toString).map(address -> address.replaceAll(".*<|>", ""))
                    .toList();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(MimeMessage message) {
        try {
            return message.getContent() instanceof String body
                    ? body
                    : ((Multipart) message.getContent()).getBodyPart(0).getContent().toString();
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Three with an e-mail address each, in use and without anything that speaks against messages. */
    private List<JsonNode> customers() {
        List<JsonNode> chosen = new ArrayList<>();
        List<JsonNode> locations = rows("crm/locations");
        rows("crm/customers").stream().filter(customer -> contacts(customer).stream().anyMatch(SequencesIT::isEmail))
                .filter(customer -> locations.stream().anyMatch(place -> owner(place, customer))).limit(3)
                .forEach(customer -> {
                    change("crm/customers", "{\"id\": " + customer.path("id")
                            + ", \"active\": true, \"doNotMail\": false, \"doNotService\": false}");
                    contacts(customer).forEach(contact -> change("crm/customers/contacts",
                            "{\"id\": " + contact.path("id") + ", \"preferences\": null}"));
                    chosen.add(customer);
                });
        return chosen;
    }

    private List<JsonNode> contacts(JsonNode customer) {
        return rows("crm/customers/contacts").stream().filter(contact -> owner(contact, customer)).toList();
    }

    private static boolean owner(JsonNode row, JsonNode customer) {
        return row.path("customerId").asLong() == customer.path("id").asLong();
    }

    private static boolean isEmail(JsonNode contact) {
        return contact.path("type").asText().equals("Email");
    }

    private String email(JsonNode customer) {
        return contacts(customer).stream().filter(SequencesIT::isEmail).findFirst().orElseThrow().path("value").asText();
    }

    private long membership(JsonNode customer, String status, int days) {
        Instant today = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return change(MEMBERSHIPS, "{\"customerId\": " + customer.path("id") + ", \"status\": \"" + status + "\", \"from\": \""
                + today.minus(365, ChronoUnit.DAYS) + "\", \"to\": \"" + today.plus(days, ChronoUnit.DAYS)
                + "\", \"active\": true, \"membershipTypeId\": " + rows(MEMBERSHIPS).get(0).path("membershipTypeId") + "}")
                .path("id").asLong();
    }

    /** A job of the customer that is over. */
    private long completedJob(JsonNode customer) {
        long location = rows("crm/locations").stream().filter(place -> owner(place, customer)).findFirst().orElseThrow()
                .path("id").asLong();
        long job = rows("jpm/jobs").get(0).path("id").asLong();
        change("jpm/jobs", "{\"id\": " + job + ", \"customerId\": " + customer.path("id") + ", \"locationId\": " + location
                + ", \"jobStatus\": \"Completed\", \"notificationsEnabled\": true}");
        rows("jpm/appointments").stream().filter(visit -> visit.path("jobId").asLong() == job)
                .forEach(visit -> change("jpm/appointments", "{\"id\": " + visit.path("id") + ", \"status\": \"Done\"}"));
        rows("crm/locations/contacts").stream().filter(contact -> contact.path("locationId").asLong() == location)
                .forEach(contact -> change("crm/locations/contacts",
                        "{\"id\": " + contact.path("id") + ", \"preferences\": null}"));
        return job;
    }

    private long estimate(long job, JsonNode customer, int subtotal) {
        return change(ESTIMATES, "{\"jobId\": " + job + ", \"customerId\": " + customer.path("id")
                + ", \"name\": \"New furnace\", \"status\": {\"value\": 0, \"name\": \"Open\"}, \"active\": true,"
                + " \"reviewStatus\": \"None\", \"isRecommended\": false, \"isChangeOrder\": false, \"items\": [],"
                + " \"subtotal\": " + subtotal + ", \"tax\": 0}").path("id").asLong();
    }

    private JsonNode change(String collection, String fields) {
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, fields);
    }

    private List<JsonNode> rows(String collection) {
        List<JsonNode> rows = new ArrayList<>();
        serviceTitan.control("GET", "rows?tenant=1001&limit=5000&collection=" + collection).forEach(rows::add);
        return rows;
    }

    private List<SequenceProcess> processes() {
        return inStore(store -> store.outreach().sequences().list("acme", null, null, 10));
    }

    private List<Enrollment> enrollments() {
        return inStore(store -> store.outreach().outbox().list("acme", RENEWAL, null, null, 10).stream()
                .flatMap(message -> store.enrollments().find(message.token()).stream()).toList());
    }

    private <T> T inStore(Function<StateStore, T> action) {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")),
                StateStore.Access.READER, Clock.systemUTC())) {
            return action.apply(store);
        }
    }
}
