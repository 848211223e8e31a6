package io.fieldline.destination.hubspot;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.destination.hubspot.Linker.Link;
import io.fieldline.destination.hubspot.ObjectWriter.Input;
import io.fieldline.destination.hubspot.ObjectWriter.Result;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.SideRecord.State;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * Creates and changes customers' records, a hundred at a time. New ones are upserted by the customer's id, so that a
 * repeat finds what the first try made. A record that is changed is read right before and checked against the version the
 * change was worked out for. The contact goes first: it is the one that HubSpot may refuse.
 */
final class RecordWriter {

    private final HubSpotAccount account;
    private final PropertyCatalogue catalogue;
    private final HubSpotClient client;
    private final RecordReader records;
    private final ObjectWriter objects;
    private final SlippedEdits slipped;
    private final SharedEmails emails;
    private final Linker linker;

    RecordWriter(HubSpotAccount account, PropertyCatalogue catalogue, HubSpotClient client, ObjectReader reader,
            RecordReader records, ObjectWriter objects) {
        this.account = account;
        this.catalogue = catalogue;
        this.client = client;
        this.records = records;
        this.objects = objects;
        this.slipped = new SlippedEdits(reader, objects, catalogue);
        this.emails = new SharedEmails(account, reader);
        this.linker = new Linker(client);
    }

    /** Once something was written the rest is put off instead of failing the whole, so that what is known is told. */
    List<WriteOutcome> write(List<SideWrite> writes) {
        List<PendingWrite> all = writes.stream().map(write -> new PendingWrite(write, account)).toList();
        all.forEach(this::refuseUnknownObjects);
        try {
            Chunks.of(open(all, one -> one.write().creates()).toList(), Chunks.MOST,
                    PendingWrite::customer).forEach(this::create);
            Chunks.of(open(all, one -> !one.write().creates()).toList(), Chunks.MOST,
                    one -> one.write().id()).forEach(this::change);
        } catch (RetryLaterException e) {
            if (all.stream().allMatch(PendingWrite::open)) {
                throw e;
            }
            all.stream().filter(PendingWrite::open).forEach(one -> one.ends(new WriteOutcome.Later(e.getMessage())));
        }
        return all.stream().map(one -> one.outcome().orElseThrow()).toList();
    }

    private void refuseUnknownObjects(PendingWrite pending) {
        List<String> unknown = pending.write().fields().keySet().stream().filter(field -> !CrmObject.CONTACT.owns(field)
                && !(account.hasCompanies() && CrmObject.COMPANY.owns(field))).toList();
        if (!unknown.isEmpty()) {
            pending.ends(new WriteOutcome.Refused("A customer has no such fields here", unknown));
        }
    }

    private void create(List<PendingWrite> chunk) {
        writeObjects(chunk);
        open(chunk, PendingWrite::open).forEach(PendingWrite::written);
        emails.settle(chunk);
    }

    private void change(List<PendingWrite> chunk) {
        Map<String, CustomerRecord> now = new HashMap<>();
        records.current(chunk.stream().map(one -> one.write().id()).toList(), object -> touched(object, chunk))
                .forEach(record -> now.put(record.id(), record));
        chunk.forEach(one -> one.meets(now.get(one.write().id())));
        archive(open(chunk, one -> one.write().state() == State.DELETED).toList());
        writeObjects(chunk);
        restore(chunk);
        open(chunk, PendingWrite::open).forEach(PendingWrite::written);
        emails.settle(chunk);
    }

    /** What tells the version, and what is about to be written. */
    private Set<String> touched(CrmObject object, List<PendingWrite> chunk) {
        Set<String> properties = catalogue.vital(object);
        chunk.forEach(one -> one.write().fields().keySet().stream().filter(object::owns).map(object::property)
                .forEach(properties::add));
        return properties;
    }

