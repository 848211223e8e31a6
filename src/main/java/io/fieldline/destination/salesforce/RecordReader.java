package io.fieldline.destination.salesforce;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideRecord.State;

/**
 * Makes a record of an account and its contact: the one that bears the account's external id, else the oldest that bears
 * none, else the oldest that was moved here. A version is both stamps and a sum of all that was read, because Salesforce stamps by the second.
 */
final class RecordReader {

    private final SalesforceApi api;
    private final SalesforceSchema schema;
    private final SalesforceOptions options;
    private final Set<String> wanted;

    /** @param wanted the fields to read, <code>Account.Name</code>; empty for all */
    RecordReader(SalesforceApi api, SalesforceSchema schema, SalesforceOptions options, Set<String> wanted) {
        this.api = api;
        this.schema = schema;
        this.options = options;
        this.wanted = Set.copyOf(wanted);
    }

    /** By id; deleted ones too. */
    Map<String, FoundRecord> read(Collection<String> ids) {
        Map<String, JsonNode> accounts = new LinkedHashMap<>();
        for (String query : Soql.among("SELECT " + accountFields() + " FROM Account WHERE Id", ids, "")) {
            api.query(query, true).forEach(row -> accounts.put(row.path("Id").asText(), row));
        }
        return assembled(accounts);
    }

    /** What follows SELECT for accounts from which records can be made. */
    String accountFields() {
        Set<String> fields = new LinkedHashSet<>(List.of("Id", "IsDeleted", "MasterRecordId", "SystemModstamp"));
        if (schema.field(SalesforceSchema.ACCOUNT, options.customerId()).isPresent()) {
            fields.add(options.customerId());
        }
        options.activeField().ifPresent(fields::add);
        fields.addAll(chosen(SalesforceSchema.ACCOUNT));
        if (schema.hasPersons()) {
            fields.add(SalesforceSchema.IS_PERSON);
            chosen(SalesforceSchema.CONTACT).forEach(field -> PersonFields.onAccount(field)
                    .filter(name -> schema.field(SalesforceSchema.ACCOUNT, name).isPresent()).ifPresent(fields::add));
        }
        return String.join(",", fields);
    }

    Map<String, FoundRecord> assembled(Map<String, JsonNode> accounts) {
        Map<String, JsonNode> contacts = contacts(accounts);
        Map<String, FoundRecord> found = new LinkedHashMap<>();
        accounts.forEach((id, account) -> found.put(id, found(id, account, contacts.get(id))));
        return found;
    }

    private Map<String, JsonNode> contacts(Map<String, JsonNode> accounts) {
        List<String> companies = accounts.entrySet().stream()
                .filter(account -> !account.getValue().path("IsDeleted").asBoolean()
                        && !account.getValue().path(SalesforceSchema.IS_PERSON).asBoolean())
                .map(Map.Entry::getKey).toList();
        Set<String> fields = new LinkedHashSet<>(List.of("Id", "AccountId", "SystemModstamp"));
        if (schema.field(SalesforceSchema.CONTACT, options.customerId()).isPresent()) {
            fields.add(options.customerId());
        }
        fields.addAll(chosen(SalesforceSchema.CONTACT));
        Map<String, JsonNode> contacts = new LinkedHashMap<>();
        for (String query : Soql.among("SELECT " + String.join(",", fields) + " FROM Contact WHERE AccountId", companies,
                " ORDER BY CreatedDate, Id")) {
            for (JsonNode contact : api.query(query, false)) {
                String account = contact.path("AccountId").asText();
                if (suits(contact, accounts.get(account), contacts.get(account))) {
                    contacts.put(account, contact);
                }
            }
        }
        return contacts;
    }

    /** A contact that bears another customer's id was moved here by somebody: it is the account's where there is no other. */
    private boolean suits(JsonNode contact, JsonNode account, JsonNode chosen) {
        return chosen == null || fitness(contact, account) > fitness(chosen, account);
    }

    private int fitness(JsonNode contact, JsonNode account) {
        String customer = contact.path(options.customerId()).asText("");
        if (customer.isEmpty()) {
            return 1;
        }
        return customer.equals(account.path(options.customerId()).asText("")) ? 2 : 0;
    }

    private Set<String> chosen(String object) {
        Set<String> fields = new LinkedHashSet<>();
        for (String field : schema.readable(object)) {
            boolean ours = object.equals(SalesforceSchema.CONTACT) || !schema.hasPersons() || !ofPerson(field);
            if (ours && (wanted.isEmpty() || wanted.contains(object + "." + field))) {
                fields.add(field);
            }
        }
        return fields;
    }

    /** Such a field is named as the contact's. */
    private static boolean ofPerson(String field) {
        return field.startsWith("Person") || field.endsWith("__pc") || field.equals("FirstName") || field.equals("LastName");
    }

    private FoundRecord found(String id, JsonNode account, JsonNode contact) {
        Instant changed = FieldValues.time(account.path("SystemModstamp"));
        boolean person = account.path(SalesforceSchema.IS_PERSON).asBoolean();
        Map<String, Instant> parts = new LinkedHashMap<>();
        parts.put("Account.", changed);
        if (contact != null || person) {
            parts.put("Contact.", person ? changed : FieldValues.time(contact.path("SystemModstamp")));
        }
        SideRecord record = new SideRecord(id, fields(account, contact, person), version(account, contact),
                parts.values().stream().max(Instant::compareTo).orElse(changed), parts,
                account.path(options.customerId()).asText(null), state(account),
                account.path("MasterRecordId").asText(null));
        return new FoundRecord(record, account, contact);
    }

    private State state(JsonNode account) {
        if (account.path("IsDeleted").asBoolean()) {
            return State.DELETED;
        }
        return options.activeField().filter(field -> !account.path(field).asBoolean()).isPresent()
                ? State.INACTIVE
                : State.ACTIVE;
    }

    private Map<String, Object> fields(JsonNode account, JsonNode contact, boolean person) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String field : chosen(SalesforceSchema.ACCOUNT)) {
            fields.put("Account." + field, value(SalesforceSchema.ACCOUNT, field, account));
        }
        for (String field : contact == null && !person ? Set.<String>of() : chosen(SalesforceSchema.CONTACT)) {
            if (person && !(PersonFields.isName(field) && chosen(SalesforceSchema.ACCOUNT).contains("Name"))) {
                PersonFields.onAccount(field).filter(account::has).ifPresent(
                        name -> fields.put("Contact." + field, value(SalesforceSchema.ACCOUNT, name, account)));
            } else if (!person) {
                fields.put("Contact." + field, value(SalesforceSchema.CONTACT, field, contact));
            }
        }
        return fields;
    }

    private Object value(String object, String field, JsonNode row) {
        return FieldValues.read(row.path(field), schema.is(object, field, "multipicklist"));
    }

    private static String version(JsonNode account, JsonNode contact) {
        CRC32 sum = new CRC32();
        List<JsonNode> rows = new ArrayList<>(List.of(account));
        if (contact != null) {
            rows.add(contact);
        }
        rows.forEach(row -> sum.update(row.toString().getBytes(StandardCharsets.UTF_8)));
        return account.path("SystemModstamp").asText() + "/"
                + (contact == null ? "" : contact.path("Id").asText() + "@" + contact.path("SystemModstamp").asText()) + "/"
                + Long.toHexString(sum.getValue());
    }
}
