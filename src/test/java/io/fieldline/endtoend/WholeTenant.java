package io.fieldline.endtoend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All rows of a tenant as ServiceTitan holds them, without what every write moves. Nothing, an empty text and an empty list are
 * the same, the order of ids says nothing, and a row that was made since and is inactive is one that was taken back.
 */
final class WholeTenant {

    private static final List<String> MOVES = List.of("modifiedOn", "lastModifiedOn");

    private final AgentOffice office;
    private final String tenant;
    private final Map<String, String> checksums = new TreeMap<>();
    private final Map<String, Map<Long, JsonNode>> rows = new TreeMap<>();

    WholeTenant(AgentOffice office, String tenant) {
        this.office = office;
        this.tenant = tenant;
        look();
    }

    /**
     * Looks again.
     *
     * @return how each row differs from the look before, by <code>collection/id</code>
     */
    Map<String, String> look() {
        Map<String, String> differences = new TreeMap<>();
        JsonNode truth = office.serviceTitan().control("GET", "truth?tenant=" + AgentOffice.number(tenant));
        truth.properties().forEach(collection -> {
            String checksum = collection.getValue().toString();
            if (!checksum.equals(checksums.put(collection.getKey(), checksum))) {
                differences.putAll(compare(collection.getKey()));
            }
        });
        return differences;
    }

    private Map<String, String> compare(String collection) {
        Map<Long, JsonNode> now = new TreeMap<>();
        for (ObjectNode row : office.rows(tenant, collection)) {
            now.put(row.path("id").longValue(), plain(row.without(MOVES)));
        }
        Map<Long, JsonNode> before = rows.getOrDefault(collection, Map.of());
        rows.put(collection, now);
        Map<String, String> differences = new TreeMap<>();
        TreeSet<Long> ids = new TreeSet<>(before.keySet());
        ids.addAll(now.keySet());
        for (long id : ids) {
            if (!now.containsKey(id)) {
                differences.put(collection + "/" + id, "is gone");
            } else if (!before.containsKey(id) && now.get(id).path("active").asBoolean(true)) {
                differences.put(collection + "/" + id, "is new: " + now.get(id));
            } else if (before.containsKey(id) && !before.get(id).equals(now.get(id))) {
                differences.put(collection + "/" + id, String.join("; ", fields(before.get(id), now.get(id))));
            }
        }
        return differences;
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            ObjectNode plain = object.objectNode();
            object.properties().forEach(field -> {
                JsonNode value = plain(field.getValue());
                boolean nothing = value.isNull() || value.isTextual() && value.asText().isEmpty()
                        || value.isContainerNode() && value.isEmpty();
                if (!nothing) {
                    plain.set(field.getKey(), value);
                }
            });
            return plain;
        }
        if (node instanceof ArrayNode array) {
            List<JsonNode> items = new ArrayList<>();
            array.forEach(item -> items.add(plain(item)));
            if (items.stream().allMatch(JsonNode::isIntegralNumber)) {
                items.sort(Comparator.comparingLong(JsonNode::longValue));
            }
            return array.arrayNode().addAll(items);
        }
        return node;
    }

    private static List<String> fields(JsonNode before, JsonNode now) {
        TreeSet<String> names = new TreeSet<>();
        before.fieldNames().forEachRemaining(names::add);
        now.fieldNames().forEachRemaining(names::add);
        List<String> differences = new ArrayList<>();
        names.stream().filter(name -> !before.path(name).equals(now.path(name)))
                .forEach(name -> differences.add(name + " " + before.path(name) + " -> " + now.path(name)));
        return differences;
    }
}
