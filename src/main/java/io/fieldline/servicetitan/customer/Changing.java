package io.fieldline.servicetitan.customer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.customer.Draft.ContactRequest;
import io.fieldline.servicetitan.http.Submission;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** Sends the changes of one customer: its own fields in one request, each contact in one. */
final class Changing {

    private final CustomerApi api;
    private final OwnFields own;
    private final TaggedFields tagged;
    private final ContactFields contacts;
    private final CustomerSettings settings;

    Changing(CustomerApi api, OwnFields own, TaggedFields tagged, ContactFields contacts, CustomerSettings settings) {
        this.api = api;
        this.own = own;
        this.tagged = tagged;
        this.contacts = contacts;
        this.settings = settings;
    }

    Step send(SideWrite write, SideRecord current) {
        if (write.expectedVersion() != null && !write.expectedVersion().equals(current.version())) {
            return new Step.Ended(new WriteOutcome.Stale());
        }
        if (current.mergedInto() != null) {
            return new Step.Ended(new WriteOutcome.Refused("Customer " + current.id() + " was merged into customer "
                    + current.mergedInto() + " and cannot be changed", List.of()));
        }
        if (write.state() == SideRecord.State.DELETED) {
            return new Step.Ended(new WriteOutcome.Refused("ServiceTitan cannot delete customer " + current.id()
                    + "; it can be made inactive", List.of()));
        }
        Draft draft = draft(write, current);
        Optional<WriteOutcome> refused = draft.refused();
        if (refused.isPresent()) {
            return new Step.Ended(refused.get());
        }
        return draft.empty()
                ? new Step.Ended(new WriteOutcome.Written(current.id(), current.version()))
                : send(current.id(), draft, List.copyOf(write.fields().keySet()));
    }

    private Draft draft(SideWrite write, SideRecord current) {
        Draft draft = new Draft();
        own.draft(draft, write.fields(), current);
        tagged.draft(draft, write.fields(), current);
        contacts.draft(draft, write.fields(), current);
        Object active = write.state() != null
                ? Boolean.valueOf(write.state() == SideRecord.State.ACTIVE)
                : write.fields().get(OwnFields.ACTIVE);
        if (active != null && !active.equals(current.fields().get(OwnFields.ACTIVE))) {
            draft.set(OwnFields.ACTIVE, active);
            draft.check(OwnFields.ACTIVE, record -> active.equals(record.fields().get(OwnFields.ACTIVE)));
        }
        api.applicationGuid().filter(guid -> !write.otherId().equals(current.otherId())).ifPresent(guid -> {
            draft.set("externalData", Map.of("applicationGuid", guid, "patchMode", "Merge", "externalData",
                    List.of(Map.of("key", settings.externalKey(), "value", write.otherId()))));
            draft.check("externalData", record -> write.otherId().equals(record.otherId()));
        });
        return draft;
    }

    private Step send(String id, Draft draft, List<String> fields) {
        boolean begun = false;
        try {
            if (!draft.body().isEmpty()) {
                Optional<WriteOutcome> failed = problem(api.update(id, json(draft.body())), fields);
                if (failed.isPresent()) {
                    return new Step.Ended(failed.get());
                }
                begun = true;
            }
            for (ContactRequest request : draft.contacts()) {
                Optional<WriteOutcome> failed = problem(send(id, request), request.fields());
                if (failed.isPresent()) {
                    return new Step.Ended(ofContact(failed.get(), begun));
                }
                begun = true;
            }
            return new Step.Sent(id, draft.checks());
        } catch (RetryLaterException | TenantUnavailableException e) {
            if (!begun) {
                throw e;
            }
            return new Step.Ended(partly(new WriteOutcome.Later(e.getMessage())));
        }
    }

    private Submission send(String customer, ContactRequest request) {
        if (request.body() == null) {
            return api.removeContact(customer, request.id());
        }
        if (request.id() != null) {
            return api.changeContact(customer, request.id(), json(request.body()));
        }
        Submission added = api.addContact(customer, json(request.body()));
        if (request.preferences().isEmpty() || !(added instanceof Submission.Taken taken)) {
            return added;
        }
        Map<String, Object> row = row(taken);
        return api.changeContact(customer, (Long) row.get("id"),
                json(Map.of("preferences", contacts.all(row, request.preferences()))));
    }

    static Map<String, Object> row(Submission.Taken taken) {
        try {
            return CustomerRecords.map(RecordParser.read(taken.body()));
        } catch (IOException e) {
            throw new RetryLaterException("The answer to a write cannot be read", e);
        }
    }

    /** Empty when it was answered with success. */
    static Optional<WriteOutcome> problem(Submission submission, List<String> fields) {
        if (submission instanceof Submission.Refused refused) {
            return Optional.of(Problems.outcome(refused, fields));
        }
        return submission instanceof Submission.Unsure unsure
                ? Optional.of(new WriteOutcome.Later("The change may have been applied: " + unsure.failure().getMessage()))
                : Optional.empty();
    }

    /** A contact that is gone makes the record another one, and not the customer gone. */
    private static WriteOutcome ofContact(WriteOutcome outcome, boolean begun) {
        if (outcome instanceof WriteOutcome.Gone) {
            return new WriteOutcome.Stale();
        }
        return begun ? partly(outcome) : outcome;
    }

    private static WriteOutcome partly(WriteOutcome outcome) {
        String part = "A part was written before this: ";
        if (outcome instanceof WriteOutcome.Refused refused) {
            return new WriteOutcome.Refused(part + refused.reason(), refused.fields());
        }
        return outcome instanceof WriteOutcome.Later later ? new WriteOutcome.Later(part + later.reason()) : outcome;
    }

    static byte[] json(Map<String, Object> body) {
        return RecordParser.text(body).getBytes(StandardCharsets.UTF_8);
    }
}
