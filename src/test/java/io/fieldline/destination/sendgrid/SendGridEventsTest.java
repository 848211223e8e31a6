package io.fieldline.destination.sendgrid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.sandbox.sendgrid.SendGridSettings;
import io.fieldline.sandbox.sendgrid.SendGridStandIn;
import io.fieldline.tenant.Connection;

class SendGridEventsTest {

    private static final String TIMESTAMP = "1796036400";

    private final KeyPair keys = keys();
    private final SendGridEvents events = SendGridEvents.of(connection(Base64.getEncoder()
            .encodeToString(keys.getPublic().getEncoded())));

    @Test
    void theExampleOfSendGridsLibraryIsBelieved() {
        SendGridEvents published = SendGridEvents.of(connection("MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEDr2LjtURuePQzplybdC+u4"
                + "CwrqDqBaWjcMMsTbhdbcwHBcepxo7yAQGhHPTnlvFYPAZFceEu/1FwCM/QmGUhA=="));
        byte[] body = "{\"category\":\"example_payload\",\"event\":\"test_event\",\"message_id\":\"message_id\"}"
                .getBytes(StandardCharsets.UTF_8);
        String signature = "MEUCIQCtIHJeH93Y+qpYeWrySphQgpNGNr/U+UyUlBkU6n7RAwIgJTz2C+8a8xonZGi6BpSzoQsbVRamr2nlxFDWYNH2j/0=";

        assertThat(published.read(body, "1588788367", signature)).isPresent();
        assertThat(published.read(body, "1588788368", signature)).isEmpty();
        body[2]++;
        assertThat(published.read(body, "1588788367", signature)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "processed | {} | ACCEPTED | `` | NONE", "deferred | {\"response\":\"450 busy\"} | ACCEPTED | deferred | NONE",
            "delivered | {} | DELIVERED | `` | NONE",
            "bounce | {\"type\":\"bounce\",\"status\":\"5.1.1\"} | UNDELIVERED | 5.1.1 | RECIPIENT",
            "bounce | {\"status\":\"5.1.1\"} | UNDELIVERED | 5.1.1 | RECIPIENT",
            "bounce | {\"type\":\"bounce\",\"status\":\"5.2.2\"} | UNDELIVERED | 5.2.2 | NONE",
            "bounce | {\"type\":\"bounce\",\"status\":\"4.4.7\"} | UNDELIVERED | 4.4.7 | NONE",
            "bounce | {\"type\":\"blocked\",\"status\":\"5.7.1\"} | UNDELIVERED | 5.7.1 | NONE",
            "dropped | {\"reason\":\"Bounced Address\"} | FAILED | dropped | RECIPIENT",
            "dropped | {\"reason\":\"Invalid\"} | FAILED | dropped | RECIPIENT",
            "dropped | {\"reason\":\"Invalid SMTPAPI header\"} | FAILED | dropped | NONE",
            "dropped | {\"reason\":\"Unsubscribed Address\"} | FAILED | dropped | OPTED_OUT",
            "dropped | {\"reason\":\"Spam Reporting Address\"} | FAILED | dropped | OPTED_OUT",
            "dropped | {\"reason\":\"Recipient List over Package Quota\"} | FAILED | dropped | NONE",
            "spamreport | {} | DELIVERED | spamreport | OPTED_OUT", "unsubscribe | {} | DELIVERED | unsubscribe | OPTED_OUT",
            "group_unsubscribe | {} | DELIVERED | group_unsubscribe | OPTED_OUT" })
    void anEventIsAStateOfTheMessageThatItsTokenNames(String name, String more, DeliveryState state, String code,
            Suppression suppression) {
        String event = "{\"email\":\"ada@customer.example\",\"event\":\"" + name
                + "\",\"timestamp\":1796036399,\"sg_message_id\":\"abc-1.recvd-2-3\",\"fieldline_token\":\"t1\""
                + (more.equals("{}") ? "" : "," + more.substring(1, more.length() - 1)) + "}";

        assertThat(read("[" + event + "]")).singleElement().satisfies(report -> {
            assertThat(report.token()).contains("t1");
            assertThat(report.providerId()).isEqualTo("abc-1");
            assertThat(report.state()).isEqualTo(state);
            assertThat(report.code()).isEqualTo(code);
            assertThat(report.suppression()).isEqualTo(suppression);
            assertThat(report.at()).isEqualTo(Instant.ofEpochSecond(1_796_036_399));
        });
    }

