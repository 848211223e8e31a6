package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.outreach.LineType;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.twilio.SentText;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;

/**
 * Jobs are completed in a local ServiceTitan, and a local Twilio shows who was asked for a review. Whom that should be is worked
 * out here, from the rows of the one and the consents that are recorded.
 */
class ReviewRequestIT {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** What a message that was being handed over by a killed process waits for, and then some. */
    private static final Duration AFTER_A_KILL = Duration.ofSeconds(150);
    private static final String LINK = "https://g.page/r/acme/review";
    private static final String EXCLUDED_TYPE = "excluded";

    @TempDir
    Path folder;

    /** What the numbers of the type Phone are, by Twilio. */
    private final Map<String, String> lines = new TreeMap<>();
    private LocalServiceTitan serviceTitan;
    private TwilioStandIn twilio;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(200).rateLimit(1_000).build());
        twilio = TwilioStandIn.start(TwilioSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/TWILIO_TOKEN", TwilioSettings.AUTH_TOKEN);
        installation.connection("texts: { type: twilio, accountSid: " + TwilioSettings.ACCOUNT_SID
                + ", authToken: \"${secret:TWILIO_TOKEN}\", from: \"" + TwilioSettings.NUMBER + "\", url: \"" + twilio.url()
                + "\" }");
    }

    @AfterEach
    void stop() {
        installation.close();
        twilio.close();
        serviceTitan.close();
    }

    @Test
    void everyEligibleCustomerIsAskedOnceAndEveryOtherOneShowsWhyNot() {
        Map<Long, String> expected = seeded();
        tenant("live");
        FieldlineProcess service = started();

        Instant completed = complete(expected.keySet());
        await("every completed job was decided about").atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes()).as(service.transcript()).hasSize(expected.size()));
        awaitNothingUnderWay(SOON, service);
        assertThat(twilio.texts()).extracting(SentText::createdAt).allMatch(completed.plus(Duration.ofMinutes(1))::isAfter);

        Set<Long> eligible = expected.keySet().stream().filter(job -> expected.get(job).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(eligible).hasSizeGreaterThan(5);
        assertThat(new TreeSet<>(expected.values())).hasSizeGreaterThan(8);
        assertThat(reasons()).isEqualTo(expected);
        assertThat(textsByRecipient()).isEqualTo(recipients(eligible));
        assertThat(twilio.lookUps()).as("each number once").containsExactlyInAnyOrderElementsOf(lines.keySet());
        assertThat(twilio.texts()).allSatisfy(text -> assertThat(text.body()).contains("Contractor 1001", LINK, "STOP")
                .doesNotContain("{").doesNotContain("null"));
        assertThat(twilio.texts()).extracting(SentText::body).anySatisfy(
                body -> assertThat(body).contains("How did " + technician(eligible.iterator().next()) + " do?"));

        // Seen once more, nothing is decided anew.
        eligible.forEach(job -> change("jpm/jobs", "{\"id\": " + job + ", \"customerPo\": \"again\"}"));
        complete(Set.of(last()));
        await("a later job is decided about").atMost(SOON).until(() -> outcomes().size() == expected.size() + 1);
        assertThat(textsByRecipient().values()).containsOnly(1L);
    }

    @Test
    @Tag("endurance")
    void aServiceThatIsKilledAndKilledAgainAsksNobodyTwice() {
        Map<Long, String> expected = seeded();
        tenant("live");
        knowTheLines();
        twilio.faults(FaultRates.parse("server-error=0.1"), FaultRates.parse("connection-reset=0.1"));
        FieldlineProcess service = started();
        complete(expected.keySet());

        for (int texts : List.of(1, 3)) {
            FieldlineProcess running = service;
            await("some texts are out").atMost(AFTER_A_KILL)
                    .untilAsserted(
                            () -> assertThat(twilio.texts()).as(running.transcript()).hasSizeGreaterThanOrEqualTo(texts));
            running.kill();
            service = installation.service();
        }
        FieldlineProcess last = service;
        await("every completed job was decided about").atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes()).as(last.transcript()).hasSize(expected.size()));
        awaitNothingUnderWay(AFTER_A_KILL, last);

        Set<Long> eligible = expected.keySet().stream().filter(job -> expected.get(job).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        Map<String, Long> sent = textsByRecipient();
        assertThat(sent.values()).containsOnly(1L);
        assertThat(recipients(eligible)).containsAllEntriesOf(sent);
        Set<Long> uncertain = outcomes().stream().filter(message -> message.state() == OutboxState.UNCERTAIN)
                .map(ReviewRequestIT::job).collect(Collectors.toSet());
        Set<Long> withoutText = eligible.stream().filter(job -> !sent.containsKey(phone(job))).collect(Collectors.toSet());
        assertThat(uncertain).containsAll(withoutText);
        Map<Long, String> reasons = reasons();
        uncertain.forEach(job -> reasons.put(job, ""));
        assertThat(reasons).isEqualTo(expected);
    }

    @Test
    void aTenantInPreviewShowsEverythingAndSendsNothing() {
        Map<Long, String> expected = seeded();
        tenant("preview");
        FieldlineProcess service = started();

        complete(expected.keySet());
        await("every completed job was decided about").atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes()).as(service.transcript()).hasSize(expected.size()));

        assertThat(outcomes().stream().filter(message -> message.state() == OutboxState.PREVIEWED).map(ReviewRequestIT::job)
                .collect(Collectors.toSet()))
                .isEqualTo(expected.keySet().stream().filter(job -> expected.get(job).isEmpty()).collect(Collectors.toSet()));
        assertThat(twilio.texts()).isEmpty();

        long job = expected.keySet().stream().filter(id -> expected.get(id).isEmpty()).findFirst().orElseThrow();
        FieldlineProcess shown = installation.command("preview-message", "review-request-sms", "--tenant", "acme", "--event",
                "review-request", "--id", Long.toString(job));
        assertThat(shown.exitCode()).as(shown.transcript()).isZero();
        assertThat(shown.output()).contains("SMS to \u2026" + phone(job).substring(8), LINK, "characters of GSM_7, ", "segment")
                .doesNotContain(phone(job));
        FieldlineProcess refused = installation.command("preview-message", "review-request-sms", "--tenant", "acme", "--event",
                "review-request", "--id", expected.keySet().iterator().next().toString());
        assertThat(refused.output()).contains("It would not go: NO_WRITTEN_CONSENT");

        FieldlineProcess history = installation.command("backfill", "review-request-sms", "--tenant", "acme");
        assertThat(history.exitCode()).isNotZero();
        assertThat(history.transcript()).contains("review-request-sms", "messages customers");
        assertThat(twilio.texts()).isEmpty();
    }

    @Test
    void aTemplateThatCannotBeUsedStopsTheFlowUntilItIsRight() {
        String template = "config/templates/en/review-request.txt";
        installation.write(template, "Hi {customerFirstName}!\n\n{technicianFirstNam} asks: {reviewLink}");
        tenant("preview");

        FieldlineProcess check = installation.command("check", "--tenant", "acme");
        assertThat(check.exitCode()).as(check.transcript()).isEqualTo(1);
        assertThat(check.output().replaceAll("\\s+", " ")).contains(
                "review-request.txt, line 3: there is no value technicianFirstNam",
                "did you mean technicianFirstName");

        FieldlineProcess service = installation.service();
        await("the flow does not start").atMost(SOON)
                .untilAsserted(() -> assertThat(flow().path("message").asText()).as(service.transcript())
                        .contains("review-request.txt, line 3"));
        assertThat(flow().path("state").asText()).isEqualTo("STOPPED");
        installation.write(template, "Hi {customerFirstName}! {reviewLink}");
        await("the flow goes on").atMost(SOON)
                .untilAsserted(
                        () -> assertThat(flow().path("state").asText()).as(service.transcript()).isNotEqualTo("STOPPED"));
        installation.write(template, "Hi {customerFirstName ?: 'there'}! {reviewLinks}");
        await("the flow stops").atMost(SOON)
                .untilAsserted(
                        () -> assertThat(flow().path("message").asText()).contains("line 1: there is no value reviewLinks"));
    }

    private JsonNode flow() {
        return installation.verb("tenants", JsonNodeFactory.instance.objectNode()).path("rows").path(0);
    }

    private void tenant(String mode) {
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", """
                  review-request-sms:
                    connection: texts
                    every: 1s
                    delay: 1s
                    reviewLink: %s
                    excludedJobTypes: [%s]
                    excludedTags: [do not ask]
                messages: { mode: %s, hours: { from: "00:00", until: "24:00" }, textsPhones: after-look-up }
                """.formatted(LINK, EXCLUDED_TYPE, mode));
    }

    /** Waits until the flow has begun, for what was before is not its own. */
    private FieldlineProcess started() {
        FieldlineProcess service = installation.service();
        await("jobs are followed").atMost(SOON)
                .until(() -> SavedPosition.isThere(installation.home(), "acme", "review-request-sms", "jpm/jobs"));
        return service;
    }

    /**
     * Gives open jobs to customers of their own, each with something that decides; what should become of a job, by its id: an
     * empty text where its customer is to be asked, else the reason.
     */
    private Map<Long, String> seeded() {
        long type = change("jpm/job-types", "{\"name\": \"" + EXCLUDED_TYPE + "\"}").path("id").asLong();
        long tag = change("settings/tag-types", "{\"name\": \"Do not ask\"}").path("id").asLong();
        List<JsonNode> jobs = jobs();
        List<JsonNode> customers = people(jobs.size());
        Map<Integer, String> phones = Map.of(3, "landline", 11, "mobile");
        Map<Long, String> expected = new TreeMap<>();
        List<WrittenConsent> consents = new ArrayList<>();
        for (int index = 0; index < jobs.size() - 1; index++) {
            long job = jobs.get(index).path("id").asLong();
            long customer = customers.get(index).path("id").asLong();
            change("crm/customers", "{\"id\": " + customer + ", \"doNotMail\": " + (index == 1) + ", \"doNotService\": "
                    + (index == 2) + "}");
            JsonNode mobile = mobile(customer);
            if (phones.containsKey(index)) {
                lines.put("+1" + mobile.path("value").asText(), phones.get(index));
            }
            change("crm/customers/contacts",
                    "{\"id\": " + mobile.path("id") + ", \"type\": \"" + (phones.containsKey(index) ? "Phone" : "MobilePhone")
                            + "\", \"phoneSettings\": {\"phoneNumber\": \"" + mobile.path("value").asText()
                            + "\", \"doNotText\": " + (index == 4) + "}, \"preferences\": {\"jobRemindersEnabled\": true,"
                            + " \"marketingUpdatesEnabled\": " + (index != 5) + "}}");
            allow("crm/locations/contacts", "locationId", location(customer));
            change("jpm/jobs", "{\"id\": " + job + ", \"customerId\": " + customer + ", \"locationId\": " + location(customer)
                    + ", \"notificationsEnabled\": " + (index != 6) + ", \"noCharge\": " + (index == 7) + ", \"recallForId\": "
                    + (index == 8 ? "1" : "null") + ", \"tagTypeIds\": " + (index == 9 ? "[" + tag + "]" : "[]")
                    + (index == 10 ? ", \"jobTypeId\": " + type : "") + "}");
            if (index != 0) {
                consents.add(new WrittenConsent("acme", "+1" + mobile.path("value").asText(), customer, "web form",
                        Instant.parse("2026-01-01T00:00:00Z")));
            }
            expected.put(job, switch (index) {
                case 0 -> "NO_WRITTEN_CONSENT";
                case 1 -> "DO_NOT_MAIL";
                case 2 -> "DO_NOT_SERVICE";
                case 3 -> "NOT_MOBILE";
                case 4 -> "DO_NOT_TEXT";
                case 5 -> "PREFERENCE_OFF";
                case 6 -> "NOTIFICATIONS_OFF";
                case 7 -> "no-charge";
                case 8 -> "recall";
                case 9 -> "excluded-tag";
                case 10 -> "excluded-job-type";
                default -> "";
            });
        }
        inStore(stores -> {
            consents.forEach(stores.consents()::record);
            return null;
        }, StateStore.Access.OWNER);
        lines.forEach(twilio::line);
        return expected;
    }

    /** What a location's contacts say counts as well where they hold the same number. */
    private void allow(String collection, String owner, long id) {
        rows(collection).stream().filter(row -> row.path(owner).asLong() == id)
                .forEach(row -> change(collection, "{\"id\": " + row.path("id")
                        + ", \"phoneSettings\": {\"phoneNumber\": \"\", \"doNotText\": false}, \"preferences\": null}"));
    }

    private Instant complete(Set<Long> jobs) {
        String now = serviceTitan.control("GET", "clock").path("now").asText();
        jobs.forEach(job -> change("jpm/jobs",
                "{\"id\": " + job + ", \"jobStatus\": \"Completed\", \"completedOn\": \"" + now + "\"}"));
        return Instant.parse(now);
    }

    private long last() {
        List<JsonNode> jobs = jobs();
        return jobs.get(jobs.size() - 1).path("id").asLong();
    }

    /** The last twenty are yet to be done. */
    private List<JsonNode> jobs() {
        List<JsonNode> jobs = rows("jpm/jobs");
        return jobs.subList(jobs.size() - 20, jobs.size());
    }

    /** Customers in use, each with a number that nobody else has. */
    private List<JsonNode> people(int count) {
        Set<String> numbers = new TreeSet<>();
        return rows("crm/customers").stream().filter(customer -> customer.path("active").asBoolean())
                .filter(customer -> numbers.add(mobile(customer.path("id").asLong()).path("value").asText())).limit(count)
                .toList();
    }

    private JsonNode mobile(long customer) {
        return rows("crm/customers/contacts").stream().filter(row -> row.path("customerId").asLong() == customer)
                .filter(row -> row.path("type").asText().endsWith("Phone")).findFirst().orElseThrow();
    }

    private long location(long customer) {
        return rows("crm/locations").stream().filter(row -> row.path("customerId").asLong() == customer).findFirst()
                .orElseThrow().path("id").asLong();
    }

    private String phone(long job) {
        return "+1" + mobile(row("jpm/jobs", job).path("customerId").asLong()).path("value").asText();
    }

    /** A look-up that fails is tried again a minute later; here others are to fail. */
    private void knowTheLines() {
        inStore(stores -> {
            lines.forEach((number, type) -> stores.lines().keep("acme", number, 0,
                    LineType.valueOf(type.toUpperCase(Locale.ROOT)), Instant.now()));
            return null;
        }, StateStore.Access.OWNER);
    }

    private String technician(long job) {
        long visit = row("jpm/jobs", job).path("lastAppointmentId").asLong();
        return rows("dispatch/appointment-assignments").stream()
                .filter(row -> row.path("appointmentId").asLong() == visit && row.path("active").asBoolean()).findFirst()
                .orElseThrow().path("technicianName").asText().split(" ")[0];
    }

    private Map<String, Long> recipients(Set<Long> jobs) {
        return jobs.stream().collect(Collectors.toMap(this::phone, job -> 1L));
    }

    private Map<String, Long> textsByRecipient() {
        return twilio.texts().stream().collect(Collectors.groupingBy(SentText::to, Collectors.counting()));
    }

    private JsonNode change(String collection, String fields) {
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, fields);
    }

    private JsonNode row(String collection, long id) {
        return rows(collection).stream().filter(row -> row.path("id").asLong() == id).findFirst().orElseThrow();
    }

    private List<JsonNode> rows(String collection) {
        List<JsonNode> rows = new ArrayList<>();
        serviceTitan.control("GET", "rows?tenant=1001&limit=5000&collection=" + collection).forEach(rows::add);
        return rows;
    }

    private void awaitNothingUnderWay(Duration atMost, FieldlineProcess service) {
        await("nothing is under way").atMost(atMost)
                .untilAsserted(() -> assertThat(outcomes()).as(service.transcript()).extracting(OutboxMessage::state)
                        .doesNotContain(OutboxState.SCHEDULED, OutboxState.SENDING));
    }

    private Map<Long, String> reasons() {
        return outcomes().stream().collect(Collectors.toMap(ReviewRequestIT::job, OutboxMessage::reason, (one, other) -> one,
                TreeMap::new));
    }

    private List<OutboxMessage> outcomes() {
        return inStore(stores -> stores.outbox().list("acme", "review-request-sms", null, null, 1_000),
                StateStore.Access.READER);
    }

    private static long job(OutboxMessage message) {
        return message.request().key().subject().id();
    }

    private <T> T inStore(Function<OutreachStores, T> action, StateStore.Access access) {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(installation.home().resolve("data")), access,
                Clock.systemUTC())) {
            return action.apply(store.outreach());
        }
    }
}
