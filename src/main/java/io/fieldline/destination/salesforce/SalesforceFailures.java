package io.fieldline.destination.salesforce;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;

import org.apache.camel.component.salesforce.api.SalesforceException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** Which of the four failures Salesforce's refusal of a whole request is. Codes are those of "Status Codes and Error Responses". */
final class SalesforceFailures {

    /** The limit is of the last 24 hours, so some calls are free again before long. */
    static final Duration LIMIT_PAUSE = Duration.ofMinutes(15);
    private static final int LONGEST = 300;
    private static final Set<String> BUSY = Set.of("SERVER_UNAVAILABLE", "REQUEST_RUNNING_TOO_LONG", "UNABLE_TO_LOCK_ROW",
            "QUERY_TIMEOUT", "UNKNOWN_EXCEPTION", "CONCURRENT_API_LIMIT_EXCEEDED");
    private static final Set<String> OURS = Set.of("INVALID_FIELD", "MALFORMED_QUERY", "INVALID_TYPE", "INVALID_QUERY_LOCATOR",
            "MALFORMED_ID", "JSON_PARSER_ERROR", "INVALID_INPUT");
    private static final JsonMapper JSON = new JsonMapper();

    private SalesforceFailures() {}

    static SyncException of(Throwable problem) {
        for (Throwable cause = problem; cause != null; cause = cause.getCause()) {
            if (cause instanceof SyncException known) {
                return known;
            }
            if (cause instanceof SalesforceException answered) {
                return ofAnswer(answered);
            }
        }
        return new RetryLaterException("Salesforce could not be reached: " + problem.getClass().getSimpleName(), problem);
    }

    private static SyncException ofAnswer(SalesforceException answered) {
        if (answered.getErrors() != null && !answered.getErrors().isEmpty()
                && answered.getErrors().get(0).getErrorCode() != null) {
            return login(answered.getErrors().get(0).getErrorCode() + ", " + answered.getErrors().get(0).getMessage(),
                    answered);
        }
        if (answered.getCause() instanceof SalesforceException inner) {
            return ofAnswer(inner);
        }
        int status = answered.getStatusCode();
        if (status < 400) {
            // An answer that began well and broke off is no answer.
            return new RetryLaterException("Salesforce could not be reached: " + cut(answered.getMessage()), answered);
        }
        JsonNode error = error(answered.getMessage());
        String code = error.path("errorCode").asText();
        String said = "Salesforce answered " + status + " " + code + ": "
                + cut(error.path("message").asText(code.isEmpty() ? "no reason given" : ""));
        return code.isEmpty() ? ofStatus(status, said, answered) : ofCode(status, code, said, answered);
    }

    private static SyncException ofCode(int status, String code, String said, SalesforceException answered) {
        if (code.equals("REQUEST_LIMIT_EXCEEDED")) {
            return new RetryLaterException(said, LIMIT_PAUSE, answered);
        }
        if (BUSY.contains(code)) {
            return new RetryLaterException(said, answered);
        }
        return OURS.contains(code) ? new MisconfiguredException(said, answered) : ofStatus(status, said, answered);
    }

    private static SyncException ofStatus(int status, String said, SalesforceException answered) {
        return switch (status) {
            case 401, 403 -> new TenantUnavailableException(
                    said + ". Check the connected app and the permissions of the user it acts for.", answered);
            case 404, 405, 414, 431 -> new MisconfiguredException(said + ". Check the connection's url and apiVersion.",
                    answered);
            case 408, 409, 420, 425, 429 -> new RetryLaterException(said, answered);
            default -> status >= 500
                    ? new RetryLaterException(said, answered)
                    : new RejectedRecordException(said, answered);
        };
    }

    private static SyncException login(String said, SalesforceException answered) {
        return new TenantUnavailableException("Salesforce refused the login: " + cut(said)
                + ". Check url, loginType, clientId and the secret of the connection.", answered);
    }

    private static JsonNode error(String body) {
        try {
            JsonNode answer = JSON.readTree(body == null ? "" : body);
            return answer.isArray() ? answer.path(0) : answer;
        } catch (IOException e) {
            return JsonNodeFactory.instance.missingNode();
        }
    }

    private static String cut(String text) {
        String plain = text == null ? "" : text;
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
