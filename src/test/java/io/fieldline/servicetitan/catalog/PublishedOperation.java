package io.fieldline.servicetitan.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An operation as ServiceTitan publishes it, in the words of the published documents.
 *
 * @param call method and path
 * @param path path parameters without <code>tenant</code>, name to type
 * @param query query parameters, name to type with an exclamation mark where required; null where it is not known
 * @param body the body's type, or a dash
 * @param answers status to type, a dash for none, null for failures
 * @param scope the scope, a dash where none is named, a question mark where it is not known
 * @param retired whether only the older documents have it
 */
record PublishedOperation(String call, Map<String, String> path, Map<String, String> query, String body,
        Map<Integer, String> answers, String scope, boolean retired) {

    static PublishedOperation parse(String line) {
        List<String> parts = List.of(line.split(" \\| "));
        String query = after(parts.get(2), "query ");
        return new PublishedOperation(parts.get(0), pairs(after(parts.get(1), "path ")),
                "?".equals(query) ? null : pairs(query), after(parts.get(3), "body "), answers(after(parts.get(4), "answers ")),
                after(parts.get(5), "scope "), parts.contains("retired"));
    }

    Set<Integer> statusCodes() {
        return new TreeSet<>(answers.keySet());
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (!"-".equals(text)) {
            for (String pair : text.split(" ")) {
                int colon = pair.indexOf(':');
                pairs.put(pair.substring(0, colon), pair.substring(colon + 1));
            }
        }
        return pairs;
    }

    private static Map<Integer, String> answers(String text) {
        Map<Integer, String> answers = new TreeMap<>();
        for (String answer : text.split(" ")) {
            String[] parts = answer.split("=", 2);
            answers.put(Integer.valueOf(parts[0]), parts.length > 1 ? parts[1] : null);
        }
        return answers;
    }

    private static String after(String text, String prefix) {
        if (!text.startsWith(prefix)) {
            throw new IllegalArgumentException("expected '" + prefix + "' at the start of '" + text + "'");
        }
        return text.substring(prefix.length());
    }
}
