package io.fieldline.servicetitan.http;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.catalog.Operation;

/** Which of the four failures an answer of ServiceTitan is. */
final class AnswerFailures {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS_IN_TITLE = Pattern.compile("(\\d{1,6})\\s+seconds?", Pattern.CASE_INSENSITIVE);

    private final InstantSource clock;

    AnswerFailures(InstantSource clock) {
        this.clock = clock;
    }

    SyncException of(Operation operation, int status, HttpHeaders headers, byte[] body) {
        String request = operation.method() + " " + operation.path();
        String problem = request + " was answered " + status + describe(body);
        if (operation.retryStatus().contains(status)) {
            return new RetryLaterException(problem, pause(headers, body).orElse(null), null);
        }
        return switch (status) {
            case 401 -> new TenantUnavailableException(problem
                    + ". The application key or the access token is not accepted: check appKey and that the application is still"
                    + " connected in ServiceTitan under Settings, Integrations, API Application Access.");
            case 403 -> new TenantUnavailableException(problem + ". The application lacks the scope " + operation.scope()
                    + " for this tenant, or its new version was not accepted: accept it in ServiceTitan under Settings,"
                    + " Integrations, API Application Access.");
            case 404, 405 -> new RejectedRecordException(operation.retired()
                    ? problem
                            + ". This tenant's API no longer offers the operation: it left ServiceTitan's documents after March 2026"
                    : problem);
            case 408, 425, 429, 500, 502, 503, 504 -> new RetryLaterException(problem, pause(headers, body).orElse(null), null);
            default -> status >= 500 ? new RetryLaterException(problem, null) : new RejectedRecordException(problem);
        };
    }

    /** What the server asks for: the header, else the seconds that its title names. */
    Optional<Duration> pause(HttpHeaders headers, byte[] body) {
        Optional<Duration> header = headers.firstValue("Retry-After").flatMap(this::retryAfter);
        if (header.isPresent()) {
            return header;
        }
        Matcher seconds = SECONDS_IN_TITLE.matcher(problem(body).map(node -> node.path("title").asText()).orElse(""));
        return seconds.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds.group(1)))) : Optional.empty();
    }

    private Optional<Duration> retryAfter(String value) {
        if (value.matches("\\d{1,6}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Duration until = Duration.between(clock.instant(),
                    ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
            return Optional.of(until.isNegative() ? Duration.ZERO : until);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String describe(byte[] body) {
        return problem(body).map(node -> {
            String errors = node.path("errors").isObject() && !node.path("errors").isEmpty() ? " " + node.get("errors") : "";
            return " " + node.path("title").asText("without a title") + errors;
        }).orElse("");
    }

    private static Optional<JsonNode> problem(byte[] body) {
        try {
            return Optional.ofNullable(JSON.readTree(body)).filter(JsonNode::isObject);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
