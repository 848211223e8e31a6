package io.fieldline.ops;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.BooksEditStore;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.tenant.Tenants;

/** Lists what people changed in the books of documents that were posted. Arguments: <code>tenant</code>. */
public final class AccountingEdits implements Verb {

    private final BooksOfTenants books;
    private final LedgerStore ledger;
    private final BooksEditStore edits;

    public AccountingEdits(Tenants tenants, LedgerStore ledger, BooksEditStore edits) {
        this.books = new BooksOfTenants(tenants);
        this.ledger = ledger;
        this.edits = edits;
    }

    @Override
    public String name() {
        return "accounting-edits";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Optional<String> tenant = new Arguments(this, values).text("tenant");
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        books.of(tenant).forEach(one -> {
            List<BooksEdit> found = edits.list(one.tenant(), one.books());
            Map<EntryKey, LedgerEntry> entries = ledger.of(found.stream().map(edit -> edit.entry().source()).toList()).values()
                    .stream().flatMap(List::stream).collect(Collectors.toMap(LedgerEntry::key, Function.identity()));
            found.forEach(edit -> rows.add(row(edit, Optional.ofNullable(entries.get(edit.entry())))));
        });
        return result.put("ok", true);
    }

    private static ObjectNode row(BooksEdit edit, Optional<LedgerEntry> entry) {
        Optional<BooksRef> ref = entry.flatMap(LedgerEntry::ref);
        return Json.object().put("tenant", edit.entry().source().tenant()).put("books", edit.entry().source().books())
                .put("document", edit.entry().source().spoken())
                .put("form", entry.map(one -> PostedEntries.word(one.form())).orElse(""))
                .put("number", ref.map(BooksRef::number).orElse("")).put("id", ref.map(BooksRef::id).orElse(""))
                .put("edit", edit.how()).put("since", Json.second(edit.since()));
    }
}
