package io.fieldline.warehouse;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Locale;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Secret;

/**
 * Signs the tokens by which a user proves to hold its key (Snowflake documentation, "Using key-pair authentication"): issuer
 * ACCOUNT.USER.SHA256:fingerprint, subject ACCOUNT.USER, RS256, valid for an hour at most.
 */
final class SnowflakeToken {

    private static final Duration LIFETIME = Duration.ofMinutes(50);
    private static final Duration RENEWED_EARLY = Duration.ofMinutes(5);

    private final String subject;
    private final Secret privateKey;
    private final InstantSource clock;
    private String token;
    private Instant renewAt = Instant.MIN;

    SnowflakeToken(String account, String user, Secret privateKey, InstantSource clock) {
        this.subject = accountName(account) + "." + user.toUpperCase(Locale.ROOT);
        this.privateKey = privateKey;
        this.clock = clock;
    }

    /** An account locator is named without its region, which follows a dot. */
    private static String accountName(String account) {
        int dot = account.indexOf('.');
        return (dot < 0 ? account : account.substring(0, dot)).toUpperCase(Locale.ROOT);
    }

    synchronized String value() {
        Instant now = clock.instant();
        if (!now.isBefore(renewAt)) {
            token = signed(now);
            renewAt = now.plus(LIFETIME).minus(RENEWED_EARLY);
        }
        return token;
    }

    /** The next token is signed anew, by the key as it is then. */
    synchronized void forget() {
        renewAt = Instant.MIN;
    }

    private String signed(Instant now) {
        try {
            RSAPrivateCrtKey key = key(privateKey.reveal());
            String claims = JsonText.of(java.util.Map.of("iss", subject + "." + fingerprint(key), "sub", subject, "iat",
                    now.getEpochSecond(), "exp", now.plus(LIFETIME).getEpochSecond()));
            String content = encoded("{\"alg\":\"RS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8)) + "."
                    + encoded(claims.getBytes(StandardCharsets.UTF_8));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(content.getBytes(StandardCharsets.US_ASCII));
            return content + "." + encoded(signature.sign());
        } catch (GeneralSecurityException | IllegalArgumentException | ClassCastException error) {
            // The cause is left out: its message may quote the key.
            throw new MisconfiguredException("privateKey of the Snowflake connection (" + privateKey.name()
                    + ") is not an unencrypted RSA key, PKCS #8 in PEM: " + error.getClass().getSimpleName());
        }
    }

    private static RSAPrivateCrtKey key(String pem) throws GeneralSecurityException {
        String content = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        return (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(content)));
    }

    private static String fingerprint(RSAPrivateCrtKey key) throws GeneralSecurityException {
        PublicKey publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(key.getModulus(), key.getPublicExponent()));
        return "SHA256:"
                + Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(publicKey.getEncoded()));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
