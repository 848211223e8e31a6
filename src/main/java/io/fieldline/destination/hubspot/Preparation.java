package io.fieldline.destination.hubspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.TenantUnavailableException;

/** The properties of our own that an account must have, and makes when it may. */
final class Preparation {

    private final HubSpotAccount account;
    private final HubSpotClient client;
    private final PropertyCatalogue catalogue;

    private record Needed(CrmObject object, String name, String label, boolean unique) {}

    Preparation(HubSpotAccount account, HubSpotClient client, PropertyCatalogue catalogue) {
        this.account = account;
        this.client = client;
        this.catalogue = catalogue;
    }

    List<String> missing(boolean fix) {
        catalogue.forget();
        List<String> missing = new ArrayList<>();
        for (Needed needed : needed()) {
            Optional<PropertyDefinition> known = catalogue.find(needed.object(), needed.name());
            if (known.isEmpty()) {
                String problem = fix ? made(needed) : "";
                if (problem != null) {
                    missing.add("The " + needed.object().word() + " has no property " + needed.name() + problem + ".");
                }
            } else if (needed.unique() && !known.get().unique()) {
                missing.add("The property " + needed.name() + " of the " + needed.object().word() + " must be one with unique"
                        + " values; HubSpot decides that when a property is created, so name another one.");
            }
        }
        catalogue.forget();
        return missing;
    }

    private List<Needed> needed() {
        List<Needed> needed = new ArrayList<>();
        needed.add(new Needed(account.object(), account.uniqueProperty(), "ServiceTitan customer id", true));
        needed.add(new Needed(account.object(), account.statusProperty(), "ServiceTitan customer status", false));
        if (account.hasCompanies()) {
            needed.add(new Needed(CrmObject.CONTACT, account.uniqueProperty(), "ServiceTitan customer id", true));
        }
        needed.add(new Needed(CrmObject.NOTE, account.activityProperty(), "ServiceTitan activity", true));
        return needed;
    }

    /** @return what kept it from being made, or null when it was */
    private String made(Needed needed) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("name", needed.name()).put("label", needed.label())
                .put("groupName", group(needed.object())).put("hasUniqueValue", needed.unique())
                .put("type", needed.unique() ? "string" : "enumeration").put("fieldType", needed.unique() ? "text" : "select");
        if (!needed.unique()) {
            int order = 0;
            for (String status : List.of(CustomerRecord.ACTIVE, CustomerRecord.INACTIVE)) {
                body.withArrayProperty("options").addObject().put("label", status).put("value", status)
                        .put("displayOrder", order++).put("hidden", false);
            }
        }
        try {
            Answer answer = client.post("/crm/v3/properties/" + needed.object().plural(), body);
            return answer.refused()
                    ? ", and it could not be made: " + answer.body().path("message").asText("HubSpot gave no reason")
                    : null;
        } catch (TenantUnavailableException e) {
            return ", and it could not be made: " + e.getMessage();
        }
    }

    /** The group of the object's first property that people fill in. */
    private String group(CrmObject object) {
        return catalogue.all(object).stream().filter(property -> !property.readOnly() && !property.groupName().isEmpty())
                .map(PropertyDefinition::groupName).findFirst().orElse(object.word() + "information");
    }
}
