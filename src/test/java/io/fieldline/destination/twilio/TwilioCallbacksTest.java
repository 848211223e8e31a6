package io.fieldline.destination.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.twilio.security.RequestValidator;

import io.fieldline.destination.twilio.TwilioCallbacks.Received;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.InboundReply;
import io.fieldline.outreach.Suppression;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.sandbox.twilio.TwilioSettings;
import io.fieldline.sandbox.twilio.TwilioStandIn;

class TwilioCallbacksTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final InstantSource TIME = InstantSource.fixed(NOW);
    private static final String QUERY = "token=6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e";

    @Test
    void theExampleOfTwiliosDocumentationIsBelieved() {
        TwilioCallbacks callbacks = TwilioCallbacks.of(LocalTwilio.connection(URI.create("https://api.twilio.com"), "authToken",
                "12345", "callbackUrl", "https://mycompany.com/myapp.php"), TIME);
        String form = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309&To=%2B18005551212";

        assertThat(callbacks.read("foo=1&bar=2", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
                .contains(new Received(Optional.empty(), Optional.empty()));
        assertThat(callbacks.read("foo=1&bar=3", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")).isEmpty();
        assertThat(callbacks.read("foo=1&bar=2", form.replace("1234&", "1235&"), "RSOYDt4T1cUTdK1PDd93/VVr8B8=")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://hooks.example.com/t", "https://hooks.example.com:443/t",
            "https://hooks.example.com:8443/t",
            "http://hooks.example.com/t" })
    void theSchemesOwnPortMayBeSignedOrNot(String address) {
        TwilioCallbacks callbacks = TwilioCallbacks
                .of(LocalTwilio.connection(URI.create("https://api.twilio.com"), "callbackUrl", address), TIME);
        Map<String, String> fields = Map.of("MessageSid", "SM1", "MessageStatus", "sent");

        assertThat(callbacks.read(QUERY, form(fields), signed(address, fields))).isPresent();
        String withPort = address.replace("s.example.com/", "s.example.com:" + (address.startsWith("https") ? 443 : 80) + "/");
        assertThat(callbacks.read(QUERY, form(fields), signed(withPort, fields))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "0/KCTR6DLpKmkAf8muzZqo1nDgQ=" })
    void whatIsNotSignedByTwilioIsNotRead(String signature) {
        assertThat(callbacks().read(QUERY, "MessageSid=SM1&MessageStatus=delivered", signature)).isEmpty();
    }

    @Test
    void whatIsNoFormIsNotRead() {
        assertThat(callbacks().read(QUERY, "%zz=1", "AAAA")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"accepted, ACCEPTED", "queued, ACCEPTED", "sending, ACCEPTED", "sent, ACCEPTED", "delivered, DELIVERED",
            "read, DELIVERED", "undelivered, UNDELIVERED", "failed, FAILED", "canceled, FAILED" })
    void aStatusIsAStateOfTheMessageThatTheTokenNames(String status, DeliveryState state) {
        assertThat(report(Map.of("MessageSid", "SM1", "MessageStatus", status, "To", "+13125550142"))).contains(
                new DeliveryReport(Optional.of("6f1c2a1e-6f0b-5c0e-9b1d-2f6a8f3c4d5e"), "SM1",
                        Optional.of("+13125550142"), state, "", "", Suppression.NONE, NOW));
    }

    @ParameterizedTest
    @CsvSource({"30003, NONE", "30005, RECIPIENT", "30006, RECIPIENT", "30007, NONE", "30034, NONE", "21610, OPTED_OUT" })
    void anEndWithACodeSaysWhatItMeansForTheNumber(String code, Suppression suppression) {
        assertThat(report(Map.of("MessageSid", "SM1", "MessageStatus", "undelivered", "ErrorCode", code)))
                .hasValueSatisfying(report -> {
                    assertThat(report.code()).isEqualTo(code);
                    assertThat(report.suppression()).isEqualTo(suppression);
                    assertThat(report.detail()).endsWith("/" + code);
                });
    }

    @Test
    void aReplyIsRead() {
        Map<String, String> fields = Map.of("MessageSid", "SM2", "SmsStatus", "received", "From", "+13125550142", "To",
                TwilioSettings.NUMBER, "Body", "¿Quién es? & why");

        assertThat(callbacks().read("", form(fields), signedPlain(fields)).orElseThrow().reply())
                .contains(new InboundReply("+13125550142", TwilioSettings.NUMBER, "¿Quién es? & why", "SM2", NOW));
    }

    @Test
    void aWordThatTwilioTookForAnOptOutIsOneWhateverItIs() {
        Map<String, String> fields = Map.of("MessageSid", "SM2", "SmsStatus", "received", "From", "+13125550142", "To",
                TwilioSettings.NUMBER, "Body", "Adios", "OptOutType", "STOP");

        assertThat(callbacks().read("", form(fields), signedPlain(fields)).orElseThrow().reply())
                .hasValueSatisfying(reply -> assertThat(reply.body()).isEqualTo("STOP"));
    }

    @Test
    void withoutTheAuthTokenNothingCanBeBelieved() {
        assertThatThrownBy(() -> TwilioCallbacks.of(LocalTwilio.connection(URI.create("https://api.twilio.com"), "authToken",
                null, "apiKey", TwilioSettings.API_KEY, "apiKeySecret", "x"), TIME))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("authToken");
    }

    @Test
    void theStandInReportsAMessageFromTakenToDeliveredAndARefusalByTheCarrierAndAStop() {
        List<Received> received = new CopyOnWriteArrayList<>();
        List<Request> requests = new CopyOnWriteArrayList<>();
        LocalServer hooks = LocalServer.start("hooks", 0, request -> {
            requests.add(request);
            return Reply.empty(204);
        });
        String address = hooks.url() + "/twilio";
        DefaultCamelContext camel = new DefaultCamelContext();
        camel.start();
        try (hooks; TwilioStandIn twilio = TwilioStandIn.start(TwilioSettings.usual().withInboundUrl(address))) {
            twilio.number("+13125550199", 30006);
            var connection = LocalTwilio.connection(twilio.url(), "callbackUrl", address);
            try (TwilioChannel channel = TwilioChannel.of(connection, camel, InstantSource.system())) {
                channel.handOver(LocalTwilio.message("+13125550142", "Hello", Instant.now()));
                channel.handOver(LocalTwilio.message("+13125550199", "Hello", Instant.now()));
                await().until(() -> requests.size() == 4);
                assertThat(twilio.reply("+13125550142", TwilioSettings.NUMBER, "stop")).isTrue();
                TwilioCallbacks callbacks = TwilioCallbacks.of(connection, TIME);
                requests.forEach(request -> received.add(callbacks
                        .read(request.rawQuery(), request.text(), request.header("X-Twilio-Signature").orElse(""))
                        .orElseThrow()));

                assertThat(received.stream().flatMap(one -> one.report().stream()).map(DeliveryReport::state)).containsExactly(
                        DeliveryState.ACCEPTED, DeliveryState.DELIVERED, DeliveryState.ACCEPTED, DeliveryState.UNDELIVERED);
                assertThat(received.get(3).report().orElseThrow().suppression()).isEqualTo(Suppression.RECIPIENT);
                assertThat(received.get(4).reply().orElseThrow().body()).isEqualTo("STOP");
                assertThat(channel.handOver(LocalTwilio.message("+13125550142", "Hello", Instant.now())).toString())
                        .contains("21610");
            }
        } finally {
            camel.stop();
        }
    }

    private static Optional<DeliveryReport> report(Map<String, String> fields) {
        return callbacks().read(QUERY, form(fields), signed(LocalTwilio.CALLBACK, fields)).orElseThrow().report();
    }

    private static TwilioCallbacks callbacks() {
        return TwilioCallbacks.of(LocalTwilio.connection(URI.create("https://api.twilio.com")), TIME);
    }

    /** By Twilio's own library. */
    private static String signed(String address, Map<String, String> fields) {
        return signature(address + "?" + QUERY, fields);
    }

    private static String signedPlain(Map<String, String> fields) {
        return signature(LocalTwilio.CALLBACK, fields);
    }

    private static String signature(String address, Map<String, String> fields) {
        String made = TwilioSignature.of(TwilioSettings.AUTH_TOKEN, address, fields);
        assertThat(new RequestValidator(TwilioSettings.AUTH_TOKEN).validate(address, fields, made)).isTrue();
        return made;
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> field.getKey() + "="
                + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
    }
}
