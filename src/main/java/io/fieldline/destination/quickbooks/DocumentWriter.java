package io.fieldline.destination.quickbooks;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.PostOutcome;

/** Makes one write. It is sent again with the same request id when its answer is lost, after a look whether it was done. */
final class DocumentWriter {

    private final DocumentBody bodies;
    private final DocumentLookup lookup;
    private final DocumentRequests requests;
    private final DocumentEnds ends;
    private final DocumentChanges changes;

    DocumentWriter(QuickBooksClient client, Catalogue catalogue, DocumentLookup lookup, Expected expected) {
        this.bodies = new DocumentBody(catalogue);
        this.lookup = lookup;
        this.requests = new DocumentRequests(client);
        this.ends = new DocumentEnds(requests, lookup);
        this.changes = new DocumentChanges(requests, lookup, ends, expected);
    }

    /**
     * @param customer QuickBooks' id of a content's customer; empty where it is not known, and for a deposit
     * @throws CustomerRefused where it was refused and another customer may help
     */
    PostOutcome write(BooksWrite write, Optional<String> customer) {
        try {
            ObjectNode body = write.content().map(content -> bodies.of(write.form(), write.entry(), content, write.settled(),
                    write.form() == Form.DEPOSIT ? "" : customer.orElseThrow())).orElse(null);
            if (body != null) {
                write.before().ifPresent(before -> DocumentBody.empty(DocumentType.of(write.form()), body, before));
            }
            Change change = new Change(write, customer, body);
            if (write.current().isEmpty()) {
                return change.takesAway() ? new PostOutcome.Removed() : create(change);
            }
            BooksRef ref = write.current().get();
            return change.revives() ? anew(change, ref) : changes.change(change, ref, write.requestId());
        } catch (CannotWrite reason) {
            return new PostOutcome.Refused(reason.getMessage());
        }
    }

    private PostOutcome create(Change change) {
        if (change.write().again()) {
            Optional<JsonNode> there = standing(change);
            if (there.isPresent()) {
                return adopt(change, there.get());
            }
        }
        Reply reply = requests.create(change);
        for (int tried = 1; tried < QuickBooksClient.TRIES && reply instanceof Reply.Lost lost; tried++) {
            Optional<JsonNode> there = lost.doubtful() ? standing(change) : Optional.empty();
            if (there.isPresent()) {
                return adopt(change, there.get());
            }
            QuickBooksClient.pause(tried);
            reply = requests.create(change);
        }
        if (reply instanceof Reply.Refused refused) {
            return refused.fault().numberTaken() ? numberTaken(change) : ends.refused(refused.fault());
        }
        return ends.of(change, reply);
    }

    private Optional<JsonNode> standing(Change change) {
        return lookup.standingFor(change.write().entry(), change.type(), change.body());
    }

    private PostOutcome numberTaken(Change change) {
        String number = change.body().path("DocNumber").asText();
        return standing(change).map(row -> adopt(change, row)).orElseGet(() -> new PostOutcome.Refused("the number " + number
                + " is taken in QuickBooks by another " + change.type().word()
                + lookup.numbered(change.type(), number).stream().findFirst()
                        .map(row -> " of " + row.path("TxnDate").asText() + ", id " + row.path("Id").asText()).orElse("")));
    }

    /**
     * What an earlier try created. QuickBooks may have worked out another tax for it. What somebody changed of it since shows by
     * its total, or when it is to be changed next.
     */
    private PostOutcome adopt(Change change, JsonNode row) {
        Held wanted = changes.wanted(change);
        Held held = Held.of(change.type(), row);
        BooksRef ref = DocumentLookup.ref(change.type(), row);
        if (Covers.covers(row, change.body()) || !wanted.differs(held).isEmpty() && wanted.differsBesideTax(held).isEmpty()) {
            return ends.of(change, row);
        }
        return wanted.differs(held).isEmpty()
                ? changes.change(change, ref, change.write().requestId() + "-" + ref.version())
                : new PostOutcome.Posted(new BooksRef(ref.id(), ref.number(), "0"), Held.total(row));
    }

    /** QuickBooks does not promise that a void document can be changed, so it makes room for a new one of its number. */
    private PostOutcome anew(Change change, BooksRef ref) {
        String requestId = change.write().requestId() + "-d";
        BooksRef newest = ref;
        Reply reply = requests.delete(change.type(), newest, requestId);
        if (reply instanceof Reply.Refused refused && refused.fault().stale()) {
            Optional<JsonNode> row = lookup.read(change.type(), ref.id());
            if (row.filter(there -> !Held.isNothing(there)).isPresent()) {
                return new PostOutcome.Edited("it was void, and is not any more");
            }
            newest = row.map(there -> DocumentLookup.ref(change.type(), there)).orElse(ref);
            reply = requests.delete(change.type(), newest, requestId + newest.version());
        }
        if (reply instanceof Reply.Refused refused && !refused.fault().missing()) {
            return ends.refused(refused.fault());
        }
        return reply instanceof Reply.Lost ? ends.of(change, reply) : create(change);
    }
}
