package io.fieldline.destination.twilio;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.InboundReply;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;

/**
 * What Twilio sends to a connection's <code>callbackUrl</code>: reports on messages, and recipients' replies. Nothing is
 * read before its <code>X-Twilio-Signature</code> was checked
 * (<a href="https://www.twilio.com/docs/usage/security">security</a>).
 */
public final class TwilioCallbacks {

    public static final String SIGNATURE = "X-Twilio-Signature";
    static final String TOKEN = "token";
    private static final List<String> OPT_OUT_TYPES = List.of("STOP", "START", "HELP");

    private final URI address;
    private final Secret signing;
    private final InstantSource time;

    private TwilioCallbacks(URI address, Secret signing, InstantSource time) {
        this.address = address;
        this.signing = signing;
        this.time = time;
    }

    /** @throws MisconfiguredException when the connection lacks callbackUrl or authToken */
    public static TwilioCallbacks of(Connection connection, InstantSource time) {
        TwilioAccount account = TwilioAccount.of(connection);
        return new TwilioCallbacks(
                account.callback().orElseThrow(() -> new MisconfiguredException(
                        "The connection '" + connection.name() + "' of type twilio has no callbackUrl")),
                account.signing().orElseThrow(() -> new MisconfiguredException("The connection '" + connection.name()
                        + "' of type twilio has no authToken, without which nothing that Twilio sends can be believed")),
                time);
    }

    /** One request of Twilio's, believed. Either part may be absent; both are when it is about something else. */
    public record Received(Optional<DeliveryReport> report, Optional<InboundReply> reply) {}

    /**
     * Reads one POST.
     *
     * @param query as it was sent, without the question mark; empty where there was none
     * @param form the body as it was sent
     * @param signature the header {@link #SIGNATURE}
     * @return empty when the signature is not Twilio's
     */
    public Optional<Received> read(String query, String form, String signature) {
        Map<String, TreeSet<String>> parameters;
        try {
            parameters = parse(form);
        } catch (IllegalArgumentException notAForm) {
            return Optional.empty();
        }
        if (!signed(query, parameters, signature)) {
            return Optional.empty();
        }
        Map<String, String> fields = new TreeMap<>();
        parameters.forEach((name, values) -> fields.put(name, values.first()));
        String status = fields.getOrDefault("MessageStatus", fields.getOrDefault("SmsStatus", ""));
        return Optional.of(status.equals("received") || status.isEmpty() && fields.containsKey("Body")
                ? new Received(Optional.empty(), Optional.of(reply(fields)))
                : new Received(state(status).map(state -> report(query, fields, state)), Optional.empty()));
    }

    private DeliveryReport report(String query, Map<String, String> fields, DeliveryState state) {
        String code = fields.getOrDefault("ErrorCode", "");
        Optional<String> token = Optional.ofNullable(parse(query).get(TOKEN)).map(TreeSet::first);
        return new DeliveryReport(token, sid(fields),
                Optional.ofNullable(fields.get("To")).filter(number -> number.startsWith("+")), state, code,
                fields.getOrDefault("ErrorMessage",
                        code.isEmpty() ? "" : "https://www.twilio.com/docs/api/errors/" + code),
                TwilioAnswers.suppression(code),
                time.instant());
    }

    /**
     * A tenant may have taught Twilio words of its own that end messages; where Twilio took the text for one, its own word for
     * that is the text.
     */
    private InboundReply reply(Map<String, String> fields) {
        String type = fields.getOrDefault("OptOutType", "");
        return new InboundReply(fields.getOrDefault("From", ""), fields.getOrDefault("To", ""),
                OPT_OUT_TYPES.contains(type) ? type : fields.getOrDefault("Body", ""), sid(fields), time.instant());
    }

    private static String sid(Map<String, String> fields) {
        return fields.getOrDefault("MessageSid", fields.getOrDefault("SmsSid", ""));
    }

    private static Optional<DeliveryState> state(String status) {
        return Optional.ofNullable(switch (status) {
            case "accepted", "scheduled", "queued", "sending", "sent" -> DeliveryState.ACCEPTED;
            case "delivered", "read", "partially_delivered" -> DeliveryState.DELIVERED;
            case "undelivered" -> DeliveryState.UNDELIVERED;
            case "failed", "canceled" -> DeliveryState.FAILED;
            default -> null;
        });
    }

    private boolean signed(String query, Map<String, TreeSet<String>> parameters, String signature) {
        StringBuilder rest = new StringBuilder(query.isEmpty() ? "" : "?" + query);
        parameters.forEach((name, values) -> values.forEach(value -> rest.append(name).append(value)));
        byte[] given = signature.strip().getBytes(StandardCharsets.UTF_8);
        // Twilio signs some addresses with the scheme's own port and some without.
        return MessageDigest.isEqual(given, sign(address + rest.toString()))
                | MessageDigest.isEqual(given, sign(withOtherPort() + rest));
    }

    private String withOtherPort() {
        String written = address.toString();
        String authority = address.getRawAuthority();
        int usual = address.getScheme().equals("https") ? 443 : 80;
        String other = address.getPort() < 0 ? authority + ":" + usual : authority.replaceFirst(":" + usual + "$", "");
        return written.replaceFirst("//\\Q" + authority + "\\E", "//" + other);
    }

    private byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(signing.reveal().strip().getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
            return Base64.getEncoder().encode(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA1", e);
        }
    }

    private static Map<String, TreeSet<String>> parse(String encoded) {
        Map<String, TreeSet<String>> fields = new TreeMap<>();
        for (String pair : encoded.isEmpty() ? new String[0] : encoded.split("&")) {
            int equals = pair.indexOf('=');
            fields.computeIfAbsent(decode(equals < 0 ? pair : pair.substring(0, equals)), any -> new TreeSet<>())
                    .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
