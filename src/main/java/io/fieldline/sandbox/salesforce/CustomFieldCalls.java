package io.fieldline.sandbox.salesforce;

import java.util.EnumSet;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.salesforce.FieldDefinition.Trait;

/** Creating a text field over the Tooling API: <code>{"FullName":"Account.X__c","Metadata":{…}}</code>.
 * A task's fields belong to Activity. */
final class CustomFieldCalls {

    private final Org org;
    private boolean allowed = true;
    private long number;

    CustomFieldCalls(Org org) {
        this.org = org;
    }

    Answer create(Call call) {
        if (!allowed) {
            throw new ApiError(403, "INSUFFICIENT_ACCESS", "insufficient access rights on cross-reference id");
        }
        String[] name = call.body().path("FullName").asText().split("\\.");
        JsonNode metadata = call.body().path("Metadata");
        if (name.length != 2 || !name[1].endsWith("__c") || !metadata.hasNonNull("label")
                || !metadata.path("type").asText().equals("Text") || !metadata.hasNonNull("length")) {
            throw new ApiError(400, "FIELD_INTEGRITY_EXCEPTION",
                    "FullName, and Metadata with label, type Text and length, must be given");
        }
        String object = name[0].equals("Activity") ? "Task" : name[0];
        if (org.known(object).field(name[1]).isPresent()) {
            throw new ApiError(400, "DUPLICATE_DEVELOPER_NAME", "There is already a field named " + name[1]);
        }
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        if (metadata.path("externalId").asBoolean()) {
            traits.add(Trait.EXTERNAL_ID);
        }
        if (metadata.path("unique").asBoolean()) {
            traits.add(Trait.UNIQUE);
        }
        org.define(object, FieldDefinition.text(name[1], metadata.path("length").asInt(), traits.toArray(new Trait[0])));
        ObjectNode done = JsonNodeFactory.instance.objectNode()
                .put("id", String.format("00NSB0000%06dAAA", ++number)).put("success", true);
        done.putArray("errors");
        return Answer.of(201, done);
    }

    /** Whether the user may change the org's set-up. */
    void allow(boolean may) {
        allowed = may;
    }
}
