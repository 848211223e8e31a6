package io.fieldline.destination.quickbooks;

import java.math.BigDecimal;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.PostOutcome;

/** What came of a write: the total is always QuickBooks' own. */
final class DocumentEnds {

    private final DocumentRequests requests;
    private final DocumentLookup lookup;

    DocumentEnds(DocumentRequests requests, DocumentLookup lookup) {
        this.requests = requests;
        this.lookup = lookup;
    }

    /** @param reply any but a refusal */
    PostOutcome of(Change change, Reply reply) {
        if (reply instanceof Reply.Lost lost) {
            return later(lost);
        }
        if (change.removes()) {
            return new PostOutcome.Removed();
        }
        JsonNode row = ((Reply.Done) reply).body().path(change.type().word());
        return row.has("Id")
                ? of(change, row)
                : new PostOutcome.Later("its answer does not hold the " + change.type().word(), Optional.empty());
    }

    /** @param row which was written for the change, by this try or an earlier one */
    PostOutcome of(Change change, JsonNode row) {
        boolean otherTax = !change.takesAway() && change.type().sellsItems()
                && Held.total(row).compareTo(change.expected()) != 0;
        return otherTax ? ownTax(change, row) : posted(change, row);
    }

    private static PostOutcome posted(Change change, JsonNode row) {
        return new PostOutcome.Posted(DocumentLookup.ref(change.type(), row), Held.total(row));
    }

    /** QuickBooks worked out another tax; it is asked once to let ours stand, and what it makes of that is reported. */
    private PostOutcome ownTax(Change change, JsonNode row) {
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
        Reply reply = requests.change(change.with(body), ref, change.write().requestId() + "-" + ref.version());
        if (reply instanceof Reply.Lost lost) {
            return later(lost);
        }
        JsonNode now = reply instanceof Reply.Done done
                ? done.body().path(change.type().word())
                : lookup.read(change.type(), ref.id()).orElse(row);
        return posted(change, now.has("Id") ? now : row);
    }

    /** @throws CustomerRefused where another customer may help */
    PostOutcome refused(Fault fault) {
        if (fault.closedPeriod()) {
            return new PostOutcome.Closed();
        }
        PostOutcome.Refused refused = new PostOutcome.Refused(fault.spoken());
        if (fault.mayMeanTheCustomer()) {
            throw new CustomerRefused(refused);
        }
        return refused;
    }

    private static PostOutcome later(Reply.Lost lost) {
        return new PostOutcome.Later(lost.reason(), lost.after());
    }
}
