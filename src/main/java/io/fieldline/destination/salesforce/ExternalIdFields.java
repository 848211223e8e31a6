package io.fieldline.destination.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;

/** The fields that tie records to ServiceTitan: whether they are as they have to be, and creating them over the Tooling API. */
final class ExternalIdFields {

    private static final int LENGTH = 40;

    private final SalesforceApi api;
    private final SalesforceSchema schema;
    private final SalesforceOptions options;

    ExternalIdFields(SalesforceApi api, SalesforceSchema schema, SalesforceOptions options) {
        this.api = api;
        this.schema = schema;
        this.options = options;
    }

    List<String> missing(boolean fix) {
        List<String> missing = new ArrayList<>();
        schema.forget();
        check(SalesforceSchema.ACCOUNT, options.customerId(), "ServiceTitan customer", fix).ifPresent(missing::add);
        check(SalesforceSchema.CONTACT, options.customerId(), "ServiceTitan customer", fix).ifPresent(missing::add);
        check(SalesforceSchema.TASK, options.activityId(), "ServiceTitan activity", fix).ifPresent(missing::add);
        if (options.personAccounts() && !schema.hasPersons()) {
            missing.add("The connection says personAccounts, and the org has no Person Accounts: enable them in Setup, or set"
                    + " personAccounts: false.");
        }
        options.activeField().filter(field -> !schema.is(SalesforceSchema.ACCOUNT, field, "boolean"))
                .ifPresent(field -> missing
                        .add("Account has no checkbox " + field + ", which the connection's activeField names."));
        return missing;
    }

    private Optional<String> check(String object, String name, String label, boolean fix) {
        String problem = "";
        if (fix && schema.field(object, name).isEmpty()) {
            try {
                create(object, name, label);
            } catch (RejectedRecordException | TenantUnavailableException refused) {
                problem = " Creating it was refused: " + refused.getMessage();
            }
            schema.forget();
        }
        Optional<JsonNode> field = schema.field(object, name);
        if (field.isEmpty()) {
            return Optional.of(object + " has no field " + name + " that this user sees: create it in Setup as a Text field of "
                    + LENGTH + " characters, External ID and Unique, and give the user read and edit access to it." + problem);
        }
        return wrong(field.get()).map(what -> object + "." + name + " " + what);
    }

    private static Optional<String> wrong(JsonNode field) {
        if (!field.path("externalId").asBoolean() || !field.path("unique").asBoolean()) {
            return Optional.of("is not marked External ID and Unique: change that in Setup.");
        }
        return field.path("updateable").asBoolean()
                ? Optional.empty()
                : Optional.of("cannot be written by this user: give it edit access by a permission set.");
    }

    private void create(String object, String name, String label) throws SyncException {
        ObjectNode field = JsonNodeFactory.instance.objectNode().put("FullName", object.equals(SalesforceSchema.TASK)
                ? "Activity." + name
                : object + "." + name);
        field.putObject("Metadata").put("label", label).put("type", "Text").put("length", LENGTH).put("externalId", true)
                .put("unique", true).put("caseSensitive", false);
        api.send("POST", "tooling/sobjects/CustomField", field);
    }
}
