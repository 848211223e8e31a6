package io.fieldline.wiring;

import static io.fieldline.outreach.Messages.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.destination.sendgrid.SendGridChannel;
import io.fieldline.destination.twilio.TwilioChannel;
import io.fieldline.messaging.UnsubscribeLinks;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.sendgrid.SendGridSettings;
import io.fieldline.sandbox.sendgrid.SendGridStandIn;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;

/** Callbacks and links over HTTP, sent and signed by the providers' stand-ins, and forged ones. */
class MessageEdgesTest {

    private static final String EMAIL = "ada@customer.example";
    private static final String TEXTS = "/webhooks/twilio/acme/sms";
    private static final String EVENTS = "/webhooks/sendgrid/acme/email";
    private static final Clock CLOCK = Clock.systemUTC();

    @TempDir
    Path temporary;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Vertx vertx = Vertx.vertx();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private StateStore store;
    private OutreachStores stores;
    private LaneParts lanes;
    private MessageEdges edges;
    private String url;
    private TwilioStandIn twilio;
    private SendGridStandIn sendGrid;
    private Connection sms;
    private Connection email;

    @BeforeEach
    void start() {
        camel.start();
        Router router = Router.router(vertx);
        HttpServer server = vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1").toCompletionStage()
                .toCompletableFuture().join();
        url = "http://127.0.0.1:" + server.actualPort();
        twilio = TwilioStandIn.start(TwilioSettings.usual().withInboundUrl(url + TEXTS));
        sendGrid = SendGridStandIn.start(SendGridSettings.usual().withEventUrl(url + EVENTS));
        sms = twilio("acme");
        email = new Connection("email", "sendgrid", Map.of("url", sendGrid.url().toString(), "apiKey", SendGridSettings.API_KEY,
                "from", SendGridSettings.SENDER, "eventKey", sendGrid.verificationKey()));
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, CLOCK);
        stores = store.outreach();
        FixedTenants tenants = new FixedTenants(tenant("acme", sms, email,
                new Connection("bare", "twilio", without(sms.options(), "callbackUrl"))), tenant("other", twilio("other")));
        lanes = new LaneParts(tenants, store.checkpoints(), store.runs(), CLOCK);
        edges = new MessageEdges(tenants, store,
                new ServiceTitanParts(lanes.services(), store.changeMemory(), Catalog.load()).services(),
                (tenant, flow) -> Optional.empty(), CLOCK);
        edges.register(router);
    }

    private Connection twilio(String tenant) {
        return new Connection("sms", "twilio", Map.of("url", twilio.url().toString(), "accountSid", TwilioSettings.ACCOUNT_SID,
                "authToken", TwilioSettings.AUTH_TOKEN, "from", TwilioSettings.NUMBER, "callbackUrl",
                url + "/webhooks/twilio/" + tenant + "/sms"));
    }

    private static Map<String, Object> without(Map<String, Object> options, String name) {
        Map<String, Object> rest = new HashMap<>(options);
        rest.remove(name);
        return rest;
    }

    private static Tenant tenant(String name, Connection... connections) {
        Map<String, Connection> byName = new HashMap<>();
        List.of(connections).forEach(connection -> byName.put(connection.name(), connection));
        return new Tenant(name, "Acme <Heating> & Air", ZoneId.of("America/Chicago"), null, byName, Map.of());
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        twilio.close();
        sendGrid.close();
        edges.close();
        lanes.close();
        store.close();
        camel.stop();
    }

    private OutboxMessage planned(long job, ChannelKind channel, String address) {
        Instant now = CLOCK.instant();
        MessageRequest request = new MessageRequest(new MessageKey("acme", "flow", "review-request", Subject.of("job", job)),
                MessageKind.MARKETING, channel, channel == ChannelKind.SMS ? "sms" : "email", "review-request", job,
                OptionalLong.empty(), now, now, Map.of());
        OutboxMessage message = Messages.scheduled(request, address, now.minusSeconds(1));
        assertThat(stores.outbox().plan(message)).isTrue();
        return message;
    }

    /** Hands a message to the stand-in as the dispatcher does. */
    private OutboxMessage sent(long job, ChannelKind channel, String address) {
        OutboxMessage message = planned(job, channel, address);
        Lease lease = new Lease("worker", CLOCK.instant().plusSeconds(90));
        OutboxMessage claimed = stores.outbox().claim(lease, CLOCK.instant(), 1, Set.of()).get(0);
        OutgoingMessage outgoing = new OutgoingMessage(message.token(), channel, address, "Ada",
                channel == ChannelKind.EMAIL ? Optional.of("Thank you") : Optional.empty(), "Thank you", Optional.empty(),
                Optional.empty(), "review-request", Map.of(), Duration.ofHours(2), CLOCK.instant());
        assertThat(stores.outbox().begin(claimed, outgoing, lease, CLOCK.instant())).isTrue();
        MessageChannel provider = channel == ChannelKind.SMS
                ? TwilioChannel.of(sms, camel, CLOCK)
                : SendGridChannel.of(email, CLOCK);
        Handover handover = provider.handOver(outgoing);
        assertThat(handover).isInstanceOf(Handover.Accepted.class);
        stores.outbox().report(new DeliveryReport(Optional.of(message.token()), ((Handover.Accepted) handover).providerId(),
                DeliveryState.ACCEPTED, "", "", Suppression.NONE, CLOCK.instant()));
        return message;
    }

    private OutboxMessage now(OutboxMessage message) {
        return stores.outbox().find(message.token()).orElseThrow();
    }

    private Set<Cause> blocked(String address) {
        return stores.blocked().causes("acme", List.of(address));
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path)).POST(BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatTwilioReportsIsTheStateOfTheMessage() {
        OutboxMessage message = sent(1, ChannelKind.SMS, ADA);

        await().until(() -> now(message).state() == OutboxState.DELIVERED);
        assertThat(blocked(ADA)).isEmpty();
    }

    @Test
    void aNumberThatCannotBeReachedIsLeftAlone() {
        twilio.number(ADA, 30006);
        OutboxMessage message = sent(1, ChannelKind.SMS, ADA);
        OutboxMessage waiting = planned(2, ChannelKind.SMS, ADA);

        await().until(() -> now(message).state() == OutboxState.FAILED);
        assertThat(now(message).reason()).isEqualTo("30006");
        await().untilAsserted(() -> assertThat(blocked(ADA)).containsExactly(Cause.UNREACHABLE));
        assertThat(now(waiting).state()).isEqualTo(OutboxState.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"STOP", "stop texting me please", "ALTO", "Cancelar por favor", "Detengan los mensajes" })
    void aReplyThatAsksToStopBindsBeforeItIsAnswered(String word) {
        OutboxMessage waiting = planned(1, ChannelKind.SMS, ADA);

        assertThat(twilio.reply(ADA, TwilioSettings.NUMBER, word)).isTrue();

        assertThat(blocked(ADA)).containsExactly(Cause.OPTED_OUT);
        assertThat(now(waiting).state()).isEqualTo(OutboxState.CANCELLED);
        assertThat(stores.blocked().causes("other", List.of(ADA))).as("another tenant's customers").isEmpty();
    }

    @Test
    void aStartLetsMessagesThroughAgainAndAnythingElseChangesNothing() {
        OutboxMessage waiting = planned(1, ChannelKind.SMS, ADA);
        assertThat(twilio.reply(ADA, TwilioSettings.NUMBER, "Please cancel my appointment")).isTrue();
        assertThat(now(waiting).state()).isEqualTo(OutboxState.SCHEDULED);

        twilio.reply(ADA, TwilioSettings.NUMBER, "STOP");
        assertThat(blocked(ADA)).isNotEmpty();
        twilio.reply(ADA, TwilioSettings.NUMBER, "START");

        assertThat(blocked(ADA)).isEmpty();
        assertThat(now(waiting).state()).isEqualTo(OutboxState.CANCELLED);
    }

    @Test
    void aReplyMayBeAsLongAsATextCanBe() {
        assertThat(twilio.reply(ADA, TwilioSettings.NUMBER, "😀".repeat(800))).isTrue();
    }

    @Test
    void aForgedCallbackIsRefusedWithoutAWord() {
        OutboxMessage message = sent(1, ChannelKind.SMS, ADA);
        await().until(() -> now(message).state() == OutboxState.DELIVERED);
        String stop = "From=%2B15125550101&To=%2B15005550006&Body=STOP&SmsStatus=received&MessageSid=SM1";
        String form = "application/x-www-form-urlencoded";

        for (HttpResponse<String> answer : List.of(post(TEXTS, stop, "Content-Type", form),
                post(TEXTS, stop, "Content-Type", form, "X-Twilio-Signature", "c2lnbmVkIGJ5IG5vYm9keQ=="),
                post(TEXTS, "%%%", "Content-Type", form, "X-Twilio-Signature", "x"),
                post(TEXTS + "?token=" + message.token(), "MessageStatus=failed&ErrorCode=30006", "Content-Type", form),
                post("/webhooks/twilio/acme/bare", stop, "Content-Type", form, "X-Twilio-Signature", "x"),
                post(EVENTS, "[{\"event\":\"spamreport\",\"fieldline_token\":\"" + message.token() + "\"}]",
                        "X-Twilio-Email-Event-Webhook-Timestamp", "1", "X-Twilio-Email-Event-Webhook-Signature", "MEUC"))) {
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(now(message).state()).isEqualTo(OutboxState.DELIVERED);
        assertThat(blocked(ADA)).isEmpty();
    }

    @Test
    void whatNobodyHereIsMeantByIsNotFound() {
        for (String path : List.of("/webhooks/twilio/nobody/sms", "/webhooks/twilio/acme/nothing",
                "/webhooks/twilio/acme/email", "/webhooks/sendgrid/acme/sms", "/webhooks/hubspot/acme/sms")) {
            assertThat(post(path, "Body=STOP").statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void aBodyLargerThanAnyCallbackIsRefused() {
        assertThat(post(TEXTS, "x".repeat(1024 * 1024 + 1)).statusCode()).isEqualTo(413);
    }

    @Test
    void aTenantsSignatureIsNotGoodForAnothersMessages() {
        twilio.delivering(false);
        OutboxMessage message = sent(1, ChannelKind.SMS, ADA);
        String target = url + "/webhooks/twilio/other/sms?token=" + message.token();
        Map<String, String> fields = Map.of("MessageSid", "SM1", "MessageStatus", "delivered");

        HttpResponse<String> answer = post("/webhooks/twilio/other/sms?token=" + message.token(),
                "MessageSid=SM1&MessageStatus=delivered", "X-Twilio-Signature", Signed.by(target, fields));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(now(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void whatSendGridReportsIsTheStateOfTheMessage() {
        OutboxMessage message = sent(1, ChannelKind.EMAIL, EMAIL);

        await().until(() -> now(message).state() == OutboxState.DELIVERED);
    }

    @Test
    void aHardBounceAndAComplaintEndMessagesToTheAddress() {
        sendGrid.outcome(EMAIL, "bounce");
        OutboxMessage bounced = sent(1, ChannelKind.EMAIL, EMAIL);
        await().until(() -> now(bounced).state() == OutboxState.FAILED);
        await().untilAsserted(() -> assertThat(blocked(EMAIL)).containsExactly(Cause.UNREACHABLE));

        sendGrid.outcome("bob@customer.example", "spamreport");
        sent(2, ChannelKind.EMAIL, "bob@customer.example");
        await().untilAsserted(() -> assertThat(blocked("bob@customer.example")).containsExactly(Cause.OPTED_OUT));
    }

    @Test
    void theLinkOfAnEmailUnsubscribesByItsButtonAndByOneClickButNotByLooking() {
        OutboxMessage message = sent(1, ChannelKind.EMAIL, EMAIL);
        OutboxMessage waiting = planned(2, ChannelKind.EMAIL, EMAIL);
        String link = link(message);

        HttpResponse<String> page = send(HttpRequest.newBuilder(URI.create(url + link)));
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<form method=\"post\">", "Acme &lt;Heating&gt; &amp; Air", "lang=\"es\"")
                .doesNotContain(EMAIL);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow()).contains("default-src 'none'");
        assertThat(blocked(EMAIL)).isEmpty();

        HttpResponse<String> done = post(link, "List-Unsubscribe=One-Click", "Content-Type",
                "application/x-www-form-urlencoded");
        assertThat(done.statusCode()).isEqualTo(200);
        assertThat(done.body()).contains("You are unsubscribed");
        assertThat(blocked(EMAIL)).containsExactly(Cause.OPTED_OUT);
        assertThat(now(waiting).state()).isEqualTo(OutboxState.CANCELLED);
        assertThat(post(link, "").statusCode()).as("again").isEqualTo(200);
    }

    @Test
    void aLinkCannotBeMadeByWhoKnowsWhatAMessageIsAbout() {
        OutboxMessage message = sent(1, ChannelKind.EMAIL, EMAIL);
        String link = link(message);
        String other = link.substring(0, link.length() - 1) + (link.endsWith("A") ? "B" : "A");

        for (String guessed : List.of("/unsubscribe/" + message.token(), "/unsubscribe/" + message.token() + ".", other,
                "/unsubscribe/" + new UnsubscribeLinks(() -> new byte[]{1 }).of(message.token()))) {
            assertThat(post(guessed, "").statusCode()).as(guessed).isEqualTo(404);
        }
        assertThat(blocked(EMAIL)).isEmpty();
        assertThat(post(link, "").statusCode()).isEqualTo(200);
    }

    @Test
    void aComplaintAboutAMessageThatIsKnownNoMoreBindsByItsAddress() {
        sendGrid.outcome("late@customer.example", "spamreport");
        SendGridChannel.of(email, CLOCK).handOver(new OutgoingMessage("2b6f3a0e-6f0b-5c0e-9b1d-2f6a8f3c4d5e", ChannelKind.EMAIL,
                "late@customer.example", "Ada", Optional.of("Thank you"), "Thank you", Optional.empty(), Optional.empty(),
                "review-request", Map.of(), Duration.ofHours(2), CLOCK.instant()));

        await().untilAsserted(() -> assertThat(blocked("late@customer.example")).containsExactly(Cause.OPTED_OUT));
    }

    private String link(OutboxMessage message) {
        return "/unsubscribe/" + new UnsubscribeLinks(store.linkKey()).of(message.token());
    }

    @Test
    void aLinkThatIsNoEmailsIsUnknownAndOneWhoseRecipientWasRemovedIsTooOld() {
        OutboxMessage text = sent(1, ChannelKind.SMS, ADA);
        OutboxMessage message = sent(2, ChannelKind.EMAIL, EMAIL);
        await().until(() -> now(message).state() == OutboxState.DELIVERED);

        assertThat(post(link(text), "").statusCode()).isEqualTo(404);
        assertThat(post("/unsubscribe/unheard-of", "").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + "/unsubscribe/unheard-of"))).statusCode()).isEqualTo(404);
        stores.outbox().removePersonalDataEndedBefore(CLOCK.instant().plusSeconds(60));
        assertThat(post(link(message), "").statusCode()).isEqualTo(410);
        assertThat(send(HttpRequest.newBuilder(URI.create(url + link(message)))).statusCode())
                .isEqualTo(410);
    }

    @Test
    void whatCannotBeKeptIsNotAcknowledged() {
        String link = link(sent(1, ChannelKind.EMAIL, EMAIL));
        store.close();

        assertThat(twilio.reply(ADA, TwilioSettings.NUMBER, "STOP")).isFalse();
        assertThat(post(link, "").statusCode()).isBetween(500, 503);
    }
}
