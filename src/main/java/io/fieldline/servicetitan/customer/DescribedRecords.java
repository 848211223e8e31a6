package io.fieldline.servicetitan.customer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Schema;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideField.Type;

/** The fields of records as mappings address them, by path, from the catalogue: what they hold and whether they can be written. */
public final class DescribedRecords {

    private final Catalog catalog;
    private final String module;
    private final Map<String, SideField> fields = new LinkedHashMap<>();

    private DescribedRecords(Catalog catalog, String module) {
        this.catalog = catalog;
        this.module = module;
    }

    /** A customer with its contacts, locations and tags. */
    public static Map<String, SideField> customer(Catalog catalog) {
        DescribedRecords customer = new DescribedRecords(catalog, "crm");
        Set<String> written = customer.paths("UpdateCustomerRequest", "");
        customer.add("", "CustomerResponse", written);
        customer.add("contacts[].", "ExportCustomerContactResponse",
                customer.paths("UpdateCustomerContactRequest", "contacts[]."));
        customer.add("locations[].", "LocationResponse", Set.of());
        customer.put("tags", Type.CHOICES, true, Set.of());
        return customer.fields;
    }

    /** A job with its tags and what {@link JobRecords} adds. */
    public static Map<String, SideField> job(Catalog catalog) {
        DescribedRecords job = new DescribedRecords(catalog, "jpm");
        job.add("", "JobResponse", Set.of());
        job.put("tags", Type.CHOICES, false, Set.of());
        job.put("jobTypeName", Type.TEXT, false, Set.of());
        job.put("businessUnitName", Type.TEXT, false, Set.of());
        job.put("technicianNames", Type.CHOICES, false, Set.of());
        job.put("invoiceTotal", Type.DECIMAL, false, Set.of());
        return job.fields;
    }

    private Set<String> paths(String schema, String prefix) {
        DescribedRecords written = new DescribedRecords(catalog, module);
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
}
