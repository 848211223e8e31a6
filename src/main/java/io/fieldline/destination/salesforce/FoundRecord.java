package io.fieldline.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideRecord;

/**
 * A record and the rows it was made of.
 *
 * @param contact null where the account has none, or is a person
 */
record FoundRecord(SideRecord record, JsonNode account, JsonNode contact) {

    boolean person() {
        return account.path(SalesforceSchema.IS_PERSON).asBoolean();
    }
}
