package io.fieldline.sandbox.http;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** An error as ServiceTitan reports it (RFC 7807 with a trace id, an errors map and data). */
public final class Problem {

    private static final Map<Integer, String> TYPES = Map.of(400, "https://tools.ietf.org/html/rfc7231#section-6.5.1", 401,
            "https://tools.ietf.org/html/rfc7235#section-3.1", 403, "https://tools.ietf.org/html/rfc7231#section-6.5.3", 404,
            "https://tools.ietf.org/html/rfc7231#section-6.5.4", 409, "https://tools.ietf.org/html/rfc7231#section-6.5.8", 429,
            "https://tools.ietf.org/html/rfc6585#section-4", 501, "https://tools.ietf.org/html/rfc7231#section-6.6.2");
    private static final String SERVER_ERROR = "https://tools.ietf.org/html/rfc7231#section-6.6.1";

    private Problem() {}

    public static Reply of(int status, String title) {
        return of(status, title, Map.of());
    }

    /** A 400 that names what is wrong with which field or parameter. */
    public static Reply invalid(Map<String, List<String>> errors) {
        return of(400, "One or more validation errors occurred.", errors);
    }

    public static Reply invalid(String field, String rule) {
        return invalid(Map.of(field, List.of(rule)));
    }

    private static Reply of(int status, String title, Map<String, List<String>> errors) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", TYPES.getOrDefault(status, SERVER_ERROR));
        body.put("title", title);
        body.put("status", status);
        body.put("traceId", "00-" + trace(status, title) + "-01");
        ObjectNode fields = body.putObject("errors");
        errors.forEach((field, rules) -> rules.forEach(fields.withArrayProperty(field)::add));
        body.putObject("data");
        return Reply.json(status, body).withContentType("application/problem+json; charset=utf-8");
    }

    /** The same error has the same trace, so that a run repeats to the byte. */
    private static String trace(int status, String title) {
        long mixed = 1_125_899_906_842_597L * status + title.hashCode();
        return String.format("%016x%016x-%016x", mixed, Long.reverse(mixed), mixed * 31);
    }
}
