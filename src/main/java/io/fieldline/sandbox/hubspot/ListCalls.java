package io.fieldline.sandbox.hubspot;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/** Lists of contacts: looked at, and static ones added to and removed from. Not safe for use by many threads. */
final class ListCalls {

    private static final String CONTACT = "0-1";
    private static final String DYNAMIC = "DYNAMIC";
    private static final int MOST_IDS = 100_000;

    private record StoredList(String id, String name, String processingType, Set<String> members) {}

    private final JsonMapper json = new JsonMapper();
    private final ObjectTable contacts;
    private final Map<String, StoredList> lists = new TreeMap<>();

    ListCalls(ObjectTable contacts) {
        this.contacts = contacts;
    }

    /** A person makes a list; its number. */
    String create(String name, String processingType) {
        String id = Integer.toString(lists.size() + 1);
        lists.put(id, new StoredList(id, name, processingType, new LinkedHashSet<>()));
        return id;
    }

    Set<String> members(String id) {
        return Set.copyOf(list(id).members());
    }

    /** @param path the request's, split; what is special stands behind <code>crm/lists/2026-09</code> */
    Reply answer(Request request, String[] path) {
        boolean records = path.length == 7 && path[3].equals("records") && path[6].equals("memberships");
        if (records && request.method().equals("GET") && path[4].equals(CONTACT)) {
            return Reply.json(200, of(path[5]));
        }
        if (path.length == 4 && request.method().equals("GET")) {
            return Reply.json(200, described(list(path[3])));
        }
        if (path.length == 6 && path[4].equals("memberships") && request.method().equals("PUT")) {
            return Reply.json(200, changed(list(path[3]), path[5], HubSpotStandIn.body(json, request)));
        }
        throw Refusal.notFound();
    }

    private StoredList list(String id) {
        StoredList list = lists.get(id);
        if (list == null) {
            throw Refusal.notFound();
        }
        return list;
    }

    private ObjectNode described(StoredList list) {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("list").put("listId", list.id()).put("name", list.name()).put("objectTypeId", CONTACT)
                .put("processingType", list.processingType()).put("processingStatus", "COMPLETE")
                .put("size", list.members().size());
        return answer;
    }

    private ObjectNode of(String record) {
        ObjectNode answer = json.createObjectNode();
        answer.putArray("results");
        lists.values().stream().filter(list -> list.members().contains(record))
                .forEach(
                        list -> answer.withArrayProperty("results").addObject().put("listId", list.id()).put("listVersion", 1));
        return answer.put("total", answer.path("results").size());
    }

    private ObjectNode changed(StoredList list, String how, JsonNode ids) {
        if (list.processingType().equals(DYNAMIC)) {
            throw Refusal.invalid("Cannot manually add or remove memberships of a list with processing type DYNAMIC");
        }
        if (!ids.isArray() || ids.isEmpty() || ids.size() > MOST_IDS) {
            throw Refusal.invalid("Invalid input JSON: an array of record ids is expected");
        }
        ObjectNode answer = json.createObjectNode();
        answer.putArray("recordIdsRemoved");
        answer.putArray("recordsIdsAdded");
        answer.putArray("recordIdsMissing");
        for (JsonNode one : ids) {
            String id = one.asText();
            if (contacts.find(null, id).filter(found -> !found.archived()).isEmpty()) {
                answer.withArrayProperty("recordIdsMissing").add(id);
            } else if (how.equals("add") && list.members().add(id)) {
                answer.withArrayProperty("recordsIdsAdded").add(id);
            } else if (how.equals("remove") && list.members().remove(id)) {
                answer.withArrayProperty("recordIdsRemoved").add(id);
            }
        }
        return answer;
    }
}
