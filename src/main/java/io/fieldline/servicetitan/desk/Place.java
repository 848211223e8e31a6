package io.fieldline.servicetitan.desk;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Trees;

/** The arguments that make an address. */
final class Place {

    static final List<String> FIELDS = List.of("street", "unit", "city", "state", "zip", "country");
    private static final String ADDRESS = "address";
    private static final String COUNTRY = "USA";
    private static final List<String> COORDINATES = List.of("latitude", "longitude");

    private Place() {}

    /** Those that were given. */
    static FieldValues given(Args args, FieldValues values) {
        FIELDS.forEach(part -> values.given(args, part, "address." + part));
        return values;
    }

    /** A whole one; what is missing is named. */
    static FieldValues whole(Args args, FieldValues values) {
        for (String part : List.of("street", "city", "state", "zip")) {
            values.put("address." + part, args.need(part));
        }
        args.text("unit").ifPresent(unit -> values.put("address.unit", unit));
        return values.put("address.country", args.text("country").orElse(COUNTRY));
    }

    /**
     * The body with the rest of the address beside the parts that change: ServiceTitan takes an address as a whole. The
     * documents require the coordinates of a customer's address too; those of a bill-to address send nobody anywhere.
     */
    static ObjectNode completed(ObjectNode body, ObjectNode record, boolean coordinates) {
        if (body.get(ADDRESS) instanceof ObjectNode parts) {
            ObjectNode whole = Trees.object();
            FIELDS.forEach(part -> whole.put(part, Trees.text(record.path(ADDRESS), part)));
            if (whole.path("country").asText().isEmpty()) {
                whole.put("country", COUNTRY);
            }
            COORDINATES.stream().filter(part -> coordinates && record.path(ADDRESS).hasNonNull(part))
                    .forEach(part -> whole.set(part, record.path(ADDRESS).get(part)));
            body.set(ADDRESS, whole.setAll(parts));
        }
        return body;
    }
}
