package io.fieldline.destination.quickbooks;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.EntryKey;

/** Finds transactions as they are now. */
final class DocumentLookup {

    private final QuickBooksClient client;
    private final Queries queries;

    DocumentLookup(QuickBooksClient client, Queries queries) {
        this.client = client;
        this.queries = queries;
    }

    /** Empty when it was deleted. */
    Optional<JsonNode> read(DocumentType type, String id) {
        return client.get(type.path() + "/" + id).map(body -> body.path(type.word())).filter(row -> row.has("Id"))
                .filter(row -> !row.path("status").asText().equalsIgnoreCase("Deleted"));
    }

    /** The transaction that stands for an entry, by its number, or by customer and day where it has none to ask by; a deposit has no
     * customer either. */
    Optional<JsonNode> standingFor(EntryKey entry, DocumentType type, JsonNode body) {
        String number = body.path("DocNumber").asText("");
        Optional<JsonNode> found = number.isEmpty()
                ? Optional.empty()
                : ours(numbered(type, number), entry);
        String customer = body.path("CustomerRef").path("value").asText("");
        return found.or(() -> ours(queries.all(type.word(),
                (customer.isEmpty() ? "" : "CustomerRef = " + Queries.quoted(customer) + " and ") + "TxnDate = "
                        + Queries.quoted(body.path("TxnDate").asText())),
                entry));
    }

    private static Optional<JsonNode> ours(List<JsonNode> rows, EntryKey entry) {
        return rows.stream().filter(row -> DocumentKeys.isOf(row, entry)).findFirst();
    }

    List<JsonNode> numbered(DocumentType type, String number) {
        return queries.named(type.word(), "DocNumber", List.of(number)).stream()
                .filter(row -> row.path("DocNumber").asText().equalsIgnoreCase(number)).toList();
    }

    static BooksRef ref(DocumentType type, JsonNode row) {
        return new BooksRef(row.path("Id").asText(), type.number(row), row.path("SyncToken").asText(""));
    }
}
