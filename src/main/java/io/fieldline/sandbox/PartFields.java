package io.fieldline.sandbox;

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Notes are pinned under another name than they are read; contacts carry their number twice and what they wish to receive. */
final class PartFields {

    private static final List<String> CONTACTS = List.of("Phone", "MobilePhone", "Email", "Fax");
    private static final List<String> PREFERENCES = List.of("jobRemindersEnabled", "marketingUpdatesEnabled",
            "invoiceNotification", "statementNotification");
    /** An older field that stands for two newer ones. */
    private static final String BOTH = "invoiceStatementNotification";

    private PartFields() {}

    /** The fields of a new part. */
    static ObjectNode added(ObjectNode body) {
        ObjectNode row = pinned(body);
        String type = row.path("type").asText();
        if (CONTACTS.contains(type) && row.has("value")) {
            checkValue(type, row.path("value").asText());
            ObjectNode preferences = row.putObject("preferences");
            PREFERENCES.forEach(name -> preferences.put(name, true));
            preferences.put(BOTH, true);
        }
        if (type.endsWith("Phone")) {
            row.putObject("phoneSettings").put("phoneNumber", row.path("value").asText()).put("doNotText", false);
        }
        return row;
    }

    /** What a change makes of a part; who must not be texted stays so, for no operation sets it. */
    static ObjectNode changed(ObjectNode body, ObjectNode current) {
        ObjectNode row = pinned(body);
        String type = row.path("type").asText(current.path("type").asText());
        String value = row.path("value").asText(current.path("value").asText());
        if (CONTACTS.contains(type) && row.has("value")) {
            checkValue(type, value);
        }
        if (type.endsWith("Phone")) {
            row.putObject("phoneSettings").put("phoneNumber", value).put("doNotText",
                    current.path("phoneSettings").path("doNotText").asBoolean());
        }
        if (row.get("preferences") instanceof ObjectNode wanted) {
            row.set("preferences", preferences(wanted, current));
        }
        return row;
    }

    private static ObjectNode preferences(ObjectNode wanted, ObjectNode current) {
        ObjectNode all = current.get("preferences") instanceof ObjectNode known ? known.deepCopy() : wanted.objectNode();
        boolean both = wanted.path(BOTH).asBoolean();
        boolean bothChange = wanted.has(BOTH) && both != all.path(BOTH).asBoolean();
        PREFERENCES.forEach(name -> all.put(name, wanted.path(name).asBoolean(all.path(name).asBoolean())));
        if (bothChange) {
            all.put("invoiceNotification", both).put("statementNotification", both);
        }
        return all.put(BOTH, all.path("invoiceNotification").asBoolean() && all.path("statementNotification").asBoolean());
    }

    private static ObjectNode pinned(ObjectNode body) {
        ObjectNode row = body.deepCopy();
        if (row.has("text")) {
            row.put("isPinned", row.path("pinToTop").asBoolean()).put("createdById", Rows.OFFICE);
        }
        return row;
    }

    private static void checkValue(String type, String value) {
        boolean valid = type.equals("Email") ? value.matches("[^@\\s]+@[^@\\s]+") : value.matches(".*\\d.*");
        if (!valid) {
            throw Rows.invalid("value", "The value '" + value + "' is not valid for a contact of the type " + type + ".");
        }
    }
}