    @Test
    void opensAndClicksAreNoReports() {
        assertThat(read("[{\"event\":\"open\"},{\"event\":\"click\"},{\"event\":\"processed\"}]"))
                .extracting(DeliveryReport::state).containsExactly(DeliveryState.ACCEPTED);
    }

    @Test
    void whatIsNotSignedIsNotRead() {
        byte[] body = "[]".getBytes(StandardCharsets.UTF_8);

        assertThat(events.read(body, TIMESTAMP, "")).isEmpty();
        assertThat(events.read(body, TIMESTAMP, "AAAA")).isEmpty();
        assertThat(events.read(body, TIMESTAMP, "no base64!")).isEmpty();
        assertThat(events.read(body, "", sign(body))).isEmpty();
    }

    @Test
    void signedNonsenseIsRejected() {
        byte[] body = "nonsense".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> events.read(body, TIMESTAMP, sign(body))).isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void aKeyThatIsNoneIsNamed() {
        assertThatThrownBy(() -> SendGridEvents.of(connection("MFkwEw"))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("eventKey");
        assertThatThrownBy(() -> SendGridEvents.of(new Connection("email", "sendgrid", Map.of())))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("eventKey");
    }

    @Test
    void theStandInsEventsAreBelieved() {
        List<Request> requests = new CopyOnWriteArrayList<>();
        try (LocalServer hooks = LocalServer.start("hooks", 0, request -> {
            requests.add(request);
            return Reply.empty(204);
        }); SendGridStandIn sendGrid = SendGridStandIn.start(SendGridSettings.usual().withEventUrl(hooks.url() + "/events"))) {
            sendGrid.outcome("gone@customer.example", "bounce");
            Connection connection = new Connection("email", "sendgrid", Map.of("url", sendGrid.url().toString(), "apiKey",
                    SendGridSettings.API_KEY, "from", SendGridSettings.SENDER, "eventKey", sendGrid.verificationKey()));
            SendGridChannel.of(connection, InstantSource.system()).handOver(new OutgoingMessage("t9", ChannelKind.EMAIL,
                    "gone@customer.example", "", Optional.of("Hello"), "Hello", Optional.empty(), Optional.empty(),
                    "job-booked", Map.of(), Duration.ofHours(1), Instant.EPOCH));
            await().until(() -> !requests.isEmpty());
            Request request = requests.get(0);

            assertThat(SendGridEvents.of(connection).read(request.body(),
                    request.header(SendGridEvents.TIMESTAMP).orElseThrow(),
                    request.header(SendGridEvents.SIGNATURE).orElseThrow()).orElseThrow()).satisfiesExactly(
                            first -> assertThat(first.state()).isEqualTo(DeliveryState.ACCEPTED),
                            second -> {
                                assertThat(second.token()).contains("t9");
                                assertThat(second.providerId()).isEqualTo(sendGrid.messages().get(0).id());
                                assertThat(second.suppression()).isEqualTo(Suppression.RECIPIENT);
                            });
        }
    }

    private List<DeliveryReport> read(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return events.read(bytes, TIMESTAMP, sign(bytes)).orElseThrow();
    }

    private String sign(byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(TIMESTAMP.getBytes(StandardCharsets.UTF_8));
            signature.update(body);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection(String key) {
        return new Connection("email", SendGridConnectionType.NAME, Map.of("eventKey", key));
    }
}
