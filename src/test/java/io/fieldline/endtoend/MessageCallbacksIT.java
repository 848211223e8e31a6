package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;

import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;

/** A customer who was messaged answers STOP, and what the service, its commands and ServiceTitan make of it. */
class MessageCallbacksIT {

    private static final long TENANT = 1001;
    private static final String HOOK = "/webhooks/twilio/acme/sms";
    private static final String EMAIL = "ada@customer.example";
    private static final Duration FAR = Duration.ofDays(2);

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Instant now = Instant.now();
    private final int port = freePort();
    private LocalServiceTitan serviceTitan;
    private Installation installation;
    private TwilioStandIn twilio;
    private long customer;
    private long job;
    private String number;
    private OutboxMessage sent;
    private OutboxMessage waiting;
    private OutboxMessage email;
    private String emailLink;

    @BeforeEach
    void start() {
        serviceTitan = serviceTitan();
        Map<Object, Object> jobs = new HashMap<>();
        rows("jpm", "jobs", Map.of()).forEach(row -> jobs.put(row.get("customerId"), row.get("id")));
        Map<String, Object> contact = rows("crm", "customers/contacts", Map.of(),
                new QueryValue("modifiedOnOrAfter", "2000-01-01T00:00:00Z")).stream()
                .filter(row -> "MobilePhone".equals(row.get("type")) && jobs.containsKey(row.get("customerId"))).findFirst()
                .orElseThrow();
        customer = (Long) contact.get("customerId");
        number = e164(contact.get("value").toString());
        job = (Long) jobs.get(customer);
        installation = new Installation(folder);
        document("https://hooks.acme.example" + HOOK);
        seed();
    }

