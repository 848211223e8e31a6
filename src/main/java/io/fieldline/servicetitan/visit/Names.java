package io.fieldline.servicetitan.visit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What templates are told of people and places. */
final class Names {

    private Names() {}

    /** @param location empty when there is none */
    static Map<String, Object> of(Map<String, Object> customer, Map<String, Object> location) {
        String name = text(customer.get("name"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("customerName", name);
        // A business has no first name.
        values.put("customerFirstName", "Residential".equals(customer.get("type")) ? first(name) : name);
        values.put("address", location.get("address") instanceof Map<?, ?> address
                ? Stream.of("street", "unit", "city").map(part -> text(address.get(part))).filter(part -> !part.isEmpty())
                        .collect(Collectors.joining(", "))
                : "");
        return values;
    }

    /** @param assignments active ones, of one visit */
    static Map<String, Object> technicians(List<Map<String, Object>> assignments) {
        List<String> names = assignments.stream().map(row -> text(row.get("technicianName"))).filter(name -> !name.isEmpty())
                .distinct().toList();
        if (names.isEmpty()) {
            return Map.of();
        }
        return Map.of("technicianName", names.get(0), "technicianFirstName", first(names.get(0)), "technicianNames",
                String.join(", ", names));
    }

    private static String first(String name) {
        return name.split("\\s+", 2)[0];
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString().strip();
    }
}
