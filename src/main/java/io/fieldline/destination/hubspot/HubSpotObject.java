package io.fieldline.destination.hubspot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One object as HubSpot gave it.
 *
 * @param properties those that were asked for and have a value
 * @param given the names of those that came at all
 * @param modifiedOn when it last changed
 * @param archivedOn when it was deleted; null while it is in use
 * @param history what properties held, newest first
 */
record HubSpotObject(String id, Map<String, String> properties, List<String> given, Instant modifiedOn, Instant archivedOn,
        Map<String, List<PastValue>> history) {

    /** What a property was set to at a time. */
    record PastValue(String value, Instant since) {}

    static HubSpotObject of(CrmObject object, JsonNode json) {
        Map<String, String> properties = new LinkedHashMap<>();
        List<String> given = new ArrayList<>();
        json.path("properties").properties().forEach(property -> {
            given.add(property.getKey());
            if (!property.getValue().isNull() && !property.getValue().asText().isEmpty()) {
                properties.put(property.getKey(), property.getValue().asText());
            }
        });
        Map<String, List<PastValue>> history = new LinkedHashMap<>();
        json.path("propertiesWithHistory").properties().forEach(property -> history.put(property.getKey(),
                past(property.getValue())));
        String modified = properties.getOrDefault(object.modified(), json.path("updatedAt").asText());
        Instant archived = json.path("archived").asBoolean()
                ? time(json.path("archivedAt").asText(modified))
                : null;
        return new HubSpotObject(json.path("id").asText(), properties, given, time(modified), archived, history);
    }

    private static List<PastValue> past(JsonNode entries) {
        List<PastValue> past = new ArrayList<>();
        entries.forEach(entry -> past.add(new PastValue(entry.path("value").asText(""),
                time(entry.path("timestamp").asText()))));
        past.sort(Comparator.comparing(PastValue::since).reversed());
        return past;
    }

    private static Instant time(String text) {
        return text.matches("\\d{1,15}") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text);
    }

    String value(String property) {
        return properties.getOrDefault(property, "");
    }

    /** The objects that were merged into this one. */
    List<String> mergedIds() {
        return Arrays.stream(value(PropertyCatalogue.MERGED_IDS).split(";")).filter(id -> !id.isEmpty()).toList();
    }
}
