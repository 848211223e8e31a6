package io.fieldline.ops;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.Gap;
import io.fieldline.ledger.LedgerStore;
import io.fieldline.ledger.QuarantinedDocument;
import io.fieldline.tenant.Tenants;

/**
 * Lists documents that were not posted because something is missing, one row for each thing that is. Arguments:
 * <code>tenant</code>, <code>limit</code> of documents (50).
 */
public final class AccountingQuarantine implements Verb {

    private final BooksOfTenants books;
    private final LedgerStore ledger;

    public AccountingQuarantine(Tenants tenants, LedgerStore ledger) {
        this.books = new BooksOfTenants(tenants);
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "accounting-quarantine";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        Optional<String> tenant = arguments.text("tenant");
        List<QuarantinedDocument> waiting = books.of(tenant)
                .flatMap(one -> ledger.quarantined(one.tenant(), one.books()).stream()).toList();
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        waiting.stream().limit(arguments.number("limit", 50))
                .forEach(one -> one.gaps().forEach(gap -> rows.add(row(one, gap))));
        return result.put("documents", waiting.size()).put("ok", true);
    }

    private static ObjectNode row(QuarantinedDocument one, Gap gap) {
        return Json.object().put("tenant", one.key().tenant()).put("books", one.key().books())
                .put("document", one.key().spoken()).put("number", one.number().orElse(""))
                .put("date", one.date().map(Object::toString).orElse("")).put("missing", missing(gap))
                .put("reason", gap.reason()).put("suggestion", gap.suggestion().orElse(""))
                .put("since", Json.second(one.since()));
    }

    static String missing(Gap gap) {
        return gap.name().isEmpty() ? gap.what() : gap.what() + " " + gap.name();
    }
}
