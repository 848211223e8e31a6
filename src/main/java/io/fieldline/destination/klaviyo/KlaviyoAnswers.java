package io.fieldline.destination.klaviyo;

import java.time.InstantSource;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.CallOutcome;
import io.fieldline.delivery.RetryAfter;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Suppression;

/** What Klaviyo's answer to an event means. */
final class KlaviyoAnswers {

    private final JsonMapper json = new JsonMapper();
    private final InstantSource time;

    KlaviyoAnswers(InstantSource time) {
        this.time = time;
    }

    /** @param token under which Klaviyo has the event, for it gives none of its own */
    Handover of(CallOutcome outcome, String token) {
        if (outcome instanceof CallOutcome.NotSent notSent) {
            return new Handover.NotTaken("Klaviyo could not be reached: " + notSent.reason(), Optional.empty());
        }
        if (outcome instanceof CallOutcome.Unknown unknown) {
            return new Handover.Uncertain("Klaviyo's answer did not come: " + unknown.reason());
        }
        CallOutcome.Answered answered = (CallOutcome.Answered) outcome;
        if (answered.status() == 202) {
            return new Handover.Accepted(token);
        }
        return answered.status() >= 400 && answered.status() < 500 && answered.status() != 408
                ? refused(answered)
                : new Handover.Uncertain("Klaviyo answered " + answered.status()
                        + ", which does not tell whether it has the event");
    }

    private Handover refused(CallOutcome.Answered answered) {
        int status = answered.status();
        JsonNode error = firstError(answered.body());
        String pointer = error.path("source").path("pointer").asText("");
        String said = "Klaviyo answered " + status + " " + error.path("detail").asText(error.path("title").asText(""))
                + (pointer.isEmpty() ? "" : " (" + pointer + ")");
        if (error.path("code").asText("").contains("revision")) {
            throw new TenantUnavailableException(said + ": check the connection's revision");
        }
        return switch (status) {
            case 429 -> new Handover.NotTaken(said, RetryAfter.of(answered, time.instant()));
            case 401, 403 -> throw new TenantUnavailableException(said + ": check the connection's apiKey and its scopes");
            case 404, 405, 406, 410, 415 -> throw new TenantUnavailableException(said
                    + ": check the connection's url and revision");
            default -> new Handover.Refused(error.path("code").asText(Integer.toString(status)), said,
                    pointer.contains("/profile/") && pointer.matches(".*/(email|phone_number|id)")
                            || pointer.endsWith("/profile")
                                    ? Suppression.RECIPIENT
                                    : Suppression.NONE);
        };
    }

    private JsonNode firstError(String body) {
        try {
            return json.readTree(body).path("errors").path(0);
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
