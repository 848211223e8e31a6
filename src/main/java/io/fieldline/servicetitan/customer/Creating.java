package io.fieldline.servicetitan.customer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.servicetitan.http.Submission;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * Sends a new customer with one location at its address. ServiceTitan takes no idempotency key for it and cannot delete a
 * customer, so that what may have been created is never sent a second time here.
 */
final class Creating {

    private static final String DEFAULT_TYPE = "Residential";

    private final CustomerApi api;
    private final OwnFields own;
    private final TaggedFields tagged;
    private final ContactFields contacts;
    private final CustomerSettings settings;

    Creating(CustomerApi api, OwnFields own, TaggedFields tagged, ContactFields contacts, CustomerSettings settings) {
        this.api = api;
        this.own = own;
        this.tagged = tagged;
        this.contacts = contacts;
        this.settings = settings;
    }

    /** @param applicationGuid under which the customer bears the other side's id */
    Step send(SideWrite write, String applicationGuid) {
        Draft draft = draft(write, applicationGuid);
        Optional<WriteOutcome> refused = draft.refused();
        if (refused.isPresent()) {
            return new Step.Ended(refused.get());
        }
        Submission submission = api.create(Changing.json(draft.body()));
        if (submission instanceof Submission.Unsure unsure) {
            return new Step.Ended(new WriteOutcome.Later("The customer of " + write.otherId()
                    + " may have been created; look it up before it is created again. " + unsure.failure().getMessage()));
        }
        Optional<WriteOutcome> failed = Changing.problem(submission, List.copyOf(write.fields().keySet()));
        return failed.<Step>map(Step.Ended::new).orElseGet(() -> new Step.Sent(
                String.valueOf(Changing.row((Submission.Taken) submission).get("id")), draft.checks()));
    }

    private Draft draft(SideWrite write, String applicationGuid) {
        Draft draft = new Draft();
        Map<String, Object> fields = new LinkedHashMap<>(write.fields());
        OwnFields.FULL_ADDRESS.forEach(part -> fields.putIfAbsent(CustomerField.ADDRESS + part, null));
        own.draft(draft, fields, null);
        tagged.draft(draft, fields, null);
        contacts.draftNew(draft, fields);
        if (Values.empty(fields.get("name"))) {
            draft.refuse("name", "is missing: a customer needs one");
        }
        if (write.state() != null && write.state() != SideRecord.State.ACTIVE
                || Boolean.FALSE.equals(fields.get(OwnFields.ACTIVE))) {
            draft.refuse(OwnFields.ACTIVE, "is false: an inactive customer is not created in ServiceTitan");
        }
        // The list of values that a customer is looked up by is separated by commas.
        if (write.otherId().contains(",")) {
            draft.refuse("externalData", "must not hold a comma, and the other id " + write.otherId() + " does");
        }
        Map<String, Object> body = draft.body();
        body.putIfAbsent("type", DEFAULT_TYPE);
        body.put("externalData", Map.of("applicationGuid", applicationGuid, "externalData",
                List.of(Map.of("key", settings.externalKey(), "value", write.otherId()))));
        draft.check("externalData", record -> write.otherId().equals(record.otherId()));
        Map<String, Object> location = new LinkedHashMap<>();
        for (String field : List.of("name", "address", CustomerRecords.CONTACTS)) {
            if (body.containsKey(field)) {
                location.put(field, body.get(field));
            }
        }
        body.put("locations", List.of(location));
        return draft;
    }
}
