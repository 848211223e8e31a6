package io.fieldline.destination.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;

/**
 * Google's service account, which asks for access tokens with a statement that it signs.
 *
 * @param tokenUrl where tokens are given out
 */
record ServiceAccount(String email, String keyId, PrivateKey key, String projectId, String tokenUrl) {

    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final Duration LIFE = Duration.ofHours(1);

    static ServiceAccount of(Connection connection) {
        try {
            JsonNode file = new JsonMapper().readTree(connection.secret("serviceAccount").orElseThrow().reveal());
            String tokenUrl = file.path("token_uri").asText("https://oauth2.googleapis.com/token");
            if (file.path("client_email").asText("").isEmpty() || !tokenUrl.matches("https?://[^\\s?#]+")) {
                throw wrong(connection);
            }
            return new ServiceAccount(file.path("client_email").asText(), file.path("private_key_id").asText(""),
                    key(file.path("private_key").asText("")),
                    connection.text("projectId").orElse(file.path("project_id").asText("")), tokenUrl);
        } catch (JsonProcessingException | GeneralSecurityException | IllegalArgumentException e) {
            // Their messages may quote the key.
            throw wrong(connection);
        }
    }

    private static MisconfiguredException wrong(Connection connection) {
        return new MisconfiguredException("The serviceAccount of the connection '" + connection.name()
                + "' of type push is not the JSON file with client_email and private_key that Google makes");
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        byte[] encoded = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
        return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(encoded));
    }

    /** A JSON Web Token that is exchanged for an access token. */
    String assertion(Instant now) {
        JsonMapper json = new JsonMapper();
        String head = json.createObjectNode().put("alg", "RS256").put("typ", "JWT").put("kid", keyId).toString();
        String claims = json.createObjectNode().put("iss", email).put("scope", SCOPE).put("aud", tokenUrl)
                .put("iat", now.getEpochSecond()).put("exp", now.plus(LIFE).getEpochSecond()).toString();
        String signed = encoded(head.getBytes(StandardCharsets.UTF_8)) + "."
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + encoded(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java signs by RSA", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public String toString() {
        return "ServiceAccount[" + email + "]";
    }
}
