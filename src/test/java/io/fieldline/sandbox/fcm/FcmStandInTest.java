package io.fieldline.sandbox.fcm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.WireClient;
import io.fieldline.servicetitan.HandClock;

class FcmStandInTest {

    private static final String GOOD = "{\"message\":{\"token\":\"device-token-0123456789\",\"notification\":{\"body\":\"Hi\"},"
            + "\"data\":{\"a\":\"1\"},\"android\":{\"ttl\":\"60s\",\"collapse_key\":\"k\"}}}";
    private static final String SEND = "/v1/projects/" + FcmSettings.PROJECT + "/messages:send";
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    private final HandClock clock = new HandClock(Instant.parse("2026-11-30T15:00:00Z"));
    private final FcmStandIn fcm = FcmStandIn.start(FcmSettings.usual(), clock);
    private final WireClient wire = new WireClient(fcm.url());

    @AfterEach
    void stop() {
        fcm.close();
    }

    @Test
    void takesAMessageFromWhoeverHoldsAnAccessToken() throws Exception {
        HttpResponse<String> answer = send(GOOD, token());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("projects/sandbox-project/messages/");
        assertThat(fcm.messages()).extracting(PushedMessage::token).containsExactly("device-token-0123456789");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"device-token-0123456789 | short", "\"1\" | 1", "\"a\" | \"from\"", "60s | 60",
            "60s | 9999999s", "\"notification\" | \"notifications\"", "collapse_key | collapseKey",
            "\"token\": | \"topic\":\"t\",\"token\":" })
    void refusesWhatFcmRefuses(String good, String bad) throws Exception {
        HttpResponse<String> answer = send(GOOD.replace(good, bad), token());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("INVALID_ARGUMENT");
        assertThat(fcm.messages()).isEmpty();
    }

    @Test
    void refusesWithoutATokenAnotherProjectAndADeviceThatIsGone() throws Exception {
        String token = token();
        assertThat(send(GOOD, "ya29.other").statusCode()).isEqualTo(401);
        assertThat(wire.post(SEND.replace("sandbox", "other"), GOOD, "Authorization", "Bearer " + token, "Content-Type",
                "application/json").statusCode()).isEqualTo(403);
        wire.post("/control/fcm/device?token=device-token-0123456789&error=UNREGISTERED", "");
        assertThat(send(GOOD, token).body()).contains("\"errorCode\":\"UNREGISTERED\"");
        wire.post("/control/fcm/revoke", "");
        assertThat(send(GOOD, token).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"else@x | '' | 0 | 3600 | invalid_grant",
            "'' | https://other/token | 0 | 3600 | invalid_grant",
            "'' | '' | 0 | 3601 | invalid_grant", "'' | '' | -7200 | 3600 | invalid_grant",
            "'' | '' | 7200 | 3600 | invalid_grant" })
    void aStatementMustBeOfTheAccountForTheDeskAndOfNow(String issuer, String audience, long offset, long life, String error)
            throws Exception {
        JsonNode account = new JsonMapper().readTree(fcm.serviceAccount());
        long issued = clock.instant().getEpochSecond() + offset;
        String assertion = assertion(account, issuer.isEmpty() ? account.path("client_email").asText() : issuer,
                audience.isEmpty() ? account.path("token_uri").asText() : audience, issued, issued + life, SCOPE);

        assertThat(exchange(assertion).body()).contains(error);
    }

    @Test
    void aStatementMustBeSignedAndNameTheScope() throws Exception {
        JsonNode account = new JsonMapper().readTree(fcm.serviceAccount());
        long now = clock.instant().getEpochSecond();
        String good = assertion(account, account.path("client_email").asText(), account.path("token_uri").asText(), now,
                now + 3_600, SCOPE);

        assertThat(exchange(good).statusCode()).isEqualTo(200);
        assertThat(exchange(good.substring(0, good.lastIndexOf('.') + 1) + "AAAA").body()).contains("invalid_grant");
        assertThat(exchange(assertion(account, account.path("client_email").asText(), account.path("token_uri").asText(), now,
                now + 3_600, "openid")).body()).contains("invalid_scope");
        assertThat(wire.post("/token", "grant_type=password", "Content-Type", "application/x-www-form-urlencoded").body())
                .contains("unsupported_grant_type");
    }

    private HttpResponse<String> send(String body, String token) {
        return wire.post(SEND, body, "Authorization", "Bearer " + token, "Content-Type", "application/json");
    }

    private String token() throws Exception {
        JsonNode account = new JsonMapper().readTree(fcm.serviceAccount());
        long now = clock.instant().getEpochSecond();
        return new JsonMapper().readTree(exchange(assertion(account, account.path("client_email").asText(),
                account.path("token_uri").asText(), now, now + 3_600, SCOPE)).body()).path("access_token").asText();
    }

    private HttpResponse<String> exchange(String assertion) {
        return wire.post("/token", "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=" + assertion,
                "Content-Type", "application/x-www-form-urlencoded");
    }

    private static String assertion(JsonNode account, String issuer, String audience, long issued, long ends, String scope)
            throws Exception {
        String signed = encode("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + encode("{\"iss\":\"" + issuer + "\",\"aud\":\""
                + audience + "\",\"scope\":\"" + scope + "\",\"iat\":" + issued + ",\"exp\":" + ends + "}");
        byte[] key = Base64.getMimeDecoder().decode(account.path("private_key").asText().replaceAll("-----[A-Z ]+-----", ""));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)));
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
