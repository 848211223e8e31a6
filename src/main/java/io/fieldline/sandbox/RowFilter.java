package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.Table.Head;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;

/** The rows that a list is asked for: what can be told from a row's head, and what needs the row. */
final class RowFilter {

    /** Not filters of rows, or handled by the list itself. */
    private static final Set<String> NOT_FILTERS = Set.of("page", "pageSize", "includeTotal", "sort", "orderBy",
            "orderByDirection", "ids", "externalDataApplicationGuid", "excludeAccountingChangesFromModifiedDateRange",
            "includeDurationBilling", "includeDiscounts", "includeRecurringServices", "includeTags", "from",
            "includeRecentChanges", "genPermUrl", "calculatePrices",
            "includeTechnicians", "customField.Operator", "balanceFilter.Comparer", "totalFilter.Comparer");
    /** Where the value of a filter stands in the row when its name does not say so. */
    private static final Map<String, String> PLACES = Map.ofEntries(Map.entry("number", "jobNumber"),
            Map.entry("street", "address/street"), Map.entry("unit", "address/unit"), Map.entry("city", "address/city"),
            Map.entry("state", "address/state"), Map.entry("zip", "address/zip"), Map.entry("country", "address/country"),
            Map.entry("latitude", "address/latitude"), Map.entry("longitude", "address/longitude"),
            Map.entry("invoiced", "invoiceDate"), Map.entry("paid", "date"), Map.entry("starts", "start"),
            Map.entry("ends", "end"), Map.entry("completed", "completedOn"), Map.entry("sold", "soldOn"),
            Map.entry("soldById", "soldBy"), Map.entry("agentName", "agent/name"), Map.entry("phoneNumberCalled", "to"),
            Map.entry("callerPhoneNumber", "from"), Map.entry("statuses", "syncStatus"),
            Map.entry("reviewStatuses", "reviewStatus"), Map.entry("invoiceConfigurations", "invoiceConfiguration"),
            Map.entry("campaignPhoneNumber", "campaignPhoneNumbers"), Map.entry("appliedToInvoiceIds", "appliedTo/*/appliedTo"),
            Map.entry("totalGreater", "total"), Map.entry("totalLess", "total"),
            Map.entry("batchNumber", "batch/number"), Map.entry("appliedToReferenceNumber",
                    "appliedTo/*/appliedToReferenceNumber"),
            Map.entry("soldByEmployeeId", "soldBy"), Map.entry("agentExternalId", "agent/externalId"),
            Map.entry("billingFrequency", "durationBilling/*/billingFrequency"));

    private final List<Predicate<Head>> heads = new ArrayList<>();
    private final List<Predicate<ObjectNode>> rows = new ArrayList<>();
    private final Arguments arguments;
    private final ObjectNode example;

    /**
     * @param example a row of the collection, to see which fields it has
     */
    RowFilter(Arguments arguments, Optional<ObjectNode> example, JoinedFilters joined) {
        this.arguments = arguments;
        this.example = example.orElse(null);
        active();
        arguments.given().stream().filter(parameter -> !NOT_FILTERS.contains(parameter.name()))
                .forEach(parameter -> joined.of(parameter).ifPresentOrElse(rows::add, () -> add(parameter)));
    }

    /** @param field or the way to it, such as <code>deposit/id</code> */
    void only(String field, long value) {
        String wanted = Long.toString(value);
        String[] place = field.split("/");
        rows.add(row -> values(row, place, 0).contains(wanted));
    }

    boolean head(Head head) {
        return heads.stream().allMatch(predicate -> predicate.test(head));
    }

    boolean needsRow() {
        return !rows.isEmpty();
    }

    boolean row(ObjectNode row) {
        return rows.stream().allMatch(predicate -> predicate.test(row));
    }

    private void active() {
        Operation operation = arguments.operation();
        String wanted = arguments.text("active").or(() -> arguments.text("activeState"))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .orElseGet(() -> operation.hidesInactive() && !arguments.flag("includeInactive") || arguments.flag("activeOnly")
                        ? "true"
                        : "any");
        if (operation.collection().endsWith("contacts") || operation.collection().endsWith("notes")) {
            // Deleted ones are gone from lists although those have no parameter for it.
            heads.add(Head::active);
        }
        switch (wanted) {
            case "true", "activeonly" -> heads.add(Head::active);
            case "false", "inactiveonly" -> heads.add(head -> !head.active());
            default -> {
            }
        }
    }

