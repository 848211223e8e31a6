package io.fieldline.sandbox.hubspot;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A search: up to five groups of filters, of which one must hold, one sort, 200 rows a page, 10,000 rows in all. It sees
 * what the index knew at a moment that may lie behind.
 */
final class SearchCall {

    private static final int WINDOW = 10_000;
    private static final int PAGE = 200;
    private static final int GROUPS = 5;
    private static final int FILTERS = 6;

    private record Hit(StoredObject object, Map<String, String> values) {}

    private final ObjectTable table;
    private final JsonNode body;
    /** The filters' times, read once for all rows. */
    private final Map<String, String> times = new HashMap<>();

    SearchCall(ObjectTable table, JsonNode body) {
        this.table = table;
        this.body = body;
    }

    ObjectNode answer(Instant indexedUntil) {
        int limit = body.path("limit").asInt(10);
        int after = after();
        check(limit, after);
        Stream<Hit> hits = table.all().stream().map(object -> new Hit(object, object.indexed(indexedUntil)))
                .filter(hit -> !hit.values().isEmpty() && matches(hit.values()));
        List<Hit> sorted = hits.sorted(order()).toList();
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("total", sorted.size());
        answer.putArray("results");
        List<String> properties = BatchCalls.texts(body.path("properties"));
        sorted.stream().skip(after).limit(limit).forEach(hit -> answer.withArrayProperty("results")
                .add(hit.object().json(hit.values(), properties, List.of())));
        if (sorted.size() > after + limit) {
            answer.putObject("paging").putObject("next").put("after", Integer.toString(after + limit));
        }
        return answer;
    }

    private int after() {
        String after = body.path("after").asText("0");
        if (!after.matches("\\d{0,9}")) {
            throw Refusal.invalid("Invalid 'after': " + after);
        }
        return after.isEmpty() ? 0 : Integer.parseInt(after);
    }

    private void check(int limit, int after) {
        if (limit < 1 || limit > PAGE) {
            throw Refusal.invalid("Limit must be between 1 and " + PAGE + ", was " + limit);
        }
        if (after + limit > WINDOW) {
            throw Refusal.invalid("A search gives no more than " + WINDOW + " results; use a narrower filter");
        }
        if (body.path("filterGroups").size() > GROUPS) {
            throw Refusal.invalid("A search takes no more than " + GROUPS + " filter groups");
        }
        if (body.path("sorts").size() > 1) {
            throw Refusal.invalid("Only one sort is supported");
        }
        for (JsonNode group : body.path("filterGroups")) {
            if (group.path("filters").size() > FILTERS) {
                throw Refusal.invalid("A filter group takes no more than " + FILTERS + " filters");
            }
            group.path("filters").forEach(filter -> known(filter.path("propertyName").asText()));
        }
        body.path("sorts").forEach(sort -> known(sort.path("propertyName").asText()));
    }

    private void known(String property) {
        if (table.catalogue().find(property).isEmpty()) {
            throw Refusal.invalid("There was a problem with the request. No property '" + property + "' on "
                    + table.kind().name());
        }
    }

    private boolean matches(Map<String, String> values) {
        JsonNode groups = body.path("filterGroups");
        return groups.isEmpty() || stream(groups)
                .anyMatch(group -> stream(group.path("filters")).allMatch(filter -> holds(filter, values)));
    }

    private boolean holds(JsonNode filter, Map<String, String> values) {
        String property = filter.path("propertyName").asText();
        String value = values.getOrDefault(property, "");
        String wanted = filter.path("value").asText("");
        return switch (filter.path("operator").asText()) {
            case "EQ" -> !value.isEmpty() && compare(property, value, wanted) == 0;
            case "NEQ" -> value.isEmpty() || compare(property, value, wanted) != 0;
            case "LT" -> !value.isEmpty() && compare(property, value, wanted) < 0;
            case "LTE" -> !value.isEmpty() && compare(property, value, wanted) <= 0;
            case "GT" -> !value.isEmpty() && compare(property, value, wanted) > 0;
            case "GTE" -> !value.isEmpty() && compare(property, value, wanted) >= 0;
            case "BETWEEN" -> !value.isEmpty() && compare(property, value, wanted) >= 0
                    && compare(property, value, filter.path("highValue").asText("")) <= 0;
            case "IN" -> !value.isEmpty() && stream(filter.path("values"))
                    .anyMatch(one -> compare(property, value, one.asText()) == 0);
            case "HAS_PROPERTY" -> !value.isEmpty();
            case "NOT_HAS_PROPERTY" -> value.isEmpty();
            case "CONTAINS_TOKEN" -> token(value, wanted);
            default -> throw Refusal.invalid("Invalid operator '" + filter.path("operator").asText() + "'");
        };
    }

    private static boolean token(String value, String wanted) {
        String pattern = Stream.of(wanted.toLowerCase(Locale.ROOT).split("\\*", -1)).map(Pattern::quote)
                .reduce((left, right) -> left + ".*" + right).orElseThrow();
        return Stream.of(value.toLowerCase(Locale.ROOT).split("[\\s;,@]+")).anyMatch(part -> part.matches(pattern))
                || value.toLowerCase(Locale.ROOT).matches(pattern);
    }

    private int compare(String property, String left, String right) {
        String type = table.catalogue().find(property).orElseThrow().type();
        return switch (type) {
            // Times of one form sort as texts do.
            case "datetime" -> left.compareTo(times.computeIfAbsent(right, SearchCall::stamp));
            case "number", "date" -> Double.compare(number(left), number(right));
            default -> left.compareToIgnoreCase(right);
        };
    }

    private static String stamp(String value) {
        return StoredObject.stamp(Instant.ofEpochMilli((long) number(value)));
    }

    private static double number(String value) {
        try {
            if (value.matches("\\d{4}-\\d{2}-\\d{2}")) {
                return LocalDate.parse(value).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            }
            return value.contains("T") ? Instant.parse(value).toEpochMilli() : Double.parseDouble(value);
        } catch (NumberFormatException | DateTimeParseException e) {
            throw Refusal.invalid("'" + value + "' is not a number or a time");
        }
    }

    private Comparator<Hit> order() {
        List<JsonNode> sorts = new ArrayList<>();
        body.path("sorts").forEach(sorts::add);
        // HubSpot promises no order among equals: the newest id first is as good as any and hides no mistake.
        Comparator<Hit> ties = Comparator.comparing((Hit hit) -> hit.object().id()).reversed();
        if (sorts.isEmpty()) {
            return ties.reversed();
        }
        String property = sorts.get(0).path("propertyName").asText();
        Comparator<Hit> by = (left, right) -> compareOrEmpty(property, left.values().getOrDefault(property, ""),
                right.values().getOrDefault(property, ""));
        return (sorts.get(0).path("direction").asText("ASCENDING").equals("DESCENDING") ? by.reversed() : by)
                .thenComparing(ties);
    }

    private int compareOrEmpty(String property, String left, String right) {
        return left.isEmpty() || right.isEmpty()
                ? Boolean.compare(left.isEmpty(), right.isEmpty())
                : sorted(property, left, right);
    }

    private int sorted(String property, String left, String right) {
        boolean times = table.catalogue().find(property).orElseThrow().type().equals("datetime");
        return times ? left.compareTo(right) : compare(property, left, right);
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
