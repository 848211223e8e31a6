package io.fieldline.destination.hubspot;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads objects in batches, and what belongs to what. It is never the search index that answers. */
final class ObjectReader {

    private static final int MOST_ASSOCIATIONS = 1_000;
    /** Longer lists of properties go into a body, or HubSpot answers 414. */
    private static final int LONGEST_QUERY = 6_000;

    private final HubSpotClient client;

    ObjectReader(HubSpotClient client) {
        this.client = client;
    }

    /** Objects in use by their ids. One that was merged away comes as the one it was merged into, or not at all. */
    List<HubSpotObject> byIds(CrmObject object, Collection<String> ids, Collection<String> properties) {
        return batches(object, ids, null, false, properties);
    }

    /** Deleted objects by their ids. */
    List<HubSpotObject> archived(CrmObject object, Collection<String> ids, Collection<String> properties) {
        return batches(object, ids, null, true, properties);
    }

    /** Objects in use by the value of a unique property. */
    Map<String, HubSpotObject> byProperty(CrmObject object, String property, Collection<String> values,
            Collection<String> properties) {
        Set<String> wanted = new TreeSet<>(properties);
        wanted.add(property);
        Map<String, HubSpotObject> found = new HashMap<>();
        batches(object, values, property, false, wanted).forEach(one -> found.put(one.value(property), one));
        return found;
    }

    /** One object by its id, or by that of one that was merged into it. */
    Optional<HubSpotObject> one(CrmObject object, String id, Collection<String> properties) {
        Answer answer = client.get(object.path() + "/" + encoded(id) + "?properties=" + String.join(",", properties));
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(HubSpotObject.of(object, answer.accepted("tell of one of the " + object.plural())));
    }

    /** A page of all there is, in the order of the ids, and where the next one begins; null after the last. */
    record Page(List<HubSpotObject> objects, String next) {}

    Page list(CrmObject object, boolean archived, String after, Collection<String> properties) {
        String names = String.join(",", properties);
        boolean fits = names.length() < LONGEST_QUERY;
        JsonNode answer = client.get(object.path() + "?limit=" + Chunks.MOST + "&archived=" + archived + "&properties="
                + (fits ? names : object.modified()) + (after == null ? "" : "&after=" + encoded(after)))
                .accepted("list its " + object.plural());
        List<HubSpotObject> found = new ArrayList<>();
        answer.path("results").forEach(one -> found.add(HubSpotObject.of(object, one)));
        return new Page(fits
                ? found
                : batches(object, found.stream().map(HubSpotObject::id).toList(), null, archived,
                        properties),
                answer.path("paging").path("next").path("after").asText(null));
    }

    /** Objects with what some properties held before. */
    List<HubSpotObject> withHistory(CrmObject object, Collection<String> ids, Collection<String> properties) {
        List<HubSpotObject> found = new ArrayList<>();
        for (List<String> some : Chunks.of(List.copyOf(ids), Chunks.MOST_WITH_HISTORY, Function.identity())) {
            ObjectNode body = body(some, List.of(object.modified()));
            properties.forEach(body.putArray("propertiesWithHistory")::add);
            found.addAll(results(object, client.post(object.path() + "/batch/read", body)));
        }
        return found;
    }

    /** What objects are linked to, by their ids. */
    Map<String, List<String>> associated(CrmObject from, CrmObject to, Collection<String> ids) {
        Map<String, List<String>> linked = new LinkedHashMap<>();
        for (List<String> some : Chunks.of(List.copyOf(ids), MOST_ASSOCIATIONS, Function.identity())) {
            JsonNode answer = client.post("/crm/v4/associations/" + from.plural() + "/" + to.plural() + "/batch/read",
                    inputs(some)).accepted("tell what its objects are linked to");
            for (JsonNode result : answer.path("results")) {
                List<String> others = linked.computeIfAbsent(result.path("from").path("id").asText(),
                        id -> new ArrayList<>());
                result.path("to").forEach(other -> others.add(other.path("toObjectId").asText()));
            }
        }
        return linked;
    }

    private List<HubSpotObject> batches(CrmObject object, Collection<String> ids, String idProperty, boolean archived,
            Collection<String> properties) {
        List<HubSpotObject> found = new ArrayList<>();
        for (List<String> some : Chunks.of(List.copyOf(new TreeSet<>(ids)), Chunks.MOST, Function.identity())) {
            ObjectNode body = body(some, properties);
            if (idProperty != null) {
                body.put("idProperty", idProperty);
            }
            found.addAll(results(object, client.post(object.path() + "/batch/read" + (archived ? "?archived=true" : ""),
                    body)));
        }
        return found;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A batch of which nothing is there may be answered by a plain 404. */
    private static List<HubSpotObject> results(CrmObject object, Answer answer) {
        List<HubSpotObject> found = new ArrayList<>();
        if (answer.status() != 404) {
            answer.accepted("read " + object.plural()).path("results")
                    .forEach(result -> found.add(HubSpotObject.of(object, result)));
        }
        return found;
    }

    private static ObjectNode body(List<String> ids, Collection<String> properties) {
        ObjectNode body = inputs(ids);
        properties.forEach(body.putArray("properties")::add);
        return body;
    }

    private static ObjectNode inputs(List<String> ids) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ids.forEach(id -> body.withArrayProperty("inputs").addObject().put("id", id));
        return body;
    }
}
