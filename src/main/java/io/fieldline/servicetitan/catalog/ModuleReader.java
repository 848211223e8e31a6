package io.fieldline.servicetitan.catalog;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Turns one module's file into its collections. The notation is in the package's documentation. */
final class ModuleReader {

    private static final Set<String> KEYS = Set.of("call", "version", "path", "query", "body", "answer", "otherwise",
            "status", "scope", "pageSizeCap", "pageSizeDefault", "firstPage", "inactive", "hidesInactive", "sort",
            "sortTrusted", "sequential", "requiresOneOf", "defaults", "reads", "rate", "retryStatus", "retired");
    private static final Map<String, String> GROUPS = Map.of(
            "paged", "page int32, pageSize int32, includeTotal boolean",
            "created", "createdOnOrAfter date-time, createdBefore date-time",
            "modified", "modifiedOnOrAfter date-time, modifiedBefore date-time",
            "feed", "from, includeRecentChanges boolean",
            "externalData", "externalDataApplicationGuid guid, externalDataKey, externalDataValues csv");
    private static final Map<String, String> USUAL_TYPES = Map.of("ids", "csv", "active", "ActiveRequestArg");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\w+)}");
    private static final Pattern RATE = Pattern.compile("1 per (\\d+)s for each (\\w+)");

    private final String module;
    private final String base;

    ModuleReader(String module, String base) {
        this.module = module;
        this.base = base;
    }

    Map<String, ApiCollection> read() {
        try {
            JsonNode file = CatalogFiles.read(module + ".yaml");
            Map<String, ApiCollection> collections = new LinkedHashMap<>();
            file.properties().forEach(entry -> collections.put(entry.getKey(), collection(entry.getKey(), entry.getValue())));
            return collections;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalogue file of module " + module + " is not readable", e);
        }
    }

    private ApiCollection collection(String name, JsonNode node) {
        List<Operation> operations = new ArrayList<>();
        node.properties().forEach(entry -> operations.add(operation(name, entry.getKey(), entry.getValue())));
        return new ApiCollection(module, name, operations);
    }

    private Operation operation(String collection, String name, JsonNode node) {
        try {
            node.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    throw new IllegalArgumentException("unknown key '" + key + "'");
                }
            });
            String[] call = required(node, "call").split(" ");
            String path = node.has("version") ? base.replace("/v2/", "/" + text(node, "version") + "/") : base;
            Set<Integer> status = numbers(required(node, "status"));
            String scope = text(node, "scope");
            return new Operation(module, collection, name, HttpMethod.valueOf(call[0]), path + call[1],
                    pathParameters(call[1], text(node, "path")), queryParameters(text(node, "query")), body(node),
                    answers(node, status), status, scope.isEmpty() ? "" : "tn." + scope, quirks(node));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    "The catalogue file of module " + module + ", " + collection + " " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<Parameter> pathParameters(String path, String types) {
        Map<String, String> written = new LinkedHashMap<>();
        if (!types.isEmpty()) {
            FieldNotation.entries(types).forEach(entry -> written.put(entry.name(), entry.type()));
        }
        List<Parameter> parameters = new ArrayList<>();
        for (Matcher matcher = PLACEHOLDER.matcher(path); matcher.find();) {
            String type = written.getOrDefault(matcher.group(1), "int64");
            parameters.add(new Parameter(matcher.group(1), FieldNotation.type(type), true));
        }
        return parameters;
    }

    private static List<Parameter> queryParameters(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<Parameter> parameters = new ArrayList<>();
        for (FieldNotation.Entry entry : FieldNotation.entries(text)) {
            String group = entry.type() == null ? GROUPS.get(entry.name()) : null;
            if (group == null) {
                parameters.add(queryParameter(entry));
            } else {
                FieldNotation.entries(group).forEach(member -> parameters.add(queryParameter(member)));
            }
        }
        return parameters;
    }

    private static Parameter queryParameter(FieldNotation.Entry entry) {
        String type = entry.type() == null ? USUAL_TYPES.getOrDefault(entry.name(), "string") : entry.type();
        return new Parameter(entry.name(), FieldNotation.type(type), entry.required());
    }

    private static Body body(JsonNode node) {
        String text = text(node, "body");
        if (text.isEmpty()) {
            return null;
        }
        return new Body(FieldNotation.type("multipart file".equals(text) ? "binary" : text));
    }

    private static Map<Integer, Answer> answers(JsonNode node, Set<Integer> status) {
        Map<Integer, Answer> answers = new TreeMap<>();
        int first = status.stream().filter(code -> code < 400).min(Integer::compare).orElse(200);
        answers.put(first, Answer.parse(required(node, "answer")));
        String otherwise = text(node, "otherwise");
        if (!otherwise.isEmpty()) {
            for (String other : otherwise.split(", ")) {
                String[] parts = other.split(" ", 2);
                answers.put(Integer.valueOf(parts[0]), Answer.parse(parts[1]));
            }
        }
        return answers;
    }

    private static Quirks quirks(JsonNode node) {
        Matcher rate = RATE.matcher(text(node, "rate"));
        boolean limited = rate.matches();
        if (node.has("rate") && !limited) {
            throw new IllegalArgumentException("rate is written '1 per 60s for each reportId'");
        }
        return new Quirks(node.path("pageSizeCap").asInt(Quirks.PAGE_SIZE_CAP),
                node.path("pageSizeDefault").asInt(Quirks.PAGE_SIZE_DEFAULT), node.path("firstPage").asInt(1),
                node.has("inactive") ? argument(text(node, "inactive")) : null, node.path("hidesInactive").asBoolean(false),
                words(node, "sort"),
                node.path("sortTrusted").asBoolean(true), node.path("sequential").asBoolean(false),
                words(node, "requiresOneOf"),
                words(node, "defaults").stream().map(ModuleReader::argument).toList(), node.path("reads").asBoolean(false),
                numbers(text(node, "retryStatus")),
                limited ? Duration.ofSeconds(Long.parseLong(rate.group(1))) : null, limited ? rate.group(2) : null,
                node.path("retired").asBoolean(false));
    }

    private static QueryArgument argument(String text) {
        String[] parts = text.split("=", 2);
        return new QueryArgument(parts[0], parts[1]);
    }

    private static List<String> words(JsonNode node, String key) {
        String text = text(node, key);
        return text.isEmpty() ? List.of() : Arrays.asList(text.split(", "));
    }

    private static Set<Integer> numbers(String text) {
        Set<Integer> numbers = new TreeSet<>();
        if (!text.isEmpty()) {
            for (String number : text.split(" ")) {
                numbers.add(Integer.valueOf(number));
            }
        }
        return numbers;
    }

    private static String required(JsonNode node, String key) {
        String text = text(node, key);
        if (text.isEmpty()) {
            throw new IllegalArgumentException(key + " is missing");
        }
        return text;
    }

    private static String text(JsonNode node, String key) {
        return node.path(key).asText("");
    }
}