    private LocalServiceTitan serviceTitan() {
        return new LocalServiceTitan(SandboxSettings.builder().port(port).seed(7).jobs(100).rateLimit(100_000)
                .start(now).build());
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        if (twilio != null) {
            twilio.close();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String e164(String text) {
        try {
            return PhoneNumberUtil.getInstance().format(PhoneNumberUtil.getInstance().parse(text, "US"),
                    PhoneNumberFormat.E164);
        } catch (NumberParseException e) {
            throw new AssertionError(e);
        }
    }

    private List<Map<String, Object>> rows(String module, String collection, Map<String, String> path, QueryValue... query) {
        Account account = Account.sandbox(TENANT);
        ServiceTitanAccount access = new ServiceTitanAccount(Environment.SANDBOX, TENANT, Secret.literal(account.appKey()),
                account.clientId(), Secret.literal(account.clientSecret()), serviceTitan.url(), serviceTitan.url(), 1000, false,
                Optional.empty());
        ServiceTitanClient client = new ServiceTitanClient(http,
                new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()), new RateBudgets(),
                Clock.systemUTC());
        List<Map<String, Object>> rows = new ArrayList<>();
        new RecordList(client, access, Catalog.load().collection(module, collection).operation("list"), path, List.of(query))
                .forEach(rows::add);
        return rows;
    }

    private void document(String callbackUrl) {
        Installation written = new Installation(folder);
        written.connection("sms: { type: twilio, accountSid: " + TwilioSettings.ACCOUNT_SID + ", authToken: "
                + TwilioSettings.AUTH_TOKEN + ", from: \"" + TwilioSettings.NUMBER + "\", callbackUrl: \"" + callbackUrl
                + "\", jobNotes: true }");
        written.tenant("acme", Account.sandbox(TENANT), serviceTitan.url(), "", "");
    }

    /** A text that was sent, another that waits, and an e-mail that was sent. */
    private void seed() {
        try (StateStore store = StateStore.open(StateStoreSettings.sqlite(folder.resolve("data")), StateStore.Access.OWNER,
                Clock.systemUTC())) {
            OutboxStore outbox = store.outreach().outbox();
            sent = accepted(outbox, message("review-request", ChannelKind.SMS, number, now));
            email = accepted(outbox, message("invoice-ready", ChannelKind.EMAIL, EMAIL, now));
            emailLink = new UnsubscribeLinks(store.linkKey()).of(email.token());
            waiting = message("job-rescheduled", ChannelKind.SMS, number, now.plus(FAR));
            outbox.plan(waiting);
        }
    }

    private OutboxMessage message(String event, ChannelKind channel, String address, Instant due) {
        MessageRequest request = new MessageRequest(new MessageKey("acme", "status", event, Subject.of("job", job)),
                MessageKind.VISIT, channel, channel == ChannelKind.SMS ? "sms" : "email", event, customer,
                OptionalLong.empty(), now, due, Map.of());
        return Messages.scheduled(request, address, due);
    }

    private OutboxMessage accepted(OutboxStore outbox, OutboxMessage message) {
        outbox.plan(message);
        Lease lease = new Lease("seeding", now.plusSeconds(90));
        OutboxMessage claimed = outbox.claim(lease, now, 1, Set.of()).get(0);
        assertThat(outbox.begin(claimed, Messages.outgoing(claimed, "Thank you for your visit"), lease, now)).isTrue();
        outbox.report(new DeliveryReport(Optional.of(message.token()), "SM" + message.token(), DeliveryState.ACCEPTED, "", "",
                Suppression.NONE, now));
        return message;
    }

    /** Twilio knows where the service is, and the service by what address Twilio calls it. */
    private void connectTwilio() {
        String hook = installation.serviceUrl() + HOOK;
        document(hook);
        twilio = TwilioStandIn.start(TwilioSettings.usual().withInboundUrl(hook));
        await("the new document").atMost(Duration.ofSeconds(20))
                .until(() -> twilio.reply(number, TwilioSettings.NUMBER, "Who is this?"));
    }

    private JsonNode message(OutboxMessage message) {
        return installation.verb("messages", new JsonMapper().createObjectNode().put("token", message.token())).path("rows")
                .get(0);
    }

    private List<Object> preferencesOfTheNumber() {
        return rows("crm", "customers/contacts", Map.of(), new QueryValue("customerIds", Long.toString(customer))).stream()
                .filter(row -> !row.get("type").equals("Email") && e164(row.get("value").toString()).equals(number))
                .flatMap(row -> ((Map<?, ?>) row.get("preferences")).values().stream()).map(Object.class::cast).toList();
    }

    private long notes() {
        return rows("jpm", "jobs/notes", Map.of("id", Long.toString(job))).stream()
                .filter(note -> note.get("text").toString().contains(sent.token())).count();
    }

    private int post(String path, String body) {
        try {
            return http.send(HttpRequest.newBuilder(URI.create(installation.serviceUrl() + path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body)).build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStopEndsWhatWaitsAndIsToldServiceTitanAndWhatWasSentIsNotedOnce() {
        installation.service();
        connectTwilio();
        assertThat(preferencesOfTheNumber()).isNotEmpty().contains(true);

        assertThat(post(HOOK, "From=" + number + "&Body=STOP&SmsStatus=received")).as("forged").isEqualTo(403);
        assertThat(message(waiting).path("state").asText()).isEqualTo("scheduled");
        assertThat(twilio.reply(number, TwilioSettings.NUMBER, "STOP")).isTrue();

        assertThat(message(waiting).path("state").asText()).isEqualTo("cancelled");
        assertThat(message(waiting).path("reason").asText()).isEqualTo("OPTED_OUT");
        await("ServiceTitan's preferences").atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(preferencesOfTheNumber()).containsOnly(false));
        await("the note").atMost(Duration.ofSeconds(40)).until(() -> notes() == 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> message(sent).path("noteOnJob").asText().equals("done"));

        String list = installation.command("messages", "list", "--tenant", "acme").output();
        assertThat(list).contains("…" + number.substring(number.length() - 4), "cancelled", "a…@customer.example")
                .doesNotContain(number, EMAIL);
        assertThat(installation.command("messages", "list", "--customer", Long.toString(customer), "--reveal").output())
                .contains(number);
        assertThat(post("/unsubscribe/" + emailLink, "List-Unsubscribe=One-Click")).isEqualTo(200);
        FieldlineProcess consent = installation.command("messages", "consent", "add", "--tenant", "acme", "--number", number,
                "--source", "paper form", "--date", "2026-01-31");
        assertThat(consent.exitCode()).isEqualTo(2);
        assertThat(consent.errors()).contains("asked to stop");
        assertThat(notes()).isEqualTo(1);
    }

    @Test
    void aStopWhileServiceTitanIsAwaySurvivesAKillAndIsToldOnceItIsBack() {
        FieldlineProcess service = installation.service();
        connectTwilio();
        serviceTitan.close();
        assertThat(twilio.reply(number, TwilioSettings.NUMBER, "ALTO")).isTrue();
        service.kill();
        serviceTitan = serviceTitan();
        assertThat(preferencesOfTheNumber()).contains(true);

        installation.service();

        await("ServiceTitan's preferences").atMost(Duration.ofSeconds(120))
                .untilAsserted(() -> assertThat(preferencesOfTheNumber()).containsOnly(false));
        assertThat(message(waiting).path("state").asText()).isEqualTo("cancelled");
    }

    @Test
    void anOperatorTakesMessagesBackWithAndWithoutAService() {
        FieldlineProcess taken = installation.command("messages", "cancel", "--tenant", "acme", "--job", Long.toString(job));
        assertThat(taken.exitCode()).as(taken.transcript()).isZero();
        assertThat(taken.output()).contains("taken back");

        installation.service();
        FieldlineProcess late = installation.command("messages", "cancel", sent.token());
        assertThat(late.exitCode()).isEqualTo(1);
        assertThat(late.output()).contains("nothing to take back");
        assertThat(installation.command("messages", "list", "--state", "cancelled", "--json").output())
                .contains(waiting.token(), "taken-back");
        assertThat(installation.command("messages", "list", "--state", "gone").exitCode()).isEqualTo(2);
    }
}
