package io.fieldline.destination.salesforce;

import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;

/** Sorts the fields of a write into the rows that hold them. A Person Account is one row that holds all. */
final class WritePlanner {

    private static final String ACCOUNT = SalesforceSchema.ACCOUNT + ".";
    private static final String CONTACT = SalesforceSchema.CONTACT + ".";

    private final SalesforceSchema schema;
    private final SalesforceOptions options;

    WritePlanner(SalesforceSchema schema, SalesforceOptions options) {
        this.schema = schema;
        this.options = options;
    }

    /** @param found what is there; null for a new record */
    PlannedWrite plan(SideWrite write, FoundRecord found) {
        boolean person = found == null
                ? schema.hasPersons() && Boolean.TRUE.equals(write.fields().get(ACCOUNT + SalesforceSchema.IS_PERSON))
                : found.person();
        PlannedWrite plan = PlannedWrite.empty(write, found, person);
        write.fields().forEach((name, value) -> place(plan, name, value));
        if (person) {
            namePerson(plan);
            if (found == null) {
                options.personRecordType().ifPresent(type -> plan.account().put("RecordTypeId", type));
            }
        }
        if (write.state() == State.ACTIVE || write.state() == State.INACTIVE) {
            options.activeField().ifPresent(field -> plan.account().put(field, write.state() == State.ACTIVE));
        }
        return plan;
    }

    private void place(PlannedWrite plan, String name, Object value) {
        if (name.equals(ACCOUNT + SalesforceSchema.IS_PERSON)) {
            return;
        }
        if (name.startsWith(ACCOUNT)) {
            put(plan, SalesforceSchema.ACCOUNT, name.substring(ACCOUNT.length()), name, value);
        } else if (name.startsWith(CONTACT)) {
            String field = name.substring(CONTACT.length());
            Optional<String> place = plan.person() ? PersonFields.onAccount(field) : Optional.of(field);
            place.ifPresentOrElse(
                    where -> put(plan, plan.person() ? SalesforceSchema.ACCOUNT : SalesforceSchema.CONTACT, where, name, value),
                    () -> plan.unknown().add(name));
        } else {
            plan.unknown().add(name);
        }
    }

    private void put(PlannedWrite plan, String object, String field, String name, Object value) {
        Optional<JsonNode> known = schema.field(object, field).filter(node -> node.path("updateable").asBoolean());
        if (known.isEmpty()) {
            plan.unknown().add(name);
            return;
        }
        boolean account = object.equals(SalesforceSchema.ACCOUNT);
        (account ? plan.account() : plan.contact()).set(field,
                FieldValues.written(value, known.get().path("type").asText().equals("boolean")));
        if (account) {
            plan.names().put(field, name);
        }
    }

    /** A person's name follows from its parts. Where only the whole is given, the last word is the last name. */
    private static void namePerson(PlannedWrite plan) {
        JsonNode whole = plan.account().remove("Name");
        Map<String, String> names = plan.names();
        if (whole != null && !plan.account().has("LastName")) {
            String name = whole.asText("").strip();
            int space = name.lastIndexOf(' ');
            plan.account().put("LastName", name.substring(space + 1));
            plan.account().put("FirstName", space < 0 ? "" : name.substring(0, space));
            names.put("LastName", ACCOUNT + "Name");
            names.put("FirstName", ACCOUNT + "Name");
        }
    }
}
