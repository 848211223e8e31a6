package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TakingBack;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Changes of one customer. */
final class CustomerChanging {

    private static final String LOCATIONS = "crm/locations";
    private static final String NOTES = "crm/customers/notes";
    private static final String UPDATE = "update";

    private final TenantDesk at;
    private final Args args;
    private final ObjectNode customer;
    private final String id;
    private final String who;

    CustomerChanging(TenantDesk at, Args args, ObjectNode customer) {
        this.at = at;
        this.args = args;
        this.customer = customer;
        this.id = customer.path("id").asText();
        this.who = Called.customer(customer);
    }

    Proposal update() {
        FieldValues wanted = Place.given(args, new FieldValues().given(args, "name", "name").given(args, "type", "type")
                .given(args, "doNotMail", "doNotMail").given(args, "doNotService", "doNotService"));
        return patched(Customers.RESOURCE, Map.of("id", id), id, customer, wanted, "Changes " + who + ".");
    }

    Proposal location() {
        ObjectNode location = at.names().location(customer.path("id").longValue(), args.need("location"));
        String number = location.path("id").asText();
        FieldValues wanted = Place.given(args, new FieldValues().given(args, "name", "name"));
        return patched(LOCATIONS, Map.of("id", number), number, location, wanted, "Changes " + Called.location(location) + ".");
    }

    Proposal changeContact() {
        ObjectNode contact = contact();
        FieldValues wanted = new FieldValues().given(args, "memo", "memo");
        args.text(contact.path("type").asText().equals("Email") ? "email" : "phone")
                .ifPresent(value -> wanted.put("value", value));
        String number = contact.path("id").asText();
        return patched(Customers.CONTACTS, Map.of("id", id, "contactId", number), id + "/" + number, contact, wanted,
                "Changes contact " + number + " of " + who + ".");
    }

    private Proposal patched(String resource, Map<String, String> path, String record, ObjectNode current, FieldValues wanted,
            String summary) {
        FieldValues changed = wanted.differing(current);
        if (changed.isEmpty()) {
            return new Draft(at).build(summary);
        }
        boolean customers = resource.equals(Customers.RESOURCE);
        return new Draft(at).request(resource, UPDATE, path, Place.completed(changed.body(), current, customers))
                .changes(resource, record, current, changed.map())
                .undoIfDocumented("Sends the fields as they are now.",
                        new PlannedRequest(resource, UPDATE, path, Map.of(),
                                Place.completed(changed.as(current).body(), current, customers)))
                .build(summary);
    }

    Proposal addContact() {
        List<FieldValues> contacts = CustomerMaking.contacts(args);
        if (contacts.isEmpty()) {
            throw Args.wrong("phone", "or email is needed here");
        }
        Draft draft = new Draft(at).standsOn(Customers.RESOURCE, customer);
        List<TakingBack> back = new ArrayList<>();
        for (int index = 0; index < contacts.size(); index++) {
            FromAnswers made = FromAnswers.field(index + 1, "id");
            draft.request(Customers.CONTACTS, "create", Map.of("id", id), contacts.get(index).body())
                    .makes(Customers.CONTACTS, FromAnswers.part(FromAnswers.fixed(id), made), contacts.get(index).map());
            back.add(TakingBack.of(index + 1, Customers.CONTACTS, "delete",
                    Map.of("id", FromAnswers.fixed(id), "contactId", made), null));
        }
        return draft.undo("Deletes the contact.", back).build("Adds a contact to " + who + ".");
    }

    /** A contact that is made anew is another one, with its preferences lost. */
    Proposal removeContact() {
        ObjectNode contact = contact();
        String number = contact.path("id").asText();
        return new Draft(at).request(Customers.CONTACTS, "delete", Map.of("id", id, "contactId", number), null)
                .removes(Customers.CONTACTS, id + "/" + number, contact)
                .build("Deletes contact " + number + " of " + who + ".");
    }

    private ObjectNode contact() {
        String number = args.need("contact");
        return at.find(Customers.CONTACTS, id + "/" + number).orElseThrow(() -> RefusedCallException.of("not_found",
                "Customer " + id + " has no contact " + number + "; show_customer names them."));
    }

    Proposal tags(boolean add) {
        Set<Long> now = new LinkedHashSet<>(Trees.ids(customer.path("tagTypeIds")));
        Set<Long> wanted = new LinkedHashSet<>(now);
        if (args.texts("tags").isEmpty()) {
            throw Args.wrong("tags", "are needed here");
        }
        Draft draft = new Draft(at);
        List<TakingBack> back = new ArrayList<>();
        for (String tag : args.texts("tags")) {
            long type = at.names().one(NameKind.TAG, tag).path("id").longValue();
            if (add ? wanted.add(type) : wanted.remove(type)) {
                Map<String, String> path = Map.of("id", id, "tagTypeId", Long.toString(type));
                draft.request("crm/customers/tags", add ? "create" : "delete", path, null);
                back.add(TakingBack.of(back.size() + 1,
                        new PlannedRequest("crm/customers/tags", add ? "delete" : "create", path, Map.of(), null)));
            }
        }
        ArrayNode ids = Trees.object().arrayNode();
        wanted.forEach(ids::add);
        return draft.changes(Customers.RESOURCE, id, customer, Map.of("tagTypeIds", ids))
                .undo(add ? "Takes the tags away again." : "Gives the tags back.", back)
                .build((add ? "Adds tags to " : "Takes tags from ") + who + ".");
    }

    Proposal note() {
        FieldValues note = new FieldValues().put("text", args.need("note"));
        return new Draft(at).request(NOTES, "create", Map.of("id", id), note.body())
                .makes(NOTES, FromAnswers.part(FromAnswers.fixed(id), FromAnswers.field(1, "id")), note.map())
                .standsOn(Customers.RESOURCE, customer)
                .undo("Deletes the note.", List.of(TakingBack.of(1, NOTES, "delete",
                        Map.of("id", FromAnswers.fixed(id), "noteId", FromAnswers.field(1, "id")), null)))
                .build("Adds a note to " + who + ".");
    }
}
