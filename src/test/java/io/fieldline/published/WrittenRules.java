package io.fieldline.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the documents and integrators say in words: sizes of pages, first pages, parameters of which one is needed. */
final class WrittenRules {

    private static final int PAGE_SIZE = 5_000;
    private static final Map<Pattern, Integer> SMALLER_PAGES = Map.of(
            Pattern.compile("/accounting/v2/tenant/\\{tenant}/journal-entries.*"), 500,
            Pattern.compile("/forms/v2/tenant/\\{tenant}/submissions"), 500,
            Pattern.compile("/settings/v2/tenant/\\{tenant}/business-units/intacct"), 500,
            Pattern.compile("/reporting/v2/.*/data"), 25_000);
    private static final String DATES = "modifiedBefore modifiedOnOrAfter createdBefore createdOnOrAfter";
    private static final Map<String, List<String>> ONE_OF = Map.of(
            "/crm/v2/tenant/{tenant}/customers/contacts", List.of("customerIds", "modifiedBefore", "modifiedOnOrAfter"),
            "/crm/v2/tenant/{tenant}/locations/contacts", List.of(("locationIds " + DATES).split(" ")));

    private WrittenRules() {}

    /** The parameters of which one must be given; empty where there is no such rule. */
    static List<String> oneOf(DocumentedOperation operation) {
        return "GET".equals(operation.method()) ? ONE_OF.getOrDefault(operation.path(), List.of()) : List.of();
    }

    static List<String> violations(DocumentedOperation operation, Map<String, List<String>> parameters) {
        List<String> wrong = new ArrayList<>();
        int cap = SMALLER_PAGES.entrySet().stream().filter(rule -> rule.getKey().matcher(operation.path()).matches())
                .map(Map.Entry::getValue).findFirst().orElse(PAGE_SIZE);
        long size = number(parameters, "pageSize", 1);
        if (size < 1 || size > cap) {
            wrong.add("pageSize=" + size + " is not within 1 and " + cap);
        }
        if (number(parameters, "page", 1) < (operation.path().endsWith("/business-units/intacct") ? 0 : 1)) {
            wrong.add("page=" + parameters.get("page") + " comes before the first");
        }
        List<String> oneOf = oneOf(operation);
        if (!oneOf.isEmpty() && oneOf.stream().noneMatch(parameters::containsKey)) {
            wrong.add("one of " + oneOf + " is required");
        }
        return wrong;
    }

    private static long number(Map<String, List<String>> parameters, String name, long otherwise) {
        try {
            return parameters.containsKey(name) ? Long.parseLong(parameters.get(name).get(0)) : otherwise;
        } catch (NumberFormatException e) {
            // Its type was found wrong already.
            return otherwise;
        }
    }
}
