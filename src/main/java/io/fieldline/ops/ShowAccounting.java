package io.fieldline.ops;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.tenant.Tenants;

/**
 * Shows all that the ledger has of one document: what was posted, what it waits for, and what people changed of it in the
 * books. Arguments: <code>tenant</code>, <code>document</code> such as <code>invoice/4711</code>.
 */
public final class ShowAccounting implements Verb {

    private final BooksOfTenants books;
    private final LedgerStore ledger;
    private final BooksEditStore edits;

    public ShowAccounting(Tenants tenants, LedgerStore ledger, BooksEditStore edits) {
        this.books = new BooksOfTenants(tenants);
        this.ledger = ledger;
        this.edits = edits;
    }

    @Override
    public String name() {
        return "accounting-show";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        Optional<String> tenant = Optional.of(arguments.required("tenant"));
        String document = arguments.required("document");
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        books.of(tenant).map(one -> of(DocumentKey.of(one.tenant(), one.books(), document))).flatMap(Optional::stream)
                .forEach(rows::add);
        return result.put("ok", true);
    }

    /** @return empty when the ledger has nothing of it in these books */
    private Optional<ObjectNode> of(DocumentKey key) {
        ObjectNode row = Json.object().put("tenant", key.tenant()).put("books", key.books()).put("document", key.spoken());
        ArrayNode entries = row.putArray("entries");
        List<LedgerEntry> posted = ledger.of(List.of(key)).get(key);
        posted.forEach(entry -> entries.add(PostedEntries.of(entry)));
        ArrayNode awaited = row.putArray("waitsFor");
        ArrayNode missing = row.putArray("missing");
        ledger.quarantined(key.tenant(), key.books()).stream().filter(one -> one.key().equals(key)).forEach(one -> one.gaps()
                .forEach(
                        gap -> missing.addObject().put("missing", AccountingQuarantine.missing(gap)).put("reason", gap.reason())
                                .put("suggestion", gap.suggestion().orElse("")).put("since", Json.second(one.since()))));
        if (key.kind() != DocumentKind.BANK_DEPOSIT || !missing.isEmpty()) {
            // A deposit that lacks nothing only follows its payments.
            ledger.awaited(key).forEach(one -> awaited.add(one.spoken()));
        }
        ArrayNode changed = row.putArray("edits");
        edits.list(key.tenant(), key.books()).stream().filter(edit -> edit.entry().source().equals(key))
                .forEach(edit -> changed.addObject().put("part", edit.entry().part()).put("edit", edit.how()).put("since",
                        Json.second(edit.since())));
        return posted.isEmpty() && awaited.isEmpty() && missing.isEmpty() && changed.isEmpty()
                ? Optional.empty()
                : Optional.of(row);
    }
}
