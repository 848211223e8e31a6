package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.DescribedRecords;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/** Fields of the two sides: ServiceTitan's from the catalogue, a CRM's as a test writes them. */
final class DescribedFields {

    private DescribedFields() {}

    static Map<String, SideField> customer() {
        return DescribedRecords.customer(Catalog.load());
    }

    static Map<String, SideField> job() {
        return DescribedRecords.job(Catalog.load());
    }

    /** @param written <code>Account.Name text 255</code>, a field each; type and length may be left out, <code>readonly</code>
     * and choices after a colon may follow */
    static Map<String, SideField> crm(String... written) {
        Map<String, SideField> fields = new LinkedHashMap<>();
        for (String one : written) {
            String[] sides = one.split(":");
            List<String> words = new ArrayList<>(List.of(sides[0].strip().split(" ")));
            boolean writable = !words.remove("readonly");
            Type type = words.size() > 1 ? Type.valueOf(words.get(1).toUpperCase(Locale.ROOT)) : Type.TEXT;
            int longest = words.size() > 2 ? Integer.parseInt(words.get(2)) : 0;
            Set<String> choices = sides.length > 1 ? Set.of(sides[1].strip().split(" *, *")) : Set.of();
            fields.put(words.get(0), new SideField(words.get(0), words.get(0), type, writable, false, longest, choices));
        }
        return fields;
    }
}
