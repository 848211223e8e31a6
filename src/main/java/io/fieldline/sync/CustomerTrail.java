package io.fieldline.sync;

import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What belongs to a customer: the ids of its locations, jobs, invoices and so on, found by following the fields in which
 * records name each other. A record that names customers is theirs and nobody else's. One that names none is whose the
 * job, invoice, location, … is that it names. Not safe for use by several threads.
 */
public final class CustomerTrail {

    /** How a record stands to the customer. SHARED: it names a record of the customer, and another customer as its own. */
    public enum Relation {
        OWN, SHARED, NONE
    }

    /** Records of these kinds may say nothing of whose they are; what names them does. */
    private static final List<String> NAMED_FROM_ABOVE = List.of("call", "booking");
    private static final String OWNERS = "owners";

    private final long customerId;
    private final Map<String, Set<String>> ids = new TreeMap<>();
    private int size;

    public CustomerTrail(long customerId) {
        this.customerId = customerId;
        add(RecordNames.CUSTOMER, Long.toString(customerId));
    }

    public long customerId() {
        return customerId;
    }

    /** Ids of the customer's records of a kind, as text. */
    public Set<String> ids(String kind) {
        return Collections.unmodifiableSet(ids.getOrDefault(kind, Set.of()));
    }

    /** Grows with every record that is found. */
    public int size() {
        return size;
    }

    /**
     * @param kind what the record is, null when that does not matter
     * @param recordId its id, null when it has none
     */
    public Relation relation(String kind, String recordId, JsonNode record) {
        Map<String, Set<String>> named = new TreeMap<>();
        collect(record, named);
        boolean ours = recordId != null && kind != null && ids(kind).contains(recordId);
        if (RecordNames.CUSTOMER.equals(kind)) {
            return ours || mergedInto(kind, record) ? Relation.OWN : Relation.NONE;
        }
        Set<String> customers = named.getOrDefault(RecordNames.CUSTOMER, Set.of());
        if (customers.stream().anyMatch(ids(RecordNames.CUSTOMER)::contains)) {
            return Relation.OWN;
        }
        boolean names = ours || named.entrySet().stream()
                .anyMatch(entry -> !Collections.disjoint(entry.getValue(), ids(entry.getKey())));
        if (!names && !mergedInto(kind, record)) {
            return Relation.NONE;
        }
        return customers.isEmpty() ? Relation.OWN : Relation.SHARED;
    }

    /** As {@link #relation}; an own record becomes part of the trail, and so does what only it can tell of. */
    public Relation follow(String kind, String recordId, JsonNode record) {
        Relation relation = relation(kind, recordId, record);
        if (relation == Relation.OWN) {
            if (kind != null && recordId != null) {
                add(kind, recordId);
            }
            Map<String, Set<String>> named = new TreeMap<>();
            collect(record, named);
            NAMED_FROM_ABOVE.forEach(above -> named.getOrDefault(above, Set.of()).forEach(id -> add(above, id)));
        }
        return relation;
    }

    private void add(String kind, String id) {
        if (ids.computeIfAbsent(kind, unseen -> new HashSet<>()).add(id)) {
            size++;
        }
    }

    /** Two records that were merged are one person's, or one address. */
    private boolean mergedInto(String kind, JsonNode record) {
        return kind != null && ids(kind).contains(record.path("mergedToId").asText(record.path("merged_to_id").asText()));
    }

    private static void collect(JsonNode node, Map<String, Set<String>> named) {
        node.fields().forEachRemaining(entry -> {
            String field = entry.getKey();
            JsonNode value = entry.getValue();
            if (value.isContainerNode() && !field.equals(OWNERS)) {
                RecordNames.ofObject(field).ifPresent(kind -> eachOf(value, one -> put(named, kind, one.path("id"))));
                RecordNames.ofIds(field).ifPresent(kind -> eachOf(value, one -> put(named, kind, one)));
            } else if (field.equals(OWNERS)) {
                eachOf(value, one -> RecordNames.ofObject(one.path("type").asText())
                        .ifPresent(kind -> put(named, kind, one.path("id"))));
            } else {
                // A payment says "appliedTo": 77; "location": "Austin" is no id.
                RecordNames.ofIds(field)
                        .or(() -> value.asText().matches("[0-9]+") ? RecordNames.ofObject(field) : Optional.empty())
                        .ifPresent(kind -> put(named, kind, value));
            }
        });
        node.forEach(child -> {
            if (child.isContainerNode()) {
                collect(child, named);
            }
        });
    }

    private static void eachOf(JsonNode value, Consumer<JsonNode> action) {
        if (value.isArray()) {
            value.forEach(action);
        } else {
            action.accept(value);
        }
    }

    /** No record has the id 0; ServiceTitan writes it where there is none. */
    private static void put(Map<String, Set<String>> named, String kind, JsonNode id) {
        if (id.isValueNode() && !id.isNull() && !id.asText().isBlank() && !id.asText().equals("0")) {
            named.computeIfAbsent(kind, unseen -> new HashSet<>()).add(id.asText());
        }
    }
}