    private void writeObjects(List<PendingWrite> chunk) {
        if (account.hasCompanies()) {
            writeObject(CrmObject.CONTACT, chunk);
        }
        writeObject(account.object(), chunk);
        if (account.hasCompanies()) {
            link(open(chunk, one -> one.now(CrmObject.CONTACT).isPresent() && one.held(CrmObject.CONTACT).isEmpty())
                    .toList());
        }
    }

    private void writeObject(CrmObject object, List<PendingWrite> chunk) {
        List<PendingWrite> some = open(chunk, one -> !one.properties(object).isEmpty()).toList();
        List<PendingWrite> known = some.stream().filter(one -> one.held(object).isPresent()).toList();
        List<PendingWrite> fresh = some.stream().filter(one -> one.held(object).isEmpty()).toList();
        took(object, known, objects.update(object, known.stream().map(one -> new Input(one.held(object).orElseThrow().id(),
                one.properties(object))).toList()));
        took(object, fresh, objects.upsert(object, account.uniqueProperty(), fresh.stream()
                .map(one -> new Input(one.customer(), one.properties(object))).toList()));
    }

    private static void took(CrmObject object, List<PendingWrite> writes, List<Result> results) {
        for (int index = 0; index < writes.size(); index++) {
            Result result = results.get(index);
            if (result.failed()) {
                writes.get(index).ends(result.failure());
            } else {
                writes.get(index).now(object, result.object());
            }
        }
    }

    private void link(List<PendingWrite> writes) {
        Map<Link, PendingWrite> links = new LinkedHashMap<>();
        writes.forEach(one -> links.put(new Link(one.now(CrmObject.CONTACT).orElseThrow().id(),
                one.now(CrmObject.COMPANY).orElseThrow().id()), one));
        linker.broken(CrmObject.CONTACT, CrmObject.COMPANY, List.copyOf(links.keySet()))
                .forEach(link -> links.get(link).ends(new WriteOutcome.Later("Company and contact could not be linked")));
    }

    /** A write against a known version must not have covered up an edit. */
    private void restore(List<PendingWrite> chunk) {
        for (CrmObject object : List.of(CrmObject.CONTACT, CrmObject.COMPANY)) {
            Map<String, PendingWrite> byId = new LinkedHashMap<>();
            open(chunk, one -> one.write().expectedVersion() != null && !one.properties(object).isEmpty())
                    .forEach(one -> one.held(object).ifPresent(held -> byId.put(held.id(), one)));
            List<Input> written = byId.entrySet().stream()
                    .map(one -> new Input(one.getKey(), one.getValue().properties(object))).toList();
            Map<String, HubSpotObject> before = new HashMap<>();
            byId.forEach((id, one) -> before.put(id, one.held(object).orElseThrow()));
            Set<String> stale = slipped.restored(object, written, before);
            stale.forEach(id -> byId.get(id).ends(new WriteOutcome.Stale()));
        }
    }

    private void archive(List<PendingWrite> writes) {
        if (writes.isEmpty()) {
            return;
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        writes.forEach(one -> body.withArrayProperty("inputs").addObject().put("id", one.write().id()));
        client.post(account.object().path() + "/batch/archive", body).accepted("delete records");
        writes.forEach(one -> one.ends(new WriteOutcome.Written(one.write().id(), null)));
    }

    /** HubSpot cannot take a merge back. A company's contact stays, linked to the company that is left. */
    WriteOutcome merge(String winner, String loser) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("primaryObjectId", winner).put("objectIdToMerge", loser);
        Answer answer = client.post(account.object().path() + "/merge", body);
        return answer.refused()
                ? new WriteOutcome.Refused(answer.body().path("message").asText(answer.body().toString()), List.of())
                : new WriteOutcome.Written(answer.accepted("merge records").path("id").asText(), null);
    }

    private static Stream<PendingWrite> open(List<PendingWrite> writes, Predicate<PendingWrite> which) {
        return writes.stream().filter(PendingWrite::open).filter(which);
    }
}
