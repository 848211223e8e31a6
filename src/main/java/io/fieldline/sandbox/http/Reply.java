package io.fieldline.sandbox.http;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * One answer of a stand-in.
 *
 * @param delivery how much of it reaches the caller
 * @param delay how long it is held back
 */
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body, Delivery delivery,
        Duration delay) {

    private static final JsonMapper JSON = new JsonMapper();

    public enum Delivery {
        WHOLE,
        /** the connection ends in the middle of the body */
        TRUNCATED,
        /** the connection ends without an answer */
        NONE
    }

    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply json(int status, JsonNode body) {
        try {
            return of(status, "application/json; charset=utf-8", JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree could not be written", e);
        }
    }

    public static Reply html(int status, String title) {
        String page = "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><h1>" + title
                + "</h1></body></html>";
        return of(status, "text/html; charset=utf-8", page.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply empty(int status) {
        return of(status, null, new byte[0]);
    }

    private static Reply of(int status, String contentType, byte[] body) {
        return new Reply(status, contentType, Map.of(), body, Delivery.WHOLE, Duration.ZERO);
    }

    public Reply withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, contentType, more, body, delivery, delay);
    }

    public Reply withContentType(String type) {
        return new Reply(status, type, headers, body, delivery, delay);
    }

    public Reply delivered(Delivery how) {
        return new Reply(status, contentType, headers, body, how, delay);
    }

    public Reply delayed(Duration time) {
        return new Reply(status, contentType, headers, body, delivery, time);
    }
}
