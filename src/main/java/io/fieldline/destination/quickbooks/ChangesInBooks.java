package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;

/**
 * What was changed in QuickBooks of documents that the ledger wrote. QuickBooks tells changes, deletions too, of 30 days; for
 * longer it is asked for all that has a later time, and a deletion is then seen only by what is missing.
 */
final class ChangesInBooks implements BooksChanges {

    private static final Duration TOLD = Duration.ofDays(29);
    private static final int MOST_TOLD = 1_000;

    private final QuickBooksClient client;
    private final Queries queries;
    private final Expected expected;
    private final LedgerStore ledger;
    private final InstantSource time;
    private final String tenant;
    private final String books;

    ChangesInBooks(QuickBooksClient client, Queries queries, Expected expected, LedgerStore ledger, InstantSource time,
            String tenant, String books) {
        this.client = client;
        this.queries = queries;
        this.expected = expected;
        this.ledger = ledger;
        this.time = time;
        this.tenant = tenant;
        this.books = books;
    }

    /** @param row empty when it was deleted */
    private record Told(DocumentType type, Optional<JsonNode> row) {}

    /** Ids are each type's own. */
    private record Place(DocumentType type, String id) {

        static Place of(LedgerEntry entry) {
            return new Place(DocumentType.of(entry.form()), entry.ref().orElseThrow().id());
        }
    }

    @Override
    public List<Changed> since(Instant since) {
        Map<Place, Told> told = told(since.truncatedTo(ChronoUnit.SECONDS));
        List<LedgerEntry> entries = ledger.referring(tenant, books, told.keySet().stream().map(Place::id).distinct().toList())
                .stream().filter(entry -> entry.intent().isEmpty() && !entry.adopted())
                .filter(entry -> told.containsKey(Place.of(entry))).toList();
        Map<EntryKey, LedgerEntry> settled = settled(entries);
        return entries.stream().map(entry -> new Changed(entry, difference(entry, told.get(Place.of(entry)), settled)))
                .toList();
    }

    private Map<EntryKey, LedgerEntry> settled(List<LedgerEntry> entries) {
        List<DocumentKey> sources = entries.stream().flatMap(entry -> entry.content().stream())
                .flatMap(content -> content.applied().stream()).map(one -> one.target().source()).distinct().toList();
        Map<EntryKey, LedgerEntry> settled = new HashMap<>();
        ledger.of(sources).values().forEach(found -> found.forEach(one -> settled.put(one.key(), one)));
        return settled;
    }

    private Optional<String> difference(LedgerEntry entry, Told told, Map<EntryKey, LedgerEntry> settled) {
        if (told.row().isEmpty()) {
            return entry.stands() ? Optional.of("it was deleted") : Optional.empty();
        }
        JsonNode row = told.row().get();
        if (entry.content().isEmpty()) {
            return Held.isNothing(row) ? Optional.empty() : Optional.of("it was void, and is not any more");
        }
        return expected.of(entry.form(), entry.content().get(), Optional.empty(), entry.ref().map(BooksRef::number),
                BooksWrite.Settled.of(entry.content(), settled)).differs(Held.of(told.type(), row));
    }

    private Map<Place, Told> told(Instant since) {
        Map<Place, Told> told = new LinkedHashMap<>();
        boolean whole = true;
        if (since.isAfter(time.instant().minus(TOLD))) {
            int before = ofChanges(since, told);
            whole = before >= MOST_TOLD;
        }
        if (whole) {
            for (DocumentType type : DocumentType.values()) {
                queries.all(type.word(), "MetaData.LastUpdatedTime >= " + Queries.quoted(since.toString()))
                        .forEach(row -> told.put(new Place(type, row.path("Id").asText()), new Told(type, Optional.of(row))));
            }
        }
        return told;
    }

    /** @return how many changes were told */
    private int ofChanges(Instant since, Map<Place, Told> told) {
        JsonNode body = client
                .get("/cdc?entities=" + DocumentType.words() + "&changedSince="
                        + Queries.encoded(since.toString()))
                .orElseThrow(() -> new RetryLaterException("QuickBooks did not tell what changed", null));
        Map<String, DocumentType> types = new HashMap<>();
        Arrays.stream(DocumentType.values()).forEach(type -> types.put(type.word(), type));
        int before = told.size();
        body.path("CDCResponse").forEach(response -> response.path("QueryResponse").forEach(list -> list.properties()
                .forEach(rows -> Optional.ofNullable(types.get(rows.getKey())).ifPresent(type -> rows.getValue().forEach(
                        row -> told.put(new Place(type, row.path("Id").asText()), new Told(type, living(row))))))));
        return told.size() - before;
    }

    private static Optional<JsonNode> living(JsonNode row) {
        return row.path("status").asText("").equalsIgnoreCase("Deleted") ? Optional.empty() : Optional.of(row);
    }
}
