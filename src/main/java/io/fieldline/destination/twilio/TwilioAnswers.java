package io.fieldline.destination.twilio;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Suppression;

/**
 * What Twilio's answer to a message means. Its codes are listed at
 * <a href="https://www.twilio.com/docs/api/errors">twilio.com/docs/api/errors</a>.
 */
final class TwilioAnswers {

    static final String OPTED_OUT = "21610";
    private static final String TOO_MANY_REQUESTS = "20429";
    private static final String QUEUE_FULL = "21611";
    /** The queue of a sender holds ten hours; what was refused a moment ago is refused a moment later, too. */
    private static final Duration QUEUE_PAUSE = Duration.ofMinutes(15);

    /** The number does not exist, or is one that cannot take texts. */
    private static final Set<String> RECIPIENT = Set.of("21211", "21214", "21217", "21265", "21614", "21635", "30005", "30006");
    /** Login, account, or the sender that the connection names: every message would be refused. */
    private static final Set<String> ACCOUNT = Set.of("20003", "20005", "20006", "20008", "20404", "21212", "21603", "21606",
            "21659", "21660", "21661", "21701", "21702", "21703", "21704", "30002");

    private final JsonMapper json = new JsonMapper();
    private final InstantSource time;

    TwilioAnswers(InstantSource time) {
        this.time = time;
    }

    Handover of(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.NotSent notSent) {
            return new Handover.NotTaken("Twilio could not be reached: " + notSent.reason(), Optional.empty());
        }
        if (outcome instanceof CallOutcome.Unknown unknown) {
            return new Handover.Uncertain("Twilio's answer did not come: " + unknown.reason());
        }
        CallOutcome.Answered answered = (CallOutcome.Answered) outcome;
        return answered.status() >= 400 && answered.status() < 500 ? refused(answered) : taken(answered);
    }

    private Handover taken(CallOutcome.Answered answered) {
        JsonNode message = read(answered);
        String sid = message.path("sid").asText("");
        return answered.status() == 201 && sid.matches("(SM|MM)[0-9a-fA-F]{32}")
                ? new Handover.Accepted(sid)
                : new Handover.Uncertain("Twilio answered " + answered.status() + said(message)
                        + ", which does not tell whether it has the message");
    }

    private Handover refused(CallOutcome.Answered answered) {
        JsonNode error = read(answered);
        int status = answered.status();
        String code = error.path("code").asText("");
        String said = "Twilio answered " + status + said(error);
        if (status == 429 || code.equals(TOO_MANY_REQUESTS)) {
            return new Handover.NotTaken(said, RetryAfter.of(answered, time.instant()));
        }
        if (code.equals(QUEUE_FULL)) {
            return new Handover.NotTaken(said, Optional.of(QUEUE_PAUSE));
        }
        if (status == 408) {
            return new Handover.Uncertain(said);
        }
        if (ACCOUNT.contains(code) || status == 401 || status == 403 && code.isEmpty() || status == 404) {
            throw new TenantUnavailableException(said + ": check the connection's credentials, account and sender");
        }
        return new Handover.Refused(code.isEmpty() ? Integer.toString(status) : code, said, suppression(code));
    }

    /** What one of Twilio's codes means for the next messages to the same number. */
    static Suppression suppression(String code) {
        if (code.equals(OPTED_OUT)) {
            return Suppression.OPTED_OUT;
        }
        return RECIPIENT.contains(code) ? Suppression.RECIPIENT : Suppression.NONE;
    }

    private JsonNode read(CallOutcome.Answered answered) {
        try {
            JsonNode body = json.readTree(answered.body());
            return body.isObject() ? body : json.createObjectNode();
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }

    private static String said(JsonNode body) {
        String code = body.path("code").asText("");
        String message = body.path("message").asText("");
        return (code.isEmpty() ? "" : ", code " + code) + (message.isEmpty() ? "" : ": " + message);
    }
}
