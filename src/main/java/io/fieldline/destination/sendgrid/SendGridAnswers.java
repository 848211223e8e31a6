package io.fieldline.destination.sendgrid;

import java.time.Duration;
import java.time.Instant;
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

/** What SendGrid's answer to a message means. */
final class SendGridAnswers {

    private final JsonMapper json = new JsonMapper();
    private final InstantSource time;

    SendGridAnswers(InstantSource time) {
        this.time = time;
    }

    /** @param token stands for SendGrid's id where its answer names none */
    Handover of(CallOutcome outcome, String token) {
        if (outcome instanceof CallOutcome.NotSent notSent) {
            return new Handover.NotTaken("SendGrid could not be reached: " + notSent.reason(), Optional.empty());
        }
        if (outcome instanceof CallOutcome.Unknown unknown) {
            return new Handover.Uncertain("SendGrid's answer did not come: " + unknown.reason());
        }
        CallOutcome.Answered answered = (CallOutcome.Answered) outcome;
        if (answered.status() == 202) {
            return new Handover.Accepted(answered.header("X-Message-Id").orElse(token));
        }
        return answered.status() >= 400 && answered.status() < 500 && answered.status() != 408
                ? refused(answered)
                : new Handover.Uncertain("SendGrid answered " + answered.status()
                        + ", which does not tell whether it has the message");
    }

    private Handover refused(CallOutcome.Answered answered) {
        int status = answered.status();
        JsonNode error = firstError(answered.body());
        String field = error.path("field").asText("");
        String message = error.path("message").asText("");
        String said = "SendGrid answered " + status + (message.isEmpty() ? "" : ": " + message)
                + (field.isEmpty() || field.equals("null") ? "" : " (" + field + ")");
        return switch (status) {
            case 429 -> new Handover.NotTaken(said, pause(answered));
            case 401, 403, 404, 405 -> throw new TenantUnavailableException(said
                    + ": check the connection's apiKey, its permissions, url, and that the sender is verified");
            default -> new Handover.Refused(Integer.toString(status), said,
                    field.matches("personalizations\\.\\d+\\.to(\\..*)?") ? Suppression.RECIPIENT : Suppression.NONE);
        };
    }

    /** SendGrid tells the second at which its count begins anew. */
    private Optional<Duration> pause(CallOutcome.Answered answered) {
        Instant now = time.instant();
        return RetryAfter.of(answered, now)
                .or(() -> answered.header("X-RateLimit-Reset").filter(text -> text.matches("\\d{9,11}"))
                        .map(text -> Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text))))
                        .map(pause -> pause.isNegative() ? Duration.ZERO : pause));
    }

    private JsonNode firstError(String body) {
        try {
            return json.readTree(body).path("errors").path(0);
        } catch (JsonProcessingException e) {
            return json.createObjectNode();
        }
    }
}
