package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Called;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.Names;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** A new job. It cannot be taken back: canceled, it would still be there, with its invoice. */
final class Booking {

    private final TenantDesk at;
    private final Args args;
    private final Names names;

    Booking(TenantDesk at, Args args) {
        this.at = at;
        this.args = args;
        this.names = at.names();
    }

    Proposal of(ObjectNode customer) {
        ObjectNode type = names.one(NameKind.JOB_TYPE, args.need("jobType"));
        ObjectNode location = location(customer);
        FieldValues fields = new FieldValues().put("customerId", customer.path("id"))
                .put("locationId", location.path("id")).put("businessUnitId", unit(type))
                .put("jobTypeId", type.path("id"))
                .put("priority", args.text("priority").orElse(type.path("priority").asText("Normal")))
                .put("campaignId", names.one(NameKind.CAMPAIGN, args.need("campaign")).path("id"));
        args.text("summary").ifPresent(summary -> fields.put("summary", summary));
        if (!args.texts("tags").isEmpty()) {
            fields.put("tagTypeIds", ids(NameKind.TAG, args.texts("tags")));
        }
        ObjectNode asked = Trees.object();
        asked.putArray("businessUnitIds").add(fields.map().get("businessUnitId"));
        asked.set("jobTypeId", type.path("id"));
        Slot slot = Slot.of(at, args, asked, Optional.empty());
        FieldValues appointment = slot.fields(args);
        Crew crew = Crew.of(at, args, slot, asked, Optional.of(location));
        if (!crew.ids().isEmpty()) {
            appointment.put("technicianIds", crew.ids());
        }
        ObjectNode body = fields.body();
        body.putArray("appointments").add(appointment.body());
        Draft draft = new Draft(at).request(JobRows.RESOURCE, "create", Map.of(), body)
                .makes(JobRows.RESOURCE, FromAnswers.field(1, "id"), fields.map())
                .makes(JobRows.APPOINTMENTS, FromAnswers.field(1, "firstAppointmentId"), appointment.map())
                .standsOn(Customers.RESOURCE, customer).standsOn(NameKind.LOCATION.resource(), location)
                .sideEffect("Creates the job's invoice.")
                .mayTell(1);
        if (customer.path("doNotService").asBoolean()) {
            draft.sideEffect("The customer is marked as not to be served.");
        }
        crew.tell(draft);
        return draft.build("Books a job for " + Called.customer(customer) + " on "
                + Shown.moment(slot.start().toString(), at.zone()) + ".");
    }

    private ObjectNode location(ObjectNode customer) {
        long id = customer.path("id").longValue();
        if (args.has("location")) {
            return names.location(id, args.need("location"));
        }
        List<ObjectNode> all = at.rows("crm/locations", Query.all().with("customerId", id), 100).rows();
        if (all.size() > 1) {
            throw Names.ambiguous(NameKind.LOCATION, "", all);
        }
        return all.stream().findFirst().orElseThrow(
                () -> RefusedCallException.of("not_found", "The " + Called.customer(customer) + " has no active location."));
    }

    private JsonNode unit(ObjectNode type) {
        if (args.has("businessUnit")) {
            return names.one(NameKind.BUSINESS_UNIT, args.need("businessUnit")).path("id");
        }
        if (type.path("businessUnitIds").size() == 1) {
            return type.path("businessUnitIds").get(0);
        }
        throw Args.wrong("businessUnit", "is needed, as the job type does not tell it");
    }

    private ArrayNode ids(NameKind kind, List<String> texts) {
        List<Long> ids = new ArrayList<>();
        texts.forEach(text -> ids.add(names.one(kind, text).path("id").longValue()));
        ArrayNode sorted = Trees.object().arrayNode();
        ids.stream().sorted().distinct().forEach(sorted::add);
        return sorted;
    }
}
