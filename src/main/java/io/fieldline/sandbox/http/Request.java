package io.fieldline.sandbox.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One request as a stand-in sees it.
 *
 * @param method in capitals
 * @param path without query, not decoded
 * @param rawQuery as sent, empty where there is none
 * @param query decoded, in order; a key may have several values
 * @param headers names in lower case
 * @param body empty where there is none
 */
public record Request(String method, String path, String rawQuery, Map<String, List<String>> query,
        Map<String, String> headers, byte[] body) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return query.getOrDefault(name, List.of()).stream().findFirst();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The first values of a form-encoded body. */
    public Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        parse(text()).forEach((key, values) -> form.put(key, values.get(0)));
        return form;
    }

    /** Pairs of <code>key=value&amp;key=value</code>; a plus sign is a space, as in every form. */
    static Map<String, List<String>> parse(String encoded) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        if (encoded == null || encoded.isEmpty()) {
            return pairs;
        }
        for (String pair : encoded.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.computeIfAbsent(decode(key), ignored -> new ArrayList<>()).add(decode(value));
        }
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
