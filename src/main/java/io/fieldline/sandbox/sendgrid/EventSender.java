package io.fieldline.sandbox.sendgrid;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.Base64;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;

/** Posts events, signed as SendGrid's signed event webhook is, with a key of its own. */
final class EventSender {

    private static final Logger LOG = LoggerFactory.getLogger(EventSender.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE)
            .build();
    private final KeyPair keys;

    EventSender() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has P-256", e);
        }
    }

    /** As the account's settings show it. */
    String verificationKey() {
        return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    }

    String signature(String timestamp, byte[] body) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(timestamp.getBytes(StandardCharsets.UTF_8));
            signature.update(body);
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java signs by P-256", e);
        }
    }

    void post(String address, long second, JsonNode events) {
        String timestamp = Long.toString(second);
        byte[] body = events.toString().getBytes(StandardCharsets.UTF_8);
        try {
            http.send(HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE).header("Content-Type", "application/json")
                    .header("X-Twilio-Email-Event-Webhook-Timestamp", timestamp)
                    .header("X-Twilio-Email-Event-Webhook-Signature", signature(timestamp, body))
                    .POST(BodyPublishers.ofByteArray(body)).build(), BodyHandlers.discarding());
        } catch (IOException e) {
            LOG.debug("Nobody takes events at {}: {}", address, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
