package io.fieldline.destination.salesforce;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** What the contacts of other accounts have to do with those that are about to be written. */
final class OtherContacts {

    private final SalesforceApi api;
    private final SalesforceSchema schema;
    private final RowWriter rows;
    private final SalesforceOptions options;

    OtherContacts(SalesforceApi api, SalesforceSchema schema, RowWriter rows, SalesforceOptions options) {
        this.api = api;
        this.schema = schema;
        this.rows = rows;
        this.options = options;
    }

    /**
     * A customer's contact that somebody moved to another account stays there and is the customer's no more: an upsert by the
     * customer's id would pull it back.
     *
     * @param written contacts' rows
     * @return those of which the former contact could not be let go
     */
    Set<RowWrite> held(Collection<RowWrite> written) {
        Map<String, RowWrite> fresh = new LinkedHashMap<>();
        written.stream().filter(row -> row.id() == null).forEach(row -> fresh.put(row.externalId(), row));
        List<RowWrite> letGo = new ArrayList<>();
        List<RowWrite> successors = new ArrayList<>();
        String field = options.customerId();
        for (String query : Soql.among("SELECT Id,AccountId," + field + " FROM Contact WHERE " + field, fresh.keySet(), "")) {
            for (JsonNode contact : api.query(query, false)) {
                RowWrite successor = fresh.get(contact.path(field).asText());
                if (successor != null && !successor.fields().path("AccountId").asText()
                        .equals(contact.path("AccountId").asText(""))) {
                    letGo.add(new RowWrite(SalesforceSchema.CONTACT, contact.path("Id").asText(), null,
                            JsonNodeFactory.instance.objectNode().putNull(field), null, false));
                    successors.add(successor);
                }
            }
        }
        List<RowResult> results = rows.write(letGo, field);
        Set<RowWrite> held = new HashSet<>();
        for (int at = 0; at < letGo.size(); at++) {
            if (!results.get(at).written()) {
                held.add(successors.get(at));
            }
        }
        return held;
    }

    /** The accounts that have an e-mail, on a contact or as persons, and the customers they are; an empty text for none. */
    Map<String, String> having(String email) {
        Map<String, String> accounts = new TreeMap<>();
        String customer = options.customerId();
        for (JsonNode contact : api.query("SELECT AccountId," + customer + " FROM Contact WHERE Email = " + Soql.quoted(email),
                false)) {
            accounts.merge(contact.path("AccountId").asText(""), contact.path(customer).asText(""), String::concat);
        }
        if (schema.hasPersons()) {
            api.query("SELECT Id," + customer + " FROM Account WHERE PersonEmail = " + Soql.quoted(email), false)
                    .forEach(person -> accounts.put(person.path("Id").asText(), person.path(customer).asText("")));
        }
        accounts.remove("");
        return accounts;
    }
}
