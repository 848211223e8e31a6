package io.fieldline.servicetitan.desk;

import java.util.List;

/** The arguments that make an address. */
final class Place {

    static final List<String> FIELDS = List.of("street", "unit", "city", "state", "zip", "country");
    private static final String COUNTRY = "USA";

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
}
