package io.fieldline.published;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A documented operation with a value for each parameter that it needs, and no more.
 *
 * @param path with values for all parameters but <code>{tenant}</code>
 */
public record ExampleCall(String method, String path, Map<String, String> query) {

    private static final Map<String, String> VALUES = Map.of("guid", "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11", "date-time",
            "2026-01-01T00:00:00Z", "date", "2026-01-01", "boolean", "true", "email", "zoe@example.com", "int32", "1", "string",
            "1", "Marketing.Ads.Contracts.Performance.PerformanceSegmentationType", "Campaign");

    private static final Set<String> PAGING = Set.of("page", "pageSize", "includeTotal", "descending");

    /** Every documented GET. */
    public static List<ExampleCall> gets() {
        return PublishedIndex.load().operations().stream()
                .filter(operation -> !operation.retired() && "GET".equals(operation.method())).map(ExampleCall::of).toList();
    }

    /** Every collection that can be read whole: by a feed, or by a list that needs no more than its pages. */
    public static List<String> collections() {
        return PublishedIndex.load().operations().stream()
                .filter(operation -> !operation.retired() && operation.pathTypes().isEmpty()
                        && (operation.isFeed() || operation.isList() && operation.queryTypes().entrySet().stream()
                                .noneMatch(type -> type.getValue().endsWith("!") && !PAGING.contains(type.getKey()))))
                .map(DocumentedOperation::collection).distinct().sorted().toList();
    }

    private static ExampleCall of(DocumentedOperation operation) {
        String path = operation.path();
        for (Map.Entry<String, String> parameter : operation.pathTypes().entrySet()) {
            path = path.replace("{" + parameter.getKey() + "}", value(parameter.getValue()));
        }
        Map<String, String> query = new LinkedHashMap<>();
        if (operation.queryTypes() != null) {
            operation.queryTypes().forEach((name, type) -> {
                if (type.endsWith("!")) {
                    query.put(name, value(type));
                }
            });
            WrittenRules.oneOf(operation).stream().filter(operation.queryTypes()::containsKey).limit(1)
                    .forEach(name -> query.put(name, value(operation.queryTypes().get(name))));
        }
        return new ExampleCall("GET", path, query);
    }

    private static String value(String type) {
        String one = type.replaceAll("[!\\[\\]]", "");
        return one.equals("int64") ? String.valueOf(Row.id(1)) : VALUES.get(one);
    }
}
