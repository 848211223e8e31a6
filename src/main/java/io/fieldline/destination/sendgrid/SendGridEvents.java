package io.fieldline.destination.sendgrid;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.Suppression;
import io.fieldline.tenant.Connection;

/**
 * What SendGrid's event webhook reports. Nothing is read before its signature was checked: ECDSA over the time stamp and the
 * body as they were sent. Opens and clicks are not reports.
 */
public final class SendGridEvents {

    public static final String SIGNATURE = "X-Twilio-Email-Event-Webhook-Signature";
    public static final String TIMESTAMP = "X-Twilio-Email-Event-Webhook-Timestamp";

    private final JsonMapper json = new JsonMapper();
    private final PublicKey key;

    private SendGridEvents(PublicKey key) {
        this.key = key;
    }

    /** @throws MisconfiguredException when the connection's eventKey is missing or no such key */
    public static SendGridEvents of(Connection connection) {
        String text = connection.text("eventKey").orElseThrow(() -> new MisconfiguredException("The connection '"
                + connection.name() + "' of type sendgrid has no eventKey, without which no event can be believed"));
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(text.replaceAll("-----[A-Z ]+-----", ""));
            return new SendGridEvents(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded)));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new MisconfiguredException("The eventKey of the connection '" + connection.name()
                    + "' of type sendgrid is not the verification key that SendGrid shows", e);
        }
    }

    /**
     * Reads one POST.
     *
     * @param timestamp the header {@link #TIMESTAMP}
     * @param signature the header {@link #SIGNATURE}
     * @return empty when the signature is not SendGrid's
     * @throws RejectedRecordException when SendGrid signed what is no list of events
     */
    public Optional<List<DeliveryReport>> read(byte[] body, String timestamp, String signature) {
        if (!signed(body, timestamp, signature)) {
            return Optional.empty();
        }
        try {
            List<DeliveryReport> reports = new ArrayList<>();
            for (JsonNode event : json.readTree(body)) {
                report(event).ifPresent(reports::add);
            }
            return Optional.of(reports);
        } catch (IOException e) {
            throw new RejectedRecordException("SendGrid signed events that are not JSON", e);
        }
    }

    private boolean signed(byte[] body, String timestamp, String signature) {
        try {
            Signature check = Signature.getInstance("SHA256withECDSA");
            check.initVerify(key);
            check.update(timestamp.getBytes(StandardCharsets.UTF_8));
            check.update(body);
            return check.verify(Base64.getDecoder().decode(signature.strip()));
        } catch (GeneralSecurityException | IllegalArgumentException notEvenASignature) {
            return false;
        }
    }

    private static Optional<DeliveryReport> report(JsonNode event) {
        String detail = event.path("reason").asText(event.path("response").asText(""));
        String status = event.path("status").asText("");
        return switch (event.path("event").asText("")) {
            case "processed" -> report(event, DeliveryState.ACCEPTED, "", detail, Suppression.NONE);
            case "deferred" -> report(event, DeliveryState.ACCEPTED, "deferred", detail, Suppression.NONE);
            case "delivered" -> report(event, DeliveryState.DELIVERED, "", detail, Suppression.NONE);
            case "bounce" -> report(event, DeliveryState.UNDELIVERED, status.isEmpty() ? "bounce" : status, detail,
                    lasting(event.path("type").asText("bounce"), status) ? Suppression.RECIPIENT : Suppression.NONE);
            case "dropped" -> report(event, DeliveryState.FAILED, "dropped", detail, ofDropped(detail));
            case "spamreport", "unsubscribe", "group_unsubscribe" -> report(event, DeliveryState.DELIVERED,
                    event.path("event").asText(), detail, Suppression.OPTED_OUT);
            default -> Optional.empty();
        };
    }

    /** A block is the server's mood or rule; a full mailbox may be emptied. */
    private static boolean lasting(String type, String status) {
        return type.equals("bounce") && !status.startsWith("4") && !status.equals("5.2.2");
    }

    /** SendGrid keeps lists of its own and drops what goes to an address on one. */
    private static Suppression ofDropped(String reason) {
        String words = reason.toLowerCase(Locale.ROOT);
        if (words.contains("unsubscribed") || words.contains("spam report")) {
            return Suppression.OPTED_OUT;
        }
        return words.contains("bounced") || words.strip().equals("invalid") ? Suppression.RECIPIENT : Suppression.NONE;
    }

    private static Optional<DeliveryReport> report(JsonNode event, DeliveryState state, String code, String detail,
            Suppression suppression) {
        // The id that an answer named, and then the server that dealt with it.
        String id = event.path("sg_message_id").asText("").replaceFirst("\\..*", "");
        return Optional.of(new DeliveryReport(
                Optional.of(event.path(MailBody.TOKEN).asText("")).filter(token -> !token.isEmpty()), id,
                Optional.of(event.path("email").asText("")).filter(email -> email.contains("@")), state, code, detail,
                suppression, Instant.ofEpochSecond(event.path("timestamp").asLong())));
    }
}
