package io.fieldline.destination.salesforce;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;

/**
 * One write, its fields sorted into those of the account's row and those of the contact's.
 *
 * @param found what is there; null for a new record
 * @param names the fields of the account's row that the write named otherwise
 * @param unknown fields that the org has not or that it does not let us write
 */
record PlannedWrite(SideWrite write, FoundRecord found, boolean person, ObjectNode account, ObjectNode contact,
        Map<String, String> names, List<String> unknown) {

    /** The account's row, or null where nothing of it changes. */
    RowWrite accountRow(SalesforceOptions options) {
        boolean delete = write.state() == State.DELETED;
        ObjectNode fields = account.deepCopy();
        if (found == null) {
            return new RowWrite(SalesforceSchema.ACCOUNT, null, write.otherId(), fields, null, false);
        }
        if (!write.otherId().equals(found.record().otherId())) {
            fields.put(options.customerId(), write.otherId());
        }
        return fields.isEmpty() && !delete
                ? null
                : new RowWrite(SalesforceSchema.ACCOUNT, write.id(), null, fields,
                        write.expectedVersion() == null ? null : FieldValues.time(found.account().path("SystemModstamp")),
                        delete);
    }

    /** The contact's row below the account, or null where nothing of it changes. */
    RowWrite contactRow(SalesforceOptions options, String accountId) {
        if (person || write.state() == State.DELETED) {
            return null;
        }
        ObjectNode fields = contact.deepCopy();
        if (found == null || found.contact() == null) {
            boolean empty = fields.properties().stream().allMatch(field -> field.getValue().isNull());
            return empty
                    ? null
                    : new RowWrite(SalesforceSchema.CONTACT, null, write.otherId(), fields.put("AccountId", accountId), null,
                            false);
        }
        if (!write.otherId().equals(found.contact().path(options.customerId()).asText(null))) {
            fields.put(options.customerId(), write.otherId());
        }
        return fields.isEmpty()
                ? null
                : new RowWrite(SalesforceSchema.CONTACT, found.contact().path("Id").asText(), null, fields,
                        write.expectedVersion() == null ? null : FieldValues.time(found.contact().path("SystemModstamp")),
                        false);
    }

    /** The write's name for a field of the account's row. */
    String accountName(String field) {
        return names.getOrDefault(field, "Account." + field);
    }

    static PlannedWrite empty(SideWrite write, FoundRecord found, boolean person) {
        return new PlannedWrite(write, found, person, JsonNodeFactory.instance.objectNode(),
                JsonNodeFactory.instance.objectNode(), new LinkedHashMap<>(), new ArrayList<>());
    }
}
