package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.PostOutcome;

/**
 * Makes one write. It is sent again with the same request id when its answer is lost, after a look whether it was done; when
 * somebody else's change came between, it is made over only what the ledger wrote itself.
 */
final class DocumentWriter {

    private static final int MOST_VERSIONS = 5;

    private final QuickBooksClient client;
    private final Catalogue catalogue;
    private final DocumentBody bodies;
    private final DocumentLookup lookup;

    DocumentWriter(QuickBooksClient client, Catalogue catalogue, DocumentLookup lookup) {
        this.client = client;
        this.catalogue = catalogue;
        this.bodies = new DocumentBody(catalogue);
        this.lookup = lookup;
    }

    /** @param customer QuickBooks' id of a content's customer; empty where it is not known, and for a deposit */
    PostOutcome write(BooksWrite write, Optional<String> customer) {
        try {
            if (write.content().isEmpty()) {
                return write.current()
                        .<PostOutcome>map(ref -> change(new Change(write, customer, null), ref, write.requestId()))
                        .orElseGet(PostOutcome.Removed::new);
            }
            ObjectNode body = bodies.of(write.form(), write.entry(), write.content().get(), write.settled(),
                    customer.orElse(""));
            Change change = new Change(write, customer, body);
            return write.current().map(ref -> change(change, ref, write.requestId())).orElseGet(() -> create(change));
        } catch (CannotWrite reason) {
            return new PostOutcome.Refused(reason.getMessage());
        }
    }

    /** @param body what is to be there; null to take the amounts away */
    private record Change(BooksWrite write, Optional<String> customer, ObjectNode body) {

        DocumentType type() {
            return DocumentType.of(write.form());
        }
    }

    private PostOutcome create(Change change) {
        if (change.write().again()) {
            Optional<JsonNode> there = lookup.standingFor(change.write().entry(), change.type(), change.body());
            if (there.isPresent()) {
                return adopt(change, there.get());
            }
        }
        Reply reply = client.post(change.type().path(), change.body(), change.write().requestId());
        for (int tried = 1; tried < QuickBooksClient.TRIES && reply instanceof Reply.Lost lost; tried++) {
            Optional<JsonNode> there = lost.doubtful()
                    ? lookup.standingFor(change.write().entry(), change.type(), change.body())
                    : Optional.empty();
            if (there.isPresent()) {
                return adopt(change, there.get());
            }
            QuickBooksClient.pause(tried);
            reply = client.post(change.type().path(), change.body(), change.write().requestId());
        }
        if (reply instanceof Reply.Refused refused) {
            return refused.fault().numberTaken() ? numberTaken(change) : refused(refused.fault());
        }
        return ended(change, reply);
    }

    private PostOutcome numberTaken(Change change) {
        String number = change.body().path("DocNumber").asText();
        Optional<JsonNode> there = lookup.standingFor(change.write().entry(), change.type(), change.body());
        return there.map(row -> adopt(change, row)).orElseGet(() -> new PostOutcome.Refused("the number " + number
                + " is taken in QuickBooks by another " + change.type().word()
                + lookup.numbered(change.type(), number).stream().findFirst()
                        .map(row -> " of " + row.path("TxnDate").asText() + ", id " + row.path("Id").asText()).orElse("")));
    }

    /** What an earlier try created. What somebody changed of it since shows when it is to be changed next. */
    private PostOutcome adopt(Change change, JsonNode row) {
        if (Covers.covers(row, change.body())) {
            return ended(change, row);
        }
        BooksRef ref = DocumentLookup.ref(change.type(), row);
        if (differs(change, change.write().content(), ref, row).isEmpty()) {
            return change(change, ref, change.write().requestId() + "-" + ref.version());
        }
        return new PostOutcome.Posted(new BooksRef(ref.id(), ref.number(), "0"), expected(change));
    }

    private PostOutcome change(Change change, BooksRef ref, String requestId) {
        BooksRef newest = ref;
        String request = requestId;
        for (int versions = 1; versions <= MOST_VERSIONS; versions++) {
            Reply reply = send(change, newest, request);
            if (!(reply instanceof Reply.Refused refused)) {
                return ended(change, reply);
            }
            if (!refused.fault().stale() && !refused.fault().missing()) {
                return refused(refused.fault());
            }
            Optional<JsonNode> row = lookup.read(change.type(), newest.id());
            if (row.isEmpty()) {
                return change.body() == null ? new PostOutcome.Removed() : new PostOutcome.Edited("it was deleted");
            }
            if (refused.fault().missing()) {
                return refused(refused.fault());
            }
            if (change.body() == null ? voided(change, row.get()) : Covers.covers(row.get(), change.body())) {
                return ended(change, row.get());
            }
            BooksRef found = DocumentLookup.ref(change.type(), row.get());
            Optional<String> edited = differs(change, change.write().before(), ref, row.get());
            if (edited.isPresent() && differs(change, change.write().content(), ref, row.get()).isPresent()) {
                return new PostOutcome.Edited(edited.get());
            }
            newest = found;
            request = change.write().requestId() + "-" + found.version();
        }
        return new PostOutcome.Later("it was changed again and again meanwhile", Optional.empty());
    }

