package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TakingBack;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** New customers and locations. Taken back, they are set inactive, as ServiceTitan does with what is deleted. */
final class CustomerMaking {

    private static final String LOCATIONS = "crm/locations";
    private static final FromAnswers MADE = FromAnswers.field(1, "id");
    private static final FromAnswers FIRST_LOCATION = FromAnswers.field(1, "locations.0.id");

    private final TenantDesk at;
    private final Args args;

    CustomerMaking(TenantDesk at, Args args) {
        this.at = at;
        this.args = args;
    }

    Proposal customer() {
        String name = args.need("name");
        FieldValues fields = Place.whole(args, new FieldValues().put("name", name)).given(args, "type", "type")
                .given(args, "doNotMail", "doNotMail").given(args, "doNotService", "doNotService");
        if (!args.texts("tags").isEmpty()) {
            fields.put("tagTypeIds", tags());
        }
        ObjectNode body = fields.body();
        FieldValues place = Place.whole(args, new FieldValues().put("name", name));
        body.putArray("locations").add(place.body());
        List<FieldValues> contacts = contacts(args);
        contacts.forEach(contact -> body.withArrayProperty("contacts").add(contact.body()));
        Draft draft = new Draft(at).request(Customers.RESOURCE, "create", Map.of(), body)
                .makes(Customers.RESOURCE, MADE, fields.map()).makes(LOCATIONS, FIRST_LOCATION, place.map());
        for (int index = 0; index < contacts.size(); index++) {
            draft.makes(Customers.CONTACTS, FromAnswers.part(MADE, contact(index)), contacts.get(index).map());
        }
        namesakes(name, draft);
        List<TakingBack> back = List.of(inactive(LOCATIONS, FIRST_LOCATION), inactive(Customers.RESOURCE, MADE));
        if (contacts.isEmpty()) {
            draft.undo("Sets the customer and the location inactive.", back);
        } else {
            // Contacts of an inactive customer stay, so that they are taken away first.
            List<TakingBack> all = new ArrayList<>();
            for (int index = 0; index < contacts.size(); index++) {
                all.add(TakingBack.of(1, Customers.CONTACTS, "delete", Map.of("id", MADE, "contactId", contact(index)), null));
            }
            all.addAll(back);
            draft.undo("Deletes the contacts, and sets the customer and the location inactive.", all);
        }
        return draft.build("Creates the customer " + Mention.of("name", name) + " with one location"
                + (contacts.isEmpty() ? "" : " and its contacts") + ".");
    }

    Proposal location(ObjectNode customer) {
        FieldValues fields = Place.whole(args, new FieldValues().put("name", args.need("name")));
        if (!args.texts("tags").isEmpty()) {
            fields.put("tagTypeIds", tags());
        }
        fields.put("customerId", customer.path("id"));
        return new Draft(at).request(LOCATIONS, "create", Map.of(), fields.body()).makes(LOCATIONS, MADE, fields.map())
                .standsOn(Customers.RESOURCE, customer)
                .undo("Sets the location inactive.", List.of(inactive(LOCATIONS, MADE)))
                .build("Adds a location to " + Called.customer(customer) + ".");
    }

    private static TakingBack inactive(String resource, FromAnswers id) {
        return TakingBack.of(1, resource, "update", Map.of("id", id), Trees.object().put("active", false));
    }

    private static FromAnswers contact(int index) {
        return FromAnswers.field(1, "contacts." + index + ".id");
    }

    private ArrayNode tags() {
        ArrayNode ids = Trees.object().arrayNode();
        args.texts("tags").forEach(tag -> ids.add(at.names().one(NameKind.TAG, tag).path("id").longValue()));
        return ids;
    }

    /** A phone, an e-mail, or both. */
    static List<FieldValues> contacts(Args args) {
        List<FieldValues> contacts = new ArrayList<>();
        args.text("phone").ifPresent(phone -> contacts.add(
                contact(args, args.node("landline").asBoolean() ? "Phone" : "MobilePhone", phone)));
        args.text("email").ifPresent(email -> contacts.add(contact(args, "Email", email)));
        return contacts;
    }

    private static FieldValues contact(Args args, String type, String value) {
        FieldValues contact = new FieldValues().put("type", type).put("value", value);
        args.text("memo").ifPresent(memo -> contact.put("memo", memo));
        return contact;
    }

    /** Doubles are hard to merge: no operation does it. */
    private void namesakes(String name, Draft draft) {
        String ids = at.page(Customers.RESOURCE, Query.all().with("name", name), 1, Listing.PAGE).rows().stream()
                .filter(row -> row.path("name").asText().strip().equalsIgnoreCase(name)).map(row -> row.path("id").asText())
                .collect(Collectors.joining(", "));
        if (!ids.isEmpty()) {
            draft.sideEffect("Another customer has this name: " + ids + ".");
        }
    }
}
