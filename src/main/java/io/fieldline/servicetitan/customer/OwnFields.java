package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.customer.CustomerField.AddressPart;
import io.fieldline.servicetitan.customer.CustomerField.Plain;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.tenant.NearMisses;

/** Drafts the customer's own fields and its address. */
final class OwnFields {

    static final String ACTIVE = "active";
    static final List<String> FULL_ADDRESS = List.of("street", "city", "state", "zip");
    private static final String ADDRESS = "address";
    private static final List<String> ADDRESS_TEXTS = List.of("street", "unit", "city", "state", "zip", "country");
    private static final List<String> COORDINATES = List.of("latitude", "longitude");
    private static final Set<String> OF_OTHERS = Set.of(ADDRESS, "customFields", "externalData", "tagTypeIds", "locations",
            "contacts");

    private final Set<String> settable = new TreeSet<>();
    private final String country;

    /** @param schema what ServiceTitan documents to take */
    OwnFields(Catalog catalog, String schema, String country) {
        this.country = country;
        catalog.schema("crm", schema).fields().stream().map(Field::name).filter(name -> !OF_OTHERS.contains(name))
                .forEach(settable::add);
        settable.add(ACTIVE);
    }

    /** @param current null for a customer to be */
    void draft(Draft draft, Map<String, Object> fields, SideRecord current) {
        Map<String, Object> address = new LinkedHashMap<>();
        fields.forEach((path, value) -> {
            Optional<CustomerField> field = CustomerField.of(path);
            if (field.isEmpty()) {
                draft.refuse(path, "is no field of a customer");
            } else if (field.get() instanceof Plain plain) {
                plain(draft, plain.name(), value, current);
            } else if (field.get() instanceof AddressPart part) {
                address.put(part.name(), value);
            }
        });
        if (!address.isEmpty()) {
            address(draft, address, current);
        }
    }

    private void plain(Draft draft, String name, Object value, SideRecord current) {
        if (!settable.contains(name)) {
            List<String> near = NearMisses.of(name, settable);
            draft.refuse(name, "is no field of a customer that ServiceTitan lets be set"
                    + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
            return;
        }
        Object stored = current == null ? null : current.fields().get(name);
        if (name.equals(ACTIVE) || Values.same(value, stored)) {
            return;
        }
        if (Values.empty(value)) {
            draft.refuse(name, "cannot be emptied in ServiceTitan");
            return;
        }
        draft.set(name, value);
        draft.check(name, record -> Values.same(value, record.fields().get(name)));
    }

    /** ServiceTitan takes an address as a whole. */
    private void address(Draft draft, Map<String, Object> wanted, SideRecord current) {
        wanted.keySet().stream().filter(part -> !ADDRESS_TEXTS.contains(part))
                .forEach(part -> draft.refuse(field(part), "is no part of an address that can be set; the parts are "
                        + String.join(", ", ADDRESS_TEXTS)));
        Map<String, Object> stored = current == null ? Map.of() : CustomerRecords.map(current.fields().get(ADDRESS));
        List<String> changed = new ArrayList<>(wanted.keySet());
        changed.removeIf(part -> !ADDRESS_TEXTS.contains(part) || Values.same(wanted.get(part), stored.get(part)));
        if (changed.isEmpty() && current != null) {
            return;
        }
        Map<String, Object> whole = new LinkedHashMap<>();
        ADDRESS_TEXTS.forEach(part -> {
            Object value = wanted.containsKey(part) ? wanted.get(part) : stored.get(part);
            whole.put(part, value == null ? "" : value);
        });
        if (Values.empty(whole.get("country"))) {
            whole.put("country", country);
        }
        FULL_ADDRESS.stream().filter(part -> Values.empty(whole.get(part)))
                .forEach(part -> draft.refuse(field(part), "is missing: ServiceTitan takes full addresses only"));
        // The documents require coordinates too; those of the bill-to address send nobody anywhere.
        COORDINATES.stream().filter(part -> stored.get(part) != null).forEach(part -> whole.put(part, stored.get(part)));
        draft.set(ADDRESS, whole);
        changed.forEach(part -> draft.check(field(part),
                record -> Values.same(whole.get(part), Values.at(record.fields(), field(part)))));
    }

    private static String field(String part) {
        return CustomerField.ADDRESS + part;
    }
}
