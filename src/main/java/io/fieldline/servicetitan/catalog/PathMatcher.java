package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the operation a path belongs to. A literal segment beats a parameter, the leftmost difference decides. */
final class PathMatcher {

    private final Map<Key, List<Template>> templates = new HashMap<>();

    private record Key(HttpMethod method, int segments) {}

    private record Template(Operation operation, String[] segments, String literals) {}

    PathMatcher(Collection<Operation> operations) {
        for (Operation operation : operations) {
            String[] segments = operation.path().split("/");
            StringBuilder literals = new StringBuilder();
            for (String segment : segments) {
                literals.append(parameter(segment) ? 'p' : 'l');
            }
            templates.computeIfAbsent(new Key(operation.method(), segments.length), key -> new ArrayList<>())
                    .add(new Template(operation, segments, literals.toString()));
        }
        templates.values().forEach(list -> list.sort(Comparator.comparing(Template::literals)));
    }

    Optional<Match> match(HttpMethod method, String path) {
        String[] segments = path.split("/", -1);
        for (Template template : templates.getOrDefault(new Key(method, segments.length), List.of())) {
            Map<String, String> values = values(template.segments(), segments);
            if (values != null) {
                return Optional.of(new Match(template.operation(), values));
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> values(String[] template, String[] segments) {
        Map<String, String> values = new HashMap<>();
        for (int index = 0; index < template.length; index++) {
            if (parameter(template[index])) {
                if (segments[index].isEmpty()) {
                    return null;
                }
                values.put(template[index].substring(1, template[index].length() - 1), segments[index]);
            } else if (!template[index].equals(segments[index])) {
                return null;
            }
        }
        return values;
    }

    private static boolean parameter(String segment) {
        return segment.startsWith("{");
    }
}
