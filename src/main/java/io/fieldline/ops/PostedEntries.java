package io.fieldline.ops;

import java.math.BigDecimal;
import java.util.Locale;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.LedgerEntry;

/** Entries of the ledger as the books have them: amounts are positive in their form. */
final class PostedEntries {

    private PostedEntries() {}

    static String word(Form form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode of(LedgerEntry entry) {
        ObjectNode row = Json.object().put("form", word(entry.form())).put("part", entry.key().part())
                .put("number", entry.ref().map(BooksRef::number).orElse(""))
                .put("id", entry.ref().map(BooksRef::id).orElse("")).put("date", entry.date().toString())
                .put("state", state(entry));
        entry.content().ifPresent(content -> content(entry.form(), content, row));
        return row;
    }

    private static String state(LedgerEntry entry) {
        if (entry.intent().isPresent()) {
            return "a write is under way";
        }
        if (entry.adopted()) {
            return "was in the books before";
        }
        if (entry.ref().isEmpty()) {
            return "not in the books";
        }
        return entry.stands() ? "stands" : "void";
    }

    private static void content(Form form, Content content, ObjectNode row) {
        BigDecimal sign = BigDecimal.valueOf(form.sign());
        if (content.header().customer() != Header.NOBODY) {
            row.put("customer", content.header().customer());
        }
        row.put("total", text(content.total(), sign)).put("tax", text(content.tax(), sign));
        ArrayNode lines = row.putArray("lines");
        content.lines().stream().filter(line -> !line.item().isEmpty()).forEach(line -> lines.addObject()
                .put("item", line.item()).put("class", line.itemClass()).put("amount", text(line.amount(), sign))
                .put("taxed", line.taxed()));
        ArrayNode applied = row.putArray("applied");
        content.applied().forEach(one -> applied.addObject().put("document", one.target().source().spoken())
                .put("part", one.target().part()).put("amount", one.amount().toPlainString()));
    }

    private static String text(BigDecimal amount, BigDecimal sign) {
        return amount.multiply(sign).toPlainString();
    }
}
