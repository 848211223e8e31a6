package io.fieldline.published;

import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is sent back, and how much of it. */
record Answer(int status, String contentType, byte[] body, Map<String, String> headers, Delivery delivery) {

    /** How an answer reaches the caller. */
    enum Delivery {
        WHOLE, CUT_OFF, RESET
    }

    private static final JsonMapper JSON = new JsonMapper();

    static Answer json(String body) {
        return of(200, "application/json; charset=utf-8", body);
    }

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), Delivery.WHOLE);
    }

    static Answer html(int status) {
        return of(status, "text/html", "<html><head><title>Service</title></head><body>Try again later.</body></html>");
    }

    static Answer problem(int status, String title) {
        ObjectNode problem = JSON.createObjectNode().put("type", "https://tools.ietf.org/html/rfc7231#section-6.5.1")
                .put("title", title).put("status", status).put("traceId", "00-6f3a0e6bd7bd7f4f9d7f4a2c5b1e0c11-01");
        problem.putObject("errors");
        problem.putObject("data");
        return of(status, "application/problem+json", problem.toString());
    }

    static Answer tooMany(int seconds) {
        return problem(429, "Rate limit is exceeded. Try again in " + seconds + " seconds.").with("Retry-After",
                String.valueOf(seconds));
    }

    Answer with(String header, String value) {
        return new Answer(status, contentType, body, Map.of(header, value), delivery);
    }

    Answer delivered(Delivery other) {
        return new Answer(status, contentType, body, headers, other);
    }
}
