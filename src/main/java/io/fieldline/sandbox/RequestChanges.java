package io.fieldline.sandbox;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.Changes.Change;
import io.fieldline.servicetitan.catalog.Match;

/** What people ask for before there is a job: bookings and leads. */
final class RequestChanges {

    private static final String BOOKINGS = "crm/bookings";
    private static final String LEADS = "crm/leads";
    private static final String CONTACTS = "crm/booking-provider/bookings/contacts";

    private final Rows rows;

    RequestChanges(Rows rows) {
        this.rows = rows;
    }

    void addTo(Map<String, Change> changes) {
        changes.put("crm/booking-provider/bookings create", (match, body) -> {
            ObjectNode fields = body.deepCopy().put("status", "New").put("bookingProviderId", Rows.id(match, 0));
            fields.remove("contacts");
            ObjectNode booking = rows.insert(BOOKINGS, fields);
            body.path("contacts").forEach(contact -> rows.insert(CONTACTS,
                    ((ObjectNode) contact.deepCopy()).put("bookingId", booking.get("id").longValue())));
            return booking;
        });
        changes.put("crm/booking-provider/bookings update", (match, body) -> booking(Rows.id(match, 1), body));
        changes.put("crm/booking-provider/bookings dismiss", (match, body) -> {
            ObjectNode fields = Rows.NODES.objectNode().put("status", "Dismissed");
            fields.set("dismissingReasonId",
                    body.path("callReasonId").isNumber() ? body.get("callReasonId") : fields.nullNode());
            return booking(Rows.id(match, 1), fields);
        });
        changes.put(CONTACTS + " create", (match, body) -> rows.insert(CONTACTS,
                body.put("bookingId", Reads.existing(rows.table(BOOKINGS), Rows.id(match, 1)))));
        changes.put(CONTACTS + " update", (match, body) -> rows.update(CONTACTS, contact(match), body));
        changes.put(CONTACTS + " delete",
                (match, body) -> rows.update(CONTACTS, contact(match), Rows.NODES.objectNode().put("active", false)));
        changes.put("crm/leads create", (match, body) -> createLead(body));
        changes.put("crm/leads form", (match, body) -> {
            ObjectNode lead = Rows.NODES.objectNode().put("campaignId", 301).put("priority", "Normal");
            lead.put("leadCustomerName", body.path("name").asText());
            lead.set("summary", body.path("summary"));
            return Rows.NODES.objectNode().put("leadId", createLead(lead).get("id").longValue());
        });
        changes.put("crm/leads update", (match, body) -> lead(match, body));
        changes.put("crm/leads dismiss", (match, body) -> {
            if (rows.row(LEADS, Rows.id(match, 0)).path("status").asText().equals("Converted")) {
                throw Rows.invalid("id", "A converted lead cannot be dismissed.");
            }
            return lead(match, body.put("status", "Dismissed"));
        });
        changes.put("crm/leads follow-up", (match, body) -> {
            lead(match, Rows.NODES.objectNode().put("followUpDate", body.path("followUpDate").asText()));
            return body.put("leadId", Rows.id(match, 0));
        });
    }

    private ObjectNode booking(long id, ObjectNode fields) {
        if (rows.row(BOOKINGS, id).path("status").asText().equals("Converted")) {
            throw Rows.conflict("The booking was converted to a job and cannot be changed.");
        }
        ObjectNode booking = rows.update(BOOKINGS, id, fields);
        rows.dispatching().tell("tn.crm.booking-updated", "booking", booking);
        return booking;
    }

    private long contact(Match match) {
        ObjectNode contact = rows.row(CONTACTS, Rows.id(match, 2));
        if (contact.path("bookingId").longValue() != Rows.id(match, 1) || !contact.path("active").asBoolean()) {
            throw Rows.notFound();
        }
        return contact.get("id").longValue();
    }

    private ObjectNode createLead(ObjectNode body) {
        rows.named("marketing/campaigns", body, "campaignId");
        ObjectNode lead = rows.insert(LEADS, body.put("status", "Open").put("createdById", Rows.OFFICE));
        rows.dispatching().tell("tn.crm.lead-created", "lead", lead);
        return lead;
    }

    private ObjectNode lead(Match match, ObjectNode body) {
        ObjectNode lead = rows.update(LEADS, Rows.id(match, 0), body);
        rows.dispatching().tell("tn.crm.lead-updated", "lead", lead);
        return lead;
    }
}
