package io.fieldline.warehouse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPInputStream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/**
 * Runs statements by Snowflake's SQL API, version 2 (Snowflake documentation, "Snowflake SQL API reference"). A statement
 * carries a request id, so that sending it again after a lost answer does not run it again.
 */
final class SnowflakeSqlApi implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 4;
    private static final int MOST_POLLS = 1_200;
    private static final Duration SLOWEST_POLL = Duration.ofSeconds(3);
    /** Who asks for longer is obeyed by the lane, which has other things to do meanwhile. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /**
     * Where statements run.
     *
     * @param url the account's address
     * @param role null for the user's default
     */
    record Target(URI url, String database, String schema, String warehouse, String role) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Target target;
    private final SnowflakeToken token;
    private final Duration firstPause;

    /** @param firstPause before a statement that runs on is asked after; later pauses are longer */
    SnowflakeSqlApi(Target target, SnowflakeToken token, Duration firstPause) {
        this.target = target;
        this.token = token;
        this.firstPause = firstPause;
    }

    static URI address(String account) {
        return URI
                .create("https://" + account.toLowerCase(Locale.ROOT).replace('_', '-') + ".snowflakecomputing.com");
    }

    /**
     * @return the rows, each value as text or null
     * @throws SQLException when Snowflake refuses the statement, with its SQL state
     * @throws SyncException when the statement did not come through
     */
    List<List<String>> execute(String statement, String... arguments) throws SQLException {
        String id = UUID.randomUUID().toString();
        byte[] body = body(statement, arguments);
        Answer answer = send(HttpRequest.newBuilder(target.url().resolve("/api/v2/statements?requestId=" + id + "&retry=true"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        answer = finished(answer);
        List<List<String>> rows = new ArrayList<>(rows(answer.json()));
        int partitions = answer.json().path("resultSetMetaData").path("partitionInfo").size();
        String handle = answer.json().path("statementHandle").asText();
        for (int partition = 1; partition < partitions; partition++) {
            rows.addAll(rows(get("/api/v2/statements/" + handle + "?partition=" + partition).json()));
        }
        return rows;
    }

    private byte[] body(String statement, String... arguments) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statement", statement);
        body.put("timeout", PATIENCE.toSeconds() * 10);
        body.put("database", target.database());
        body.put("schema", target.schema());
        body.put("warehouse", target.warehouse());
        if (target.role() != null) {
            body.put("role", target.role());
        }
        Map<String, Object> bindings = new LinkedHashMap<>();
        for (int at = 0; at < arguments.length; at++) {
            Map<String, Object> binding = new LinkedHashMap<>();
            binding.put("type", "TEXT");
            binding.put("value", arguments[at]);
            bindings.put(Integer.toString(at + 1), binding);
        }
        if (!bindings.isEmpty()) {
            body.put("bindings", bindings);
        }
        body.put("parameters", Map.of("timezone", "UTC"));
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can always be written as JSON", e);
        }
    }

    /** A statement that takes longer than the API waits is answered 202, and asked after until it is done. */
    private Answer finished(Answer first) throws SQLException {
        Answer answer = first;
        Duration pause = firstPause;
        for (int poll = 0; answer.status() == 202; poll++) {
            if (poll == MOST_POLLS) {
                throw new RetryLaterException("Snowflake did not finish a statement in time", null);
            }
            pause(pause);
            pause = pause.multipliedBy(2).compareTo(SLOWEST_POLL) > 0 ? SLOWEST_POLL : pause.multipliedBy(2);
            answer = get("/api/v2/statements/" + answer.json().path("statementHandle").asText());
        }
        return answer;
    }

    private Answer get(String path) throws SQLException {
        return send(HttpRequest.newBuilder(target.url().resolve(path)).GET());
    }

    private Answer send(HttpRequest.Builder request) throws SQLException {
        request.timeout(PATIENCE).header("Accept", "application/json").header("User-Agent", "Fieldline")
                .header("X-Snowflake-Authorization-Token-Type", "KEYPAIR_JWT");
        boolean renewed = false;
        for (int attempt = 1;; attempt++) {
            HttpResponse<byte[]> response = sendOnce(request, attempt);
            if (response == null) {
                pause(backOff(attempt));
            } else if (response.statusCode() == 401 && !renewed) {
                renewed = true;
                token.forget();
            } else if (again(response) && attempt < ATTEMPTS) {
                pause(retryAfter(response).orElse(backOff(attempt)));
            } else {
                return answer(response);
            }
        }
    }

    /** What was refused before it ran, or whose end is not known; the request id keeps it from running twice. */
    private static boolean again(HttpResponse<byte[]> response) {
        boolean busy = response.statusCode() == 429 || response.statusCode() >= 500;
        return busy && retryAfter(response).filter(wait -> wait.compareTo(LONGEST_WAIT) > 0).isEmpty();
    }

    /** Anything up to twice as long with each attempt, so that those who were refused together do not come back together. */
    private Duration backOff(int attempt) {
        long most = firstPause.multipliedBy(1L << attempt).toMillis();
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1));
    }

    private static Optional<Duration> retryAfter(HttpResponse<byte[]> response) {
        return response.headers().firstValue("Retry-After").filter(text -> text.matches("[0-9]{1,6}")).map(Long::parseLong)
                .map(Duration::ofSeconds);
    }

    /** @return null when the answer was lost and another attempt is left; the request id makes that safe */
    private HttpResponse<byte[]> sendOnce(HttpRequest.Builder request, int attempt) {
        try {
            return http.send(request.copy().setHeader("Authorization", "Bearer " + token.value()).build(),
                    HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException error) {
            if (attempt >= ATTEMPTS) {
                throw new RetryLaterException("Snowflake cannot be reached at " + target.url() + ": " + error, error);
            }
            return null;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("interrupted while talking to Snowflake", interrupted);
        }
    }

    private Answer answer(HttpResponse<byte[]> response) throws SQLException {
        int status = response.statusCode();
        JsonNode json = json(response);
        if (status == 200 || status == 202) {
            return new Answer(status, json);
        }
        String message = json.path("message").asText("status " + status);
        if (status == 422) {
            throw new SQLException(message, json.path("sqlState").asText("42000"), json.path("code").asInt());
        }
        throw failure(status, message, response);
    }

    private static SyncException failure(int status, String message, HttpResponse<byte[]> response) {
        if (status == 404 && response.request().method().equals("GET")) {
            return new RetryLaterException("Snowflake no longer knows a statement's result: " + message, null);
        }
        return switch (status) {
            case 401, 403 -> new TenantUnavailableException("Snowflake refuses the user or its key: " + message);
            case 400, 404, 405, 415 -> new MisconfiguredException("Snowflake does not accept the request: " + message);
            case 408 -> new RetryLaterException("Snowflake gave up on a statement that took too long: " + message, null);
            default -> new RetryLaterException("Snowflake is busy (" + status + "): " + message,
                    retryAfter(response).orElse(null), null);
        };
    }

    private static JsonNode json(HttpResponse<byte[]> response) {
        boolean packed = response.headers().firstValue("Content-Encoding").filter("gzip"::equalsIgnoreCase).isPresent();
        try (InputStream body = new ByteArrayInputStream(response.body())) {
            // Snowflake packs every partition of a result but the first, whatever was asked for.
            return JSON.readTree(packed ? new GZIPInputStream(body) : body);
        } catch (IOException error) {
            if (response.statusCode() == 200 || response.statusCode() == 202) {
                throw new RetryLaterException("Snowflake's answer is no JSON", error);
            }
            return JSON.createObjectNode();
        }
    }

    private static List<List<String>> rows(JsonNode json) {
        List<List<String>> rows = new ArrayList<>();
        json.path("data").forEach(row -> {
            List<String> values = new ArrayList<>();
            row.forEach(value -> values.add(value.isNull() ? null : value.asText()));
            rows.add(values);
        });
        return rows;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("interrupted while waiting for Snowflake", interrupted);
        }
    }

    @Override
    public void close() {
        token.forget();
    }

    private record Answer(int status, JsonNode json) {}
}
