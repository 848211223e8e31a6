package io.fieldline.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Schema;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/** Fields of the two sides: ServiceTitan's from the catalogue, a CRM's as a test writes them. */
final class DescribedFields {

    private final Catalog catalog = Catalog.load();
    private final String module;
    private final Map<String, SideField> fields = new LinkedHashMap<>();

    private DescribedFields(String module) {
        this.module = module;
    }

    static Map<String, SideField> customer() {
        DescribedFields customer = new DescribedFields("crm");
        Set<String> written = customer.paths("UpdateCustomerRequest", "");
        customer.add("", "CustomerResponse", written);
        customer.add("contacts[].", "ExportCustomerContactResponse",
                customer.paths("UpdateCustomerContactRequest", "contacts[]."));
        customer.add("locations[].", "LocationResponse", Set.of());
        customer.put("tags", Type.CHOICES, true, Set.of());
        return customer.fields;
    }

    static Map<String, SideField> job() {
        DescribedFields job = new DescribedFields("jpm");
        job.add("", "JobResponse", Set.of());
        job.put("tags", Type.CHOICES, false, Set.of());
        return job.fields;
    }

    private Set<String> paths(String schema, String prefix) {
        DescribedFields written = new DescribedFields(module);
        written.add(prefix, schema, Set.of());
        return written.fields.keySet();
    }

    private void add(String prefix, String name, Set<String> written) {
        for (Field field : catalog.schema(module, name).fields()) {
            boolean list = field.type().kind() == FieldType.Kind.ARRAY;
            FieldType type = list ? field.type().element() : field.type();
            String path = prefix + field.name() + (list ? "[]" : "");
            if (type.kind() != FieldType.Kind.SCHEMA) {
                put(prefix + field.name(), list ? Type.CHOICES : type(type), written.contains(path), Set.of());
                continue;
            }
            Schema below = catalog.schema(module, type.schema());
            if (below.enumeration()) {
                put(path, Type.CHOICE, written.contains(path), Set.copyOf(below.values()));
            } else {
                add(path + ".", type.schema(), written);
            }
        }
    }

    private static Type type(FieldType type) {
        return switch (type.kind()) {
            case BOOLEAN -> Type.BOOLEAN;
            case INT32, INT64 -> Type.INTEGER;
            case DECIMAL, DOUBLE, FLOAT, MONEY -> Type.DECIMAL;
            case DATE -> Type.DATE;
            case DATE_TIME -> Type.DATE_TIME;
            default -> Type.TEXT;
        };
    }

    private void put(String path, Type type, boolean writable, Set<String> choices) {
        fields.put(path, new SideField(path, path, type, writable, false, 0, choices));
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
