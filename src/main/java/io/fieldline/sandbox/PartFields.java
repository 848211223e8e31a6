package io.fieldline.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Notes are pinned under another name than they are read; contacts carry their number twice. */
final class PartFields {

    private PartFields() {}

    static ObjectNode of(ObjectNode body) {
        ObjectNode row = body.deepCopy();
        if (row.has("text")) {
            row.put("isPinned", row.path("pinToTop").asBoolean()).put("createdById", Rows.OFFICE);
        }
        if (row.path("type").asText().endsWith("Phone")) {
            row.putObject("phoneSettings").put("phoneNumber", row.path("value").asText()).put("doNotText", false);
        }
        return row;
    }
}
