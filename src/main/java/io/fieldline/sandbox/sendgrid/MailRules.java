package io.fieldline.sandbox.sendgrid;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;

/** What SendGrid refuses of an e-mail: <code>POST /v3/mail/send</code>. */
final class MailRules {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+\\.[^\\s@<>]+");
    private static final int MOST_PERSONALIZATIONS = 1_000;
    private static final int LARGEST_ARGUMENTS = 10_000;
    private static final Set<String> KNOWN = Set.of("personalizations", "from", "reply_to", "reply_to_list", "subject",
            "content",
            "attachments", "template_id", "headers", "categories", "custom_args", "send_at", "batch_id", "asm", "ip_pool_name",
            "mail_settings", "tracking_settings");
    private static final Set<String> KNOWN_PERSONAL = Set.of("from", "to", "cc", "bcc", "subject", "headers", "substitutions",
            "dynamic_template_data", "custom_args", "send_at");
    private static final Set<String> RESERVED_HEADERS = Set.of("x-sg-id", "x-sg-eid", "received", "dkim-signature",
            "content-type", "content-transfer-encoding", "to", "from", "subject", "reply-to", "cc", "bcc");

    private final Set<String> senders;

    MailRules(Set<String> senders) {
        this.senders = senders;
    }

    void check(JsonNode mail) {
        require(mail.isObject(), null, "Bad Request");
        onlyKnown(mail, KNOWN, "");
        address(mail.path("from"), "from");
        String subject = mail.path("subject").asText("");
        require(!subject.isEmpty(), "subject",
                "The subject is required. You can get around this requirement if you use a template with a subject defined");
        JsonNode personal = mail.path("personalizations");
        require(personal.isArray() && !personal.isEmpty(), "personalizations",
                "The personalizations field is required and must have at least one personalization.");
        require(personal.size() <= MOST_PERSONALIZATIONS, "personalizations", "There are more than 1000 personalizations");
        for (int at = 0; at < personal.size(); at++) {
            personal(personal.get(at), "personalizations." + at);
        }
        content(mail.path("content"));
        mail.path("headers").properties().forEach(this::header);
        arguments(mail.path("custom_args"), "custom_args");
        if (!senders.contains(mail.path("from").path("email").asText())) {
            throw new Refusal(403, "from",
                    "The from address does not match a verified Sender Identity. Mail cannot be sent until"
                            + " this error is resolved.");
        }
    }

    private static void personal(JsonNode personal, String place) {
        onlyKnown(personal, KNOWN_PERSONAL, place + ".");
        require(personal.path("to").isArray() && !personal.path("to").isEmpty(), place + ".to",
                "The to array is required for all personalization objects, and must have at least one email object with a valid"
                        + " email address.");
        personal.path("to").forEach(to -> address(to, place + ".to"));
        arguments(personal.path("custom_args"), place + ".custom_args");
    }

    private static void content(JsonNode content) {
        require(content.isArray() && !content.isEmpty(), "content",
                "Unless a valid template_id is provided, the content parameter is required.");
        List<String> order = List.of("text/plain", "text/html");
        int last = -1;
        for (JsonNode part : content) {
            require(!part.path("value").asText("").isEmpty(), "content", "The content value must be a string at least one"
                    + " character in length.");
            int place = order.indexOf(part.path("type").asText());
            require(place > last, "content", "The text/plain content comes first, then text/html, each once.");
            last = place;
        }
    }

    private void header(Map.Entry<String, JsonNode> header) {
        require(!RESERVED_HEADERS.contains(header.getKey().toLowerCase(Locale.ROOT)), "headers." + header.getKey(),
                "The header " + header.getKey() + " is reserved");
        require(header.getValue().isTextual(), "headers." + header.getKey(), "A header's value is a string");
    }

    private static void arguments(JsonNode arguments, String place) {
        require(arguments.toString().length() <= LARGEST_ARGUMENTS, place, "Custom arguments have at most 10000 bytes");
        arguments.properties().forEach(argument -> require(argument.getValue().isTextual(), place + "." + argument.getKey(),
                "A custom argument's value is a string"));
    }

    private static void address(JsonNode address, String place) {
        require(ADDRESS.matcher(address.path("email").asText("")).matches(), place + ".email",
                "Does not contain a valid address.");
    }

    private static void onlyKnown(JsonNode object, Set<String> known, String place) {
        object.properties().forEach(field -> require(known.contains(field.getKey()), place + field.getKey(),
                "Additional property " + field.getKey() + " is not allowed"));
    }

    private static void require(boolean kept, String field, String message) {
        if (!kept) {
            throw Refusal.of(field, message);
        }
    }
}
