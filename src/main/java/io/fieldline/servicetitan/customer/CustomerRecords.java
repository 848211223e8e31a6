package io.fieldline.servicetitan.customer;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.customer.NamedTypes.Type;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

/** Makes a record of a customer's row, its contacts and the names of its tags. */
final class CustomerRecords {

    static final String CONTACTS = "contacts";
    private static final List<String> OF_CONTACTS = List.of("id", "type", "value", "memo", "phoneSettings", "preferences",
            "modifiedOn");

    private final NamedTypes tags;
    private final String externalKey;

    CustomerRecords(NamedTypes tags, String externalKey) {
        this.tags = tags;
        this.externalKey = externalKey;
    }

    /** @param contacts of this customer */
    SideRecord of(Map<String, Object> customer, List<Map<String, Object>> contacts, MergeChains merges) {
        long id = (Long) customer.get("id");
        List<Map<String, Object>> rows = contacts.stream().sorted(Comparator.comparing(row -> (Long) row.get("id")))
                .map(CustomerRecords::contact).toList();
        Map<String, Object> fields = new LinkedHashMap<>(customer);
        fields.put(CONTACTS, rows);
        fields.put("tags", tagNames(customer));
        fields.put("customFields", maps(customer.get("customFields")));
        Instant newest = rows.stream().map(row -> time(row, "contact " + row.get("id") + " of customer " + id))
                .max(Comparator.naturalOrder()).orElse(null);
        boolean active = Boolean.TRUE.equals(customer.get("active")) && customer.get("mergedToId") == null;
        return new SideRecord(Long.toString(id), fields, version(customer, rows), time(customer, "customer " + id),
                newest == null ? Map.of() : Map.of(CONTACTS, newest), otherId(customer),
                active ? State.ACTIVE : State.INACTIVE, merges.end(id).map(Object::toString).orElse(null));
    }

    /** Feed and list give the same fields here, so that both give the same version. */
    private static Map<String, Object> contact(Map<String, Object> row) {
        Map<String, Object> contact = new LinkedHashMap<>();
        OF_CONTACTS.forEach(field -> contact.put(field, row.get(field)));
        return contact;
    }

    private List<String> tagNames(Map<String, Object> customer) {
        return longs(customer.get("tagTypeIds")).stream()
                .map(id -> tags.byId(id).map(Type::name).orElseGet(() -> Long.toString(id))).toList();
    }

    /** A customer's modifiedOn does not move when a contact changes, and no time moves when a contact is deleted. */
    private static String version(Map<String, Object> customer, List<Map<String, Object>> contacts) {
        // Of each contact: one that changed earlier than the newest may be shown later.
        int each = Objects.hash(contacts.stream().flatMap(row -> Stream.of(row.get("id"), time(row, "a contact"))).toArray());
        return customer.get("modifiedOn") + " " + contacts.size() + ":" + Integer.toHexString(each);
    }

    String otherId(Map<String, Object> customer) {
        return maps(customer.get("externalData")).stream().filter(entry -> externalKey.equals(entry.get("key")))
                .map(entry -> (String) entry.get("value")).findFirst().orElse(null);
    }

    private static Instant time(Map<String, Object> row, String what) {
        try {
            return Instant.parse(String.valueOf(row.get("modifiedOn")));
        } catch (DateTimeException e) {
            throw new RejectedRecordException("ServiceTitan gives " + what + " without a modifiedOn that is a time", e);
        }
    }

    static List<Long> longs(Object list) {
        return list instanceof List<?> values ? values.stream().map(Long.class::cast).toList() : List.of();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object object) {
        return object instanceof Map<?, ?> ? (Map<String, Object>) object : Map.of();
    }

    /** The objects of a list of a record. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> maps(Object list) {
        return list instanceof List<?> values ? (List<Map<String, Object>>) values : List.of();
    }
}
