package io.fieldline.published;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One request as it came.
 *
 * @param query the text after the question mark, not decoded; empty for none
 * @param headers by lower-case name
 * @param arrivedAt of System.nanoTime, when its first byte was read
 */
record Call(String method, String path, String query, Map<String, String> headers, byte[] body, long arrivedAt) {

    String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** Every parameter with its values, decoded, in their order. */
    Map<String, List<String>> parameters() {
        return pairs(query);
    }

    String parameter(String name, String otherwise) {
        List<String> values = parameters().get(name);
        return values == null ? otherwise : values.get(0);
    }

    Map<String, List<String>> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    private static Map<String, List<String>> pairs(String text) {
        Map<String, List<String>> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                pairs.computeIfAbsent(decoded(name), key -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
