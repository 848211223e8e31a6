package io.fieldline.servicetitan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.InMemoryWebhookInbox;
import io.fieldline.sync.WebhookEvent;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings;
import io.fieldline.tenant.ServiceTitanAccount.WebhookSettings.Encoding;
import io.fieldline.tenant.Tenant;

class WebhookReceiverTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_KEY = "fedcba9876543210fedcba9876543210";
    private static final String HEADER = "X-ServiceTitan-Signature";
    private static final WebhookSettings SIGNED = settings(KEY, Encoding.HEX, "");
    private static final WebhookSettings UNSIGNED = settings(null, Encoding.HEX, "");

    private final InMemoryWebhookInbox inbox = new InMemoryWebhookInbox();
    private final HandClock clock = new HandClock();
    private final List<WebhookEvent> stored = new ArrayList<>();

    private static WebhookSettings settings(String key, Encoding encoding, String prefix) {
        return new WebhookSettings(Optional.ofNullable(key).map(Secret::literal), HEADER, encoding, prefix);
    }

    private static Tenant tenant(String name, long id, WebhookSettings webhook) {
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.PRODUCTION, id, Secret.literal("ak1"), "cid",
                Secret.literal("cs1"), Environment.PRODUCTION.apiUrl(), Environment.PRODUCTION.authUrl(), 60, false,
                Optional.ofNullable(webhook));
        return new Tenant(name, name, ZoneOffset.UTC, account, Map.of(), Map.of());
    }

    private WebhookReceiver receiver(Tenant... tenants) {
        return new WebhookReceiver(new FixedTenants(tenants), inbox, clock, stored::add);
    }

    private WebhookReceiver acme() {
        return receiver(tenant("acme", 1001, SIGNED));
    }

    private static byte[] event(String assigned, long tenantId) {
        return ("{\"specversion\":\"1.0\",\"id\":\"delivery-" + System.nanoTime() + "\",\"type\":\"tn.jpm.job-completed\","
                + "\"userassignedid\":\"" + assigned + "\",\"data\":{\"tenantId\":" + tenantId
                + ",\"job\":{\"id\":7,\"summary\":\"Call Ada Lovelace at 555-0100\"}}}").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hmac(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(body);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static WebhookReply send(WebhookReceiver receiver, byte[] body, String signature) {
        return receiver.receive(name -> name.equals(HEADER) ? signature : null, body);
    }

    private static WebhookReply sendSigned(WebhookReceiver receiver, byte[] body) {
        return send(receiver, body, HexFormat.of().formatHex(hmac(KEY, body)));
    }

    @Test
    void storesASignedEventAndHandsItOn() {
        byte[] body = event("a1", 1001);

        WebhookReply reply = sendSigned(acme(), body);

        assertThat(reply).isEqualTo(WebhookReply.STORED);
        assertThat(reply.status()).isEqualTo(202);
        assertThat(stored).containsExactly(new WebhookEvent("acme", "a1", "tn.jpm.job-completed", clock.instant(),
                new String(body, StandardCharsets.UTF_8)));
        assertThat(inbox.pending("acme", 10)).isEqualTo(stored);
    }

    @Test
    void takesASignatureInCapitalHex() {
        byte[] body = event("a1", 1001);

        assertThat(send(acme(), body, HexFormat.of().withUpperCase().formatHex(hmac(KEY, body))))
                .isEqualTo(WebhookReply.STORED);
    }

    @Test
    void takesBase64AndAPrefixWhereTheyAreConfigured() {
        WebhookReceiver receiver = receiver(tenant("acme", 1001, settings(KEY, Encoding.BASE64, "sha256=")));
        byte[] body = event("a1", 1001);
        String digest = Base64.getEncoder().encodeToString(hmac(KEY, body));

        assertThat(send(receiver, body, digest)).isEqualTo(WebhookReply.WRONG_SIGNATURE);
        assertThat(send(receiver, body, "sha256=" + digest)).isEqualTo(WebhookReply.STORED);
    }

    @Test
    void refusesAWrongSignature() {
        byte[] body = event("a1", 1001);

        assertThat(send(acme(), body, HexFormat.of().formatHex(hmac(OTHER_KEY, body))).status()).isEqualTo(401);
        assertThat(send(acme(), body, "no hex at all").status()).isEqualTo(401);
        assertThat(send(acme(), body, "").status()).isEqualTo(401);
        assertThat(stored).isEmpty();
    }

    @Test
    void refusesABodyThatWasChangedByAsMuchAsASpace() {
        byte[] body = event("a1", 1001);
        byte[] changed = Arrays.copyOf(body, body.length + 1);
        changed[body.length] = ' ';

        assertThat(send(acme(), changed, HexFormat.of().formatHex(hmac(KEY, body)))).isEqualTo(WebhookReply.WRONG_SIGNATURE);
    }

    @Test
    void refusesAMissingSignature() {
        assertThat(send(acme(), event("a1", 1001), null)).isEqualTo(WebhookReply.UNSIGNED);
        assertThat(WebhookReply.UNSIGNED.status()).isEqualTo(401);
    }

    @Test
    void takesAnUnsignedEventOnlyForATenantWhoseApplicationIsConfiguredSo() {
        WebhookReceiver receiver = receiver(tenant("acme", 1001, SIGNED), tenant("bolt", 1002, UNSIGNED));

        assertThat(send(receiver, event("a1", 1002), null)).isEqualTo(WebhookReply.STORED);
        assertThat(send(receiver, event("a2", 1001), null)).isEqualTo(WebhookReply.UNSIGNED);
        assertThat(send(receiver, event("a3", 4711), null)).isEqualTo(WebhookReply.UNSIGNED);
    }

    @Test
    void refusesEverythingWhereNobodyReceivesWebhooks() {
        assertThat(sendSigned(receiver(tenant("acme", 1001, null)), event("a1", 1001)).status()).isEqualTo(401);
    }

    @Test
    void dropsAndCountsASignedEventOfATenantThatIsNotConfiguredHere() {
        WebhookReceiver receiver = acme();

        WebhookReply reply = sendSigned(receiver, event("a1", 4711));

        assertThat(reply.status()).isBetween(200, 299);
        assertThat(receiver.count(WebhookReply.DROPPED)).isEqualTo(1);
        assertThat(stored).isEmpty();
    }

    @Test
    void doesNotTakeOneTenantsKeyForAnotherTenantsEvent() {
        WebhookReceiver receiver = receiver(tenant("acme", 1001, SIGNED),
                tenant("bolt", 1002, settings(OTHER_KEY, Encoding.HEX, "")));

        assertThat(sendSigned(receiver, event("a1", 1002))).isEqualTo(WebhookReply.WRONG_SIGNATURE);
    }

    @Test
    void theKeyTellsTheTenantsOfTwoEnvironmentsApart() {
        WebhookReceiver receiver = receiver(tenant("acme-integration", 1001, settings(OTHER_KEY, Encoding.HEX, "")),
                tenant("acme-production", 1001, SIGNED));

        assertThat(sendSigned(receiver, event("a1", 1001))).isEqualTo(WebhookReply.STORED);
        assertThat(stored.get(0).tenant()).isEqualTo("acme-production");
    }

    @Test
    void aRepeatIsToldByItsAssignedIdAlthoughItsDeliveryIdAndAgeDiffer() {
        WebhookReceiver receiver = acme();
        sendSigned(receiver, event("a1", 1001));
        clock.advance(Duration.ofDays(5));

        WebhookReply reply = sendSigned(receiver, event("a1", 1001));

        assertThat(reply).isEqualTo(WebhookReply.REPEATED);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(stored).hasSize(1);
    }

    @Test
    void refusesABodyOfMoreThanOneMebibyte() {
        WebhookReply reply = sendSigned(acme(), new byte[WebhookReceiver.LARGEST_BODY + 1]);

        assertThat(reply.status()).isEqualTo(413);
        assertThat(stored).isEmpty();
    }

    @Test
    void refusesBrokenJsonAndWhatIsNoEvent() {
        for (String body : List.of("{\"data\":", "[]", "", "{}", "{\"type\":\"t\",\"userassignedid\":\"a\",\"data\":{}}",
                "{\"type\":\"t\",\"data\":{\"tenantId\":1001}}")) {
            assertThat(sendSigned(acme(), body.getBytes(StandardCharsets.UTF_8)).status()).as(body).isEqualTo(400);
        }
    }

    @Test
    void judgesTheSignatureBeforeItReadsTheBody() {
        assertThat(send(acme(), "{broken".getBytes(StandardCharsets.UTF_8), "00").status()).isEqualTo(401);
    }

    @Test
    void writesARefusalIntoTheLogWithoutThePayload() {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + " " + Arrays.toString(line.getParameters()));
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(WebhookReceiver.class.getName());
        logger.addHandler(handler);
        try {
            send(acme(), event("a1", 1001), "00");
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines).hasSize(1).allSatisfy(
                line -> assertThat(line).contains("wrong signature").doesNotContain("Ada").doesNotContain("555-0100"));
    }
}
