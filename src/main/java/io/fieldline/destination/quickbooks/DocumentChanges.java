package io.fieldline.destination.quickbooks;

import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.PostOutcome;

/** Changes documents that are there; when somebody else's change came between, over only what the ledger wrote itself. */
final class DocumentChanges {

    private static final int MOST_VERSIONS = 5;

    private final DocumentRequests requests;
    private final DocumentLookup lookup;
    private final DocumentEnds ends;
    private final Expected expected;

    DocumentChanges(DocumentRequests requests, DocumentLookup lookup, DocumentEnds ends, Expected expected) {
        this.requests = requests;
        this.lookup = lookup;
        this.ends = ends;
        this.expected = expected;
    }

    PostOutcome change(Change change, BooksRef ref, String requestId) {
        BooksRef newest = ref;
        String request = requestId;
        for (int versions = 1; versions <= MOST_VERSIONS; versions++) {
            Reply reply = requests.change(change, newest, request);
            if (!(reply instanceof Reply.Refused refused)) {
                return ends.of(change, reply);
            }
            if (!refused.fault().stale() && !refused.fault().missing()) {
                return ends.refused(refused.fault());
            }
            Optional<JsonNode> row = lookup.read(change.type(), newest.id());
            if (row.isEmpty()) {
                return change.takesAway() ? new PostOutcome.Removed() : new PostOutcome.Edited("it was deleted");
            }
            if (refused.fault().missing()) {
                return ends.refused(refused.fault());
            }
            Optional<PostOutcome> standing = standing(change, ref, row.get());
            if (standing.isPresent()) {
                return standing.get();
            }
            newest = DocumentLookup.ref(change.type(), row.get());
            request = requestId + "-" + newest.version();
        }
        return new PostOutcome.Later("it was changed again and again meanwhile", Optional.empty());
    }

    /** What is to be said of a document of another version; empty where the change is still to be made to it. */
    private Optional<PostOutcome> standing(Change change, BooksRef ref, JsonNode row) {
        if (change.takesAway() ? voided(change, row) : Covers.covers(row, change.body())) {
            return Optional.of(ends.of(change, row));
        }
        Held held = Held.of(change.type(), row);
        Optional<Held> before = before(change, ref);
        Optional<String> edited = before.isPresent() ? before.get().differs(held) : revived(row);
        if (edited.isEmpty() || change.takesAway()) {
            return edited.map(PostOutcome.Edited::new);
        }
        Held wanted = wanted(change);
        if (wanted.differs(held).isEmpty()) {
            return Optional.empty();
        }
        boolean ours = wanted.differsBesideTax(held).isEmpty()
                && before.filter(was -> was.differsBesideTax(held).isEmpty()).isEmpty();
        return Optional.of(ours ? ends.of(change, row) : new PostOutcome.Edited(edited.get()));
    }

    private static Optional<String> revived(JsonNode row) {
        return Held.isNothing(row) ? Optional.empty() : Optional.of("it was void, and is not any more");
    }

    private static boolean voided(Change change, JsonNode row) {
        return change.write().before().map(Content::total).filter(total -> total.signum() != 0).isPresent()
                && Held.isNothing(row);
    }

    Held wanted(Change change) {
        return expected.of(change.write().form(), change.write().content().orElseThrow(), change.customer(),
                expected.number(change.write().form(), change.write().content().orElseThrow()), change.write().settled());
    }

    private Optional<Held> before(Change change, BooksRef ref) {
        return change.write().before().map(before -> {
            boolean same = change.write().content().map(wanted -> wanted.header().customer())
                    .filter(wanted -> wanted == before.header().customer()).isPresent();
            return expected.of(change.write().form(), before, same ? change.customer() : Optional.empty(),
                    Optional.of(ref.number()), change.write().settledBefore());
        });
    }
}
