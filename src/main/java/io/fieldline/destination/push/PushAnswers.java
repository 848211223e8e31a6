package io.fieldline.destination.push;

import java.time.Duration;
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

/**
 * What FCM's answer to a message means, by its error codes
 * (<a href="https://firebase.google.com/docs/reference/fcm/rest/v1/ErrorCode">ErrorCode</a>).
 */
final class PushAnswers {

    /** What FCM asks for where its answer names no time. */
    private static final Duration QUOTA_PAUSE = Duration.ofMinutes(1);

    private final JsonMapper json = new JsonMapper();
    private final InstantSource time;

    PushAnswers(InstantSource time) {
        this.time = time;
    }

    Handover of(CallOutcome outcome) {
        if (outcome instanceof CallOutcome.NotSent notSent) {
            return new Handover.NotTaken("FCM could not be reached: " + notSent.reason(), Optional.empty());
        }
        if (outcome instanceof CallOutcome.Unknown unknown) {
            return new Handover.Uncertain("FCM's answer did not come: " + unknown.reason());
        }
        CallOutcome.Answered answered = (CallOutcome.Answered) outcome;
        JsonNode body = read(answered.body());
        String name = body.path("name").asText("");
        if (answered.status() == 200 && !name.isEmpty()) {
            return new Handover.Accepted(name);
        }
        return answered.status() >= 400
                ? failed(answered, body.path("error"))
                : new Handover.Uncertain(
                        "FCM answered " + answered.status() + ", which does not tell whether it has the message");
    }

    private Handover failed(CallOutcome.Answered answered, JsonNode error) {
        int status = answered.status();
        String code = code(error);
        String said = "FCM answered " + status + " " + code + ": " + error.path("message").asText("");
        return switch (code) {
            case "UNREGISTERED", "SENDER_ID_MISMATCH" -> new Handover.Refused(code, said, Suppression.RECIPIENT);
            case "INVALID_ARGUMENT" -> new Handover.Refused(code, said,
                    ofDevice(error) ? Suppression.RECIPIENT : Suppression.NONE);
            case "QUOTA_EXCEEDED", "RESOURCE_EXHAUSTED" -> new Handover.NotTaken(said,
                    Optional.of(RetryAfter.of(answered, time.instant()).orElse(QUOTA_PAUSE)));
            case "UNAVAILABLE" -> new Handover.NotTaken(said, RetryAfter.of(answered, time.instant()));
            default -> other(answered, code, said);
        };
    }

    private Handover other(CallOutcome.Answered answered, String code, String said) {
        int status = answered.status();
        if (status == 401 || status == 403 || status == 404) {
            throw new TenantUnavailableException(said
                    + ". Check the service account's right to send, the project, and Apple's or the browser's certificate there");
        }
        if (status == 429) {
            return new Handover.NotTaken(said, Optional.of(RetryAfter.of(answered, time.instant()).orElse(QUOTA_PAUSE)));
        }
        return status >= 500 || status == 408
                ? new Handover.Uncertain(said)
                : new Handover.Refused(code.isEmpty() ? Integer.toString(status) : code, said, Suppression.NONE);
    }

    /** FCM's own code where there is one, else Google's. */
    private static String code(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            if (detail.path("@type").asText("").endsWith("google.firebase.fcm.v1.FcmError")) {
                return detail.path("errorCode").asText("");
            }
        }
        return error.path("status").asText("");
    }

    /** Whether it is the device's token that is wrong, and not the message. */
    private static boolean ofDevice(JsonNode error) {
        for (JsonNode detail : error.path("details")) {
            for (JsonNode violation : detail.path("fieldViolations")) {
                if (violation.path("field").asText("").equals("message.token")) {
                    return true;
                }
            }
        }
        return error.path("message").asText("").contains("registration token");
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
