package io.fieldline.sandbox.fcm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Gives an access token for a statement that its one service account signed. Safe for use by many threads. */
final class TokenDesk {

    private static final String EMAIL = "fieldline@sandbox-project.iam.gserviceaccount.com";
    private static final String KEY_ID = "sandbox-key-1";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final long HOUR = 3_600;
    private static final int KEY_BITS = 2_048;

    /** Of each project's account; making one takes longer than all else that a stand-in does when it starts. */
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private final JsonMapper json = new JsonMapper();
    private final KeyPair keys;
    private final FcmSettings settings;
    private final InstantSource time;
    private final Map<String, Long> validUntil = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();

    TokenDesk(FcmSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        keys = KEYS.computeIfAbsent(settings.project(), project -> newKeys());
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(KEY_BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has RSA", e);
        }
    }

    /** The account's key file, as Google makes it. */
    String serviceAccount(String tokenUrl) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[]{'\n' }).encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return json.createObjectNode().put("type", "service_account").put("project_id", settings.project())
                .put("private_key_id", KEY_ID).put("private_key", pem).put("client_email", EMAIL).put("client_id", "1")
                .put("token_uri", tokenUrl).toString();
    }

    boolean knows(String authorization) {
        Long until = validUntil.get(authorization.replaceFirst("^Bearer ", ""));
        return until != null && time.instant().getEpochSecond() < until;
    }

    void revoke() {
        validUntil.clear();
    }

    Reply answer(Request request, String tokenUrl) {
        Map<String, String> form = request.form();
        if (!form.getOrDefault("grant_type", "").equals(GRANT)) {
            return refused("unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type"));
        }
        String[] parts = form.getOrDefault("assertion", "").split("\\.");
        if (parts.length != 3 || !signed(parts)) {
            return refused("invalid_grant", "Invalid JWT Signature.");
        }
        JsonNode claims = read(parts[1]);
        long now = time.instant().getEpochSecond();
        long issued = claims.path("iat").asLong();
        long ends = claims.path("exp").asLong();
        if (ends - issued > HOUR || ends <= now || issued > now + HOUR / 12) {
            return refused("invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable"
                    + " timeframe. Check your iat and exp values in the JWT claim.");
        }
        if (!claims.path("iss").asText().equals(EMAIL) || !claims.path("aud").asText().equals(tokenUrl)) {
            return refused("invalid_grant", "Invalid grant: account not found");
        }
        if (!Set.of(claims.path("scope").asText("").split(" ")).contains(SCOPE)) {
            return refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.");
        }
        String token = "ya29.sandbox-" + number.incrementAndGet();
        validUntil.put(token, now + settings.tokenSeconds());
        ObjectNode answer = json.createObjectNode().put("access_token", token).put("expires_in", settings.tokenSeconds())
                .put("token_type", "Bearer");
        return Reply.json(200, answer);
    }

    private boolean signed(String[] parts) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return read(parts[0]).path("alg").asText().equals("RS256")
                    && signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private JsonNode read(String part) {
        try {
            return json.readTree(Base64.getUrlDecoder().decode(part));
        } catch (IOException e) {
            return json.createObjectNode();
        }
    }

    private Reply refused(String error, String description) {
        return Reply.json(400,
                json.createObjectNode().put("error", error).put("error_description", description));
    }
}