    private void add(Parameter parameter) {
        String name = parameter.name();
        switch (name) {
            case "active", "activeState", "includeInactive", "activeOnly" -> {
            }
            case "createdOnOrAfter", "createdAfter" -> from(name, Head::created);
            case "modifiedOnOrAfter", "modifiedAfter" -> from(name, Head::modified);
            case "createdBefore" -> before(name, Head::created);
            case "modifiedBefore" -> before(name, Head::modified);
            default -> byField(parameter);
        }
    }

    private void from(String name, Function<Head, Instant> time) {
        arguments.time(name).ifPresent(bound -> heads.add(head -> !time.apply(head).isBefore(bound)));
    }

    private void before(String name, Function<Head, Instant> time) {
        arguments.time(name).ifPresent(bound -> heads.add(head -> time.apply(head).isBefore(bound)));
    }

    private void byField(Parameter parameter) {
        switch (parameter.type().kind()) {
            case DATE_TIME -> byTime(parameter.name());
            case DECIMAL -> byAmount(parameter.name());
            default -> byValue(parameter);
        }
    }

    private void byTime(String name) {
        boolean start = name.contains("After");
        String[] place = place(name.replaceFirst("On(OrAfter|OrBefore)$|(OrAfter|After|OnBefore|Before)$", ""), "On");
        arguments.time(name).ifPresent(bound -> rows.add(row -> values(row, place, 0).stream()
                .anyMatch(value -> Timestamps.parse(value).filter(time -> time.isBefore(bound) != start).isPresent())));
    }

    private void byAmount(String name) {
        String[] place = place(name, "");
        BigDecimal bound = new BigDecimal(arguments.text(name).orElseThrow());
        int sign = name.endsWith("Greater") ? 1 : name.endsWith("Less") ? -1 : 0;
        rows.add(row -> values(row, place, 0).stream().anyMatch(value -> new BigDecimal(value).compareTo(bound) == sign));
    }

    private void byValue(Parameter parameter) {
        String[] place = place(parameter.name(), "");
        Set<String> wanted = (parameter.commaSeparated() || parameter.repeated()
                ? arguments.values(parameter)
                : List.of(arguments.text(parameter.name()).orElseThrow())).stream()
                .map(value -> value.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        boolean part = parameter.name().equals("name");
        rows.add(row -> values(row, place, 0).stream().map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> part ? wanted.stream().anyMatch(value::contains) : wanted.contains(value)));
    }

    /** The way to the value; a filter that the sandbox cannot apply is refused, never pretended. */
    private String[] place(String name, String suffix) {
        List<String> candidates = new ArrayList<>(List.of(PLACES.getOrDefault(name, name + suffix), name + suffix, name));
        if (name.endsWith("Ids")) {
            candidates.add(name.substring(0, name.length() - 1));
            candidates.add(name.substring(0, name.length() - 3) + "/id");
        }
        if (name.endsWith("Id")) {
            candidates.add(name.substring(0, name.length() - 2) + "/id");
        }
        if (example == null) {
            return candidates.get(0).split("/");
        }
        return candidates.stream().map(candidate -> candidate.split("/")).filter(place -> example.has(place[0])).findFirst()
                .orElseThrow(() -> new Refusal(Problem.of(501,
                        "The sandbox has no model of the filter '" + name + "' of " + arguments.operation() + ".")));
    }

    private static List<String> values(JsonNode node, String[] place, int depth) {
        if (node.isArray()) {
            List<String> values = new ArrayList<>();
            int next = depth < place.length && place[depth].equals("*") ? depth + 1 : depth;
            node.forEach(element -> values.addAll(values(element, place, next)));
            return values;
        }
        if (depth < place.length) {
            return values(node.path(place[depth]), place, depth + 1);
        }
        if (node.isObject()) {
            return node.has("name") ? List.of(node.get("name").asText()) : List.of();
        }
        return node.isValueNode() && !node.isNull() ? List.of(node.asText()) : List.of();
    }
}
