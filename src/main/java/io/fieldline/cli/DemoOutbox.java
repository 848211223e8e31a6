package io.fieldline.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ops.Operator;
import io.fieldline.sandbox.sendgrid.SentEmail;
import io.fieldline.sandbox.twilio.SentText;

/** What became of lakeside's messages, held against what should, and against what Twilio and SendGrid have. */
final class DemoOutbox {

    static final String SENT = "sent";
    static final String WAITS = "waits";
    private static final Set<String> ACCEPTED = Set.of("accepted", "delivered");
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.US);
    private static final LocalTime FROM = LocalTime.of(9, 0);
    private static final LocalTime UNTIL = LocalTime.of(20, 0);

    private final DemoMessages lakeside;
    private final Operator operator;
    private final PrintWriter err;
    private final Map<String, String> expected = new TreeMap<>();
    private final Map<Long, String> names = new HashMap<>();
    private final Set<String> said = new HashSet<>();

    DemoOutbox(DemoMessages lakeside, Operator operator, PrintWriter err) {
        this.lakeside = lakeside;
        this.operator = operator;
        this.err = err;
        lakeside.control().rows(DemoMessages.ACCOUNT, "crm/customers")
                .forEach(row -> names.put(row.path("id").asLong(), row.path("name").asText()));
    }

    /**
     * Says what should become of a message.
     *
     * @param subject the id of the job or the membership
     * @param outcome {@link #SENT}, {@link #WAITS}, or the reason for which there is none
     */
    void expect(long subject, String event, String outcome) {
        expected.put(subject + " " + event, outcome);
    }

    /** Waits until that is so, and says what is new; whatever is still different is found again at the end. */
    void await() throws InterruptedException {
        Instant end = Instant.now().plus(AT_MOST);
        List<JsonNode> rows = rows();
        while (!outcomes(rows).equals(expected) && Instant.now().isBefore(end)) {
            Thread.sleep(100);
            rows = rows();
        }
        for (int at = rows.size() - 1; at >= 0; at--) {
            JsonNode row = rows.get(at);
            if (said.add(row.path("token").asText() + outcome(row))) {
                say(line(row));
            }
        }
    }

    /** Something that happens, at the time that it is. */
    void say(String what) {
        err.println("  " + when(lakeside.time().instant()) + "  " + what);
        err.flush();
    }

    private String line(JsonNode row) {
        String whom = names.get(row.path("customer").asLong());
        return switch (outcome(row)) {
            case SENT -> what(row) + " to " + whom + ", " + row.path("recipient").asText() + ": " + words(row);
            case WAITS -> what(row) + " to " + whom + " waits until " + when(Instant.parse(row.path("due").asText()));
            default -> "no " + what(row) + " to " + whom + ": " + row.path("reason").asText();
        };
    }

    private static String words(JsonNode row) {
        return row.has("subjectLine") ? row.path("subjectLine").asText() : row.path("text").asText().strip();
    }

    private static String what(JsonNode row) {
        String event = row.path("event").asText().replace("membership-renewal-sequence-", "reminder ").replace('-', ' ');
        return event + " by " + (row.path("channel").asText().equals("sms") ? "text" : "e-mail");
    }

    /** Who was messaged, what, when, and why not. */
    void print(PrintWriter out) {
        Table table = new Table("customer", "message", "to", "when", "became", "words, or why not");
        List<JsonNode> rows = rows();
        for (int at = rows.size() - 1; at >= 0; at--) {
            JsonNode row = rows.get(at);
            boolean sent = outcome(row).equals(SENT);
            table.row(names.get(row.path("customer").asLong()), what(row), row.path("recipient").asText(),
                    when(Instant.parse(row.path(sent ? "handedOver" : "changed").asText())), row.path("state").asText(),
                    sent ? words(row) : row.path("reason").asText());
        }
        table.print(out);
    }

    /** What is not as it should be. */
    List<String> differences() {
        List<JsonNode> rows = rows();
        List<String> differences = new ArrayList<>();
        if (!outcomes(rows).equals(expected)) {
            differences.add(DemoMessages.TENANT + ": messages should be " + expected + ", and are " + outcomes(rows));
        }
        List<String> accepted = new ArrayList<>();
        Map<String, String> whole = new HashMap<>();
        list(true).forEach(row -> whole.put(row.path("token").asText(), row.path("recipient").asText()));
        rows.stream().filter(row -> outcome(row).equals(SENT))
                .forEach(row -> accepted.add(whole.get(row.path("token").asText()) + ": " + words(row)));
        List<String> taken = new ArrayList<>();
        for (SentText text : lakeside.texts()) {
            taken.add(text.to() + ": " + text.body().strip());
            LocalTime hour = text.createdAt().atZone(DemoMessages.ZONE).toLocalTime();
            if (hour.isBefore(FROM) || !hour.isBefore(UNTIL)) {
                differences.add(DemoMessages.TENANT + ": a text went out at " + hour);
            }
        }
        for (SentEmail email : lakeside.emails()) {
            taken.add(email.to() + ": " + email.subject());
        }
        accepted.sort(null);
        taken.sort(null);
        if (!accepted.equals(taken)) {
            differences.add(DemoMessages.TENANT + ": the outbox says that these were taken: " + accepted
                    + "; Twilio and SendGrid took " + taken);
        }
        return differences;
    }

    /** By subject and event. */
    private static Map<String, String> outcomes(List<JsonNode> rows) {
        Map<String, String> outcomes = new TreeMap<>();
        rows.forEach(row -> outcomes.merge(
                row.path("subject").asText().replaceAll("@.*|\\D", "") + " " + row.path("event").asText(), outcome(row),
                (one, other) -> one + " and " + other));
        return outcomes;
    }

    private static String outcome(JsonNode row) {
        String state = row.path("state").asText();
        return ACCEPTED.contains(state)
                ? SENT
                : state.equals("scheduled") ? WAITS : row.path("reason").asText(state).replaceAll(":.*", "");
    }

    /** The whole messages, the latest first. */
    private List<JsonNode> rows() {
        return list(false).stream()
                .map(row -> operator.run("messages", OutputOptions.arguments().put("token", row.path("token").asText()),
                        line -> {
                        }).path("rows").get(0))
                .toList();
    }

    private List<JsonNode> list(boolean reveal) {
        List<JsonNode> rows = new ArrayList<>();
        operator.run("messages",
                OutputOptions.arguments().put("tenant", DemoMessages.TENANT).put("limit", 1_000).put("reveal", reveal),
                line -> {
                }).path("rows").forEach(rows::add);
        return rows;
    }

    private static String when(Instant instant) {
        return WHEN.format(instant.atZone(DemoMessages.ZONE));
    }
}