    private static boolean voided(Change change, JsonNode row) {
        return change.write().before().map(Content::total).filter(total -> total.signum() != 0).isPresent()
                && Held.isNothing(row);
    }

    private Reply send(Change change, BooksRef ref, String requestId) {
        DocumentType type = change.type();
        ObjectNode body = change.body() == null ? QuickBooksClient.object() : change.body().deepCopy();
        body.put("Id", ref.id()).put("SyncToken", ref.version());
        String path = type.path();
        if (change.body() == null) {
            path += "?" + type.ending();
            if (!type.isDeleted()) {
                body.put("sparse", true);
            }
        } else {
            body.put("sparse", false);
        }
        return client.postAgain(path, body, requestId);
    }

    /** How a transaction differs from a content, an empty one meaning that it was void. */
    private Optional<String> differs(Change change, Optional<Content> content, BooksRef ref, JsonNode row) {
        Form form = change.write().form();
        if (content.isEmpty()) {
            return Held.isNothing(row) ? Optional.empty() : Optional.of("it was void, and is not any more");
        }
        boolean sameCustomer = change.write().content().map(wanted -> wanted.header().customer())
                .filter(wanted -> wanted == content.get().header().customer()).isPresent();
        return Held.of(form, content.get(), sameCustomer ? change.customer() : Optional.empty(),
                change.write().before().equals(content) ? Optional.of(ref.number()) : Optional.empty(),
                catalogue::id).differs(Held.of(change.type(), row));
    }

    private PostOutcome ended(Change change, Reply reply) {
        if (reply instanceof Reply.Lost lost) {
            return new PostOutcome.Later(lost.reason(), lost.after());
        }
        if (change.body() == null && change.type().isDeleted()) {
            return new PostOutcome.Removed();
        }
        JsonNode row = ((Reply.Done) reply).body().path(change.type().word());
        return row.has("Id")
                ? ended(change, row)
                : new PostOutcome.Later("its answer does not hold the " + change.type().word(), Optional.empty());
    }

    private PostOutcome ended(Change change, JsonNode row) {
        BigDecimal total = Held.total(row);
        PostOutcome posted = new PostOutcome.Posted(DocumentLookup.ref(change.type(), row), total);
        boolean taxed = change.body() != null && change.type().sellsItems() && total.compareTo(expected(change)) != 0;
        return taxed ? ownTax(change, row, posted) : posted;
    }

    /** QuickBooks worked out another tax; it is asked once to let ours stand, and what it makes of that is reported. */
    private PostOutcome ownTax(Change change, JsonNode row, PostOutcome before) {
        ObjectNode body = change.body().deepCopy();
        BooksRef ref = DocumentLookup.ref(change.type(), row);
        ObjectNode tax = body.path("TxnTaxDetail").isObject()
                ? (ObjectNode) body.get("TxnTaxDetail")
                : body.putObject("TxnTaxDetail");
        if (!tax.has("TxnTaxCodeRef") && row.path("TxnTaxDetail").has("TxnTaxCodeRef")) {
            tax.putObject("TxnTaxCodeRef").put("value",
                    row.path("TxnTaxDetail").path("TxnTaxCodeRef").path("value").asText());
        }
        tax.put("TotalTax",
                change.write().content().orElseThrow().tax().multiply(BigDecimal.valueOf(change.write().form().sign())));
        Reply reply = send(new Change(change.write(), change.customer(), body), ref,
                change.write().requestId() + "-" + ref.version());
        if (reply instanceof Reply.Lost lost) {
            return new PostOutcome.Later(lost.reason(), lost.after());
        }
        JsonNode now = reply instanceof Reply.Done done
                ? done.body().path(change.type().word())
                : lookup.read(change.type(), ref.id()).orElse(row);
        return now.has("Id")
                ? new PostOutcome.Posted(DocumentLookup.ref(change.type(), now), Held.total(now))
                : before;
    }

    private static BigDecimal expected(Change change) {
        return change.write().content().orElseThrow().total().abs();
    }

    private static PostOutcome refused(Fault fault) {
        return fault.closedPeriod() ? new PostOutcome.Closed() : new PostOutcome.Refused(fault.spoken());
    }
}
