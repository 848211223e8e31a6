package io.fieldline.sandbox.hubspot;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** The properties of one object: those of every account, and those added to this one. */
final class PropertyCatalogue {

    private static final List<String> STAGES = List.of("subscriber", "lead", "marketingqualifiedlead",
            "salesqualifiedlead", "opportunity", "customer", "evangelist", "other");
    private static final String READ_ONLY = "read-only";

    private final Map<String, PropertyDefinition> definitions = new LinkedHashMap<>();

    private PropertyCatalogue() {}

    static PropertyCatalogue of(ObjectKind kind) {
        PropertyCatalogue catalogue = new PropertyCatalogue();
        String group = switch (kind) {
            case CONTACT -> catalogue.contact();
            case COMPANY -> catalogue.company();
            case NOTE -> catalogue.add("engagement", "string:textarea", "hs_note_body");
            case TASK -> catalogue.add("engagement", "string:textarea", "hs_task_subject", "hs_task_body");
        };
        if (kind == ObjectKind.NOTE || kind == ObjectKind.TASK) {
            catalogue.add(group, "datetime:date", "hs_timestamp");
            catalogue.add(group, "number:number", "hubspot_owner_id");
        }
        catalogue.add(group, "datetime:date:" + READ_ONLY, kind.created(), kind.modified());
        catalogue.add(group, "number:number:" + READ_ONLY, "hs_object_id", "num_notes");
        catalogue.add(group, "enumeration:checkbox:" + READ_ONLY, "hs_merged_object_ids");
        return catalogue;
    }

    private String contact() {
        String group = "contactinformation";
        add(group, "string:text", "email", "firstname", "lastname", "salutation", "jobtitle", "company", "website",
                "address", "city", "state", "zip", "country");
        add(group, "string:phonenumber", "phone", "mobilephone", "fax");
        add(group, "string:textarea", "message");
        add(group, "bool:booleancheckbox", "hs_email_optout");
        choice(group, "select", "lifecyclestage", STAGES);
        choice(group, "radio", "hs_lead_status", List.of("NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "UNQUALIFIED"));
        return group;
    }

    private String company() {
        String group = "companyinformation";
        add(group, "string:text", "name", "domain", "website", "address", "address2", "city", "state", "zip", "country");
        add(group, "string:phonenumber", "phone");
        add(group, "string:textarea", "description");
        add(group, "number:number", "numberofemployees", "annualrevenue");
        choice(group, "select", "lifecyclestage", STAGES);
        choice(group, "select", "type", List.of("PROSPECT", "PARTNER", "RESELLER", "VENDOR", "OTHER"));
        add(group, "number:number:" + READ_ONLY, "num_associated_contacts");
        return group;
    }

    private String add(String group, String kind, String... names) {
        String[] parts = kind.split(":");
        List<String> options = parts[0].equals("bool") ? List.of("true", "false") : List.of();
        for (String name : names) {
            definitions.put(name, new PropertyDefinition(name, name.replace('_', ' '), parts[0], parts[1], group, options,
                    false, parts.length > 2));
        }
        return group;
    }

    private void choice(String group, String fieldType, String name, List<String> options) {
        definitions.put(name, new PropertyDefinition(name, name.replace('_', ' '), "enumeration", fieldType, group, options,
                false, false));
    }

    PropertyDefinition create(JsonNode body) {
        PropertyDefinition made = PropertyDefinition.read(body);
        if (definitions.containsKey(made.name())) {
            throw Refusal.conflict("A property named '" + made.name() + "' already exists.");
        }
        if (definitions.values().stream().noneMatch(one -> one.groupName().equals(made.groupName()))) {
            throw Refusal.invalid("Property group '" + made.groupName() + "' does not exist");
        }
        definitions.put(made.name(), made);
        return made;
    }

    /** Other options, for example; values that are kept stay as they are. */
    void change(JsonNode body) {
        PropertyDefinition changed = PropertyDefinition.read(body);
        if (definitions.replace(changed.name(), changed) == null) {
            throw Refusal.notFound();
        }
    }

    Optional<PropertyDefinition> find(String name) {
        return Optional.ofNullable(definitions.get(name));
    }

    Collection<PropertyDefinition> all() {
        return definitions.values();
    }
}
