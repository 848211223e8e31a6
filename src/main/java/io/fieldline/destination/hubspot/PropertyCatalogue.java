package io.fieldline.destination.hubspot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideField.Type;

/** The account's properties, asked for once and kept until they are asked for anew; and which of them are read. */
final class PropertyCatalogue {

    static final String MERGED_IDS = "hs_merged_object_ids";

    private final HubSpotClient client;
    private final HubSpotAccount account;
    private final Set<String> fields;
    private final Map<CrmObject, Map<String, PropertyDefinition>> known = new ConcurrentHashMap<>();

    /** @param fields the fields to read; empty for all that HubSpot shows */
    PropertyCatalogue(HubSpotClient client, HubSpotAccount account, Set<String> fields) {
        this.client = client;
        this.account = account;
        this.fields = Set.copyOf(fields);
    }

    void forget() {
        known.clear();
    }

    Collection<PropertyDefinition> all(CrmObject object) {
        return of(object).values();
    }

    Optional<PropertyDefinition> find(CrmObject object, String property) {
        return Optional.ofNullable(of(object).get(property));
    }

    Type type(CrmObject object, String property) {
        return find(object, property).map(PropertyDefinition::kind).orElse(Type.OTHER);
    }

    /** The properties that make up a record's fields. */
    Set<String> shown(CrmObject object) {
        Set<String> shown = new LinkedHashSet<>();
        if (fields.isEmpty()) {
            all(object).stream().filter(property -> !property.hidden()).forEach(property -> shown.add(property.name()));
        } else {
            fields.stream().filter(object::owns).sorted().forEach(field -> shown.add(object.property(field)));
        }
        return shown;
    }

    /** What has to be read to make a record: its fields, and what tells its state. */
    Set<String> read(CrmObject object) {
        Set<String> read = new LinkedHashSet<>(shown(object));
        read.addAll(vital(object));
        return read;
    }

    /** What has to be read to tell a record's version, customer and state. */
    Set<String> vital(CrmObject object) {
        return new LinkedHashSet<>(List.of(object.modified(), MERGED_IDS, account.uniqueProperty(),
                account.statusProperty()));
    }

    private Map<String, PropertyDefinition> of(CrmObject object) {
        return known.computeIfAbsent(object, this::ask);
    }

    private Map<String, PropertyDefinition> ask(CrmObject object) {
        Map<String, PropertyDefinition> properties = new LinkedHashMap<>();
        for (JsonNode json : client.get("/crm/v3/properties/" + object.plural())
                .accepted("tell the properties of " + object.plural()).path("results")) {
            PropertyDefinition property = PropertyDefinition.of(json);
            properties.put(property.name(), property);
        }
        return properties;
    }
}
