package io.fieldline.destination.twilio;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.OutgoingMessage;

/**
 * Looks for a message among those that Twilio has for its recipient: by recipient and UTC day, then by recipient alone, for
 * one that waits at Twilio has no day yet. It is the message when it says the same, comes from our side, and was made
 * no earlier than we decided to send it. One of the same words to the same person within the same minutes would be
 * taken for it.
 */
final class MessageSearch {

    /** How far Twilio's clock may be behind ours. */
    private static final Duration CLOCKS = Duration.ofMinutes(2);
    private static final String TRIAL = "Sent from your Twilio trial account - ";
    private static final int PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final JsonMapper json = new JsonMapper();
    private final TwilioAccount account;
    private final ProviderCalls calls;
    private final InstantSource time;

    MessageSearch(TwilioAccount account, ProviderCalls calls, InstantSource time) {
        this.account = account;
        this.calls = calls;
        this.time = time;
    }

    Optional<Handover> find(OutgoingMessage message) {
        Instant earliest = message.decidedAt().minus(CLOCKS);
        Instant latest = message.decidedAt().plus(message.validity()).plus(CLOCKS);
        LocalDate today = day(time.instant().plus(CLOCKS));
        LocalDate last = day(latest).isAfter(today) ? today : day(latest);
        for (LocalDate day = day(earliest); !day.isAfter(last); day = day.plusDays(1)) {
            Optional<Handover> found = list(message, earliest, "&DateSent=" + day);
            if (found.isPresent()) {
                return found;
            }
        }
        return list(message, earliest, "");
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Optional<Handover> list(OutgoingMessage message, Instant earliest, String filter) {
        String next = "/2010-04-01/Accounts/" + account.accountSid() + "/Messages.json?To="
                + URLEncoder.encode(message.recipient(), StandardCharsets.UTF_8) + filter + "&PageSize=" + PAGE;
        for (int page = 0; page < MOST_PAGES && !next.isEmpty(); page++) {
            JsonNode answer = get(next);
            for (JsonNode one : answer.path("messages")) {
                if (same(one, message, earliest)) {
                    return Optional.of(handover(one));
                }
            }
            next = answer.path("next_page_uri").asText("");
            next = next.startsWith("/") ? next : "";
        }
        return Optional.empty();
    }

    private static boolean same(JsonNode one, OutgoingMessage message, Instant earliest) {
        String body = one.path("body").asText("");
        return !one.path("direction").asText("").equals("inbound") && one.path("to").asText("").equals(message.recipient())
                && (body.strip().equals(message.body().strip()) || body.strip().equals(TRIAL + message.body().strip()))
                && created(one).filter(at -> !at.isBefore(earliest)).isPresent();
    }

    private static Optional<Instant> created(JsonNode one) {
        try {
            return Optional.of(ZonedDateTime.parse(one.path("date_created").asText(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Handover handover(JsonNode one) {
        String status = one.path("status").asText("");
        String code = one.path("error_code").asText("");
        return status.equals("failed") || status.equals("undelivered")
                ? new Handover.Refused(code.isEmpty() ? status : code, "Twilio has it as " + status
                        + (code.isEmpty() ? "" : " with code " + code), TwilioAnswers.suppression(code))
                : new Handover.Accepted(one.path("sid").asText());
    }

    private JsonNode get(String path) {
        CallOutcome outcome = calls.send(HttpRequest.newBuilder(account.at(path)).GET()
                .header("Authorization", account.authorization()).header("Accept", "application/json"));
        if (!(outcome instanceof CallOutcome.Answered answered)) {
            throw new RetryLaterException("Twilio could not be asked for a message: " + outcome, null);
        }
        if (answered.status() == 401 || answered.status() == 403 || answered.status() == 404) {
            throw new TenantUnavailableException("Twilio answered " + answered.status()
                    + " when it was asked for a message: check the connection's account and credentials");
        }
        if (answered.status() != 200) {
            throw new RetryLaterException("Twilio answered " + answered.status() + " when it was asked for a message",
                    RetryAfter.of(answered, time.instant()).orElse(null), null);
        }
        try {
            return json.readTree(answered.body());
        } catch (JsonProcessingException e) {
            throw new RetryLaterException("Twilio's list of messages is not JSON", e);
        }
    }
}
