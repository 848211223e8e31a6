package io.fieldline.destination.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksRef;

/**
 * Sends what documents are to hold. A sale is changed by a sparse update with all of its lines, so that what people added beside
 * them stays; what is no more is emptied by name. A payment is sent whole, because only then an empty list of lines is sure to
 * settle nothing.
 */
final class DocumentRequests {

    private final QuickBooksClient client;

    DocumentRequests(QuickBooksClient client) {
        this.client = client;
    }

    /** Sends it once. */
    Reply create(Change change) {
        return client.post(change.type().path(), change.body(), change.write().requestId());
    }

    /** Sends it until there is an answer. */
    Reply change(Change change, BooksRef ref, String requestId) {
        return change.takesAway() ? takeAway(change, ref, requestId) : update(change, ref, requestId);
    }

    private Reply update(Change change, BooksRef ref, String requestId) {
        ObjectNode body = address(change.body().deepCopy(), ref).put("sparse", change.type().sellsItems());
        return client.postAgain(change.type().path(), body, requestId);
    }

    private Reply takeAway(Change change, BooksRef ref, String requestId) {
        if (change.removes()) {
            return delete(change.type(), ref, requestId);
        }
        return client.postAgain(change.type().path() + "?" + change.type().ending(),
                address(QuickBooksClient.object(), ref).put("sparse", true), requestId);
    }

    Reply delete(DocumentType type, BooksRef ref, String requestId) {
        return client.postAgain(type.path() + "?" + DocumentType.Endings.DELETE, address(QuickBooksClient.object(), ref),
                requestId);
    }

    private static ObjectNode address(ObjectNode body, BooksRef ref) {
        return body.put("Id", ref.id()).put("SyncToken", ref.version());
    }
}
