package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.accounting.CodingSuggestions;

/**
 * Proposes a first coding, or makes the tenant's file of it. Arguments: <code>tenant</code>, <code>connection</code>,
 * <code>write</code>. The result is ok when nothing is left to fill in.
 */
public final class SuggestCoding implements Verb {

    private final CodingSuggestions suggestions;

    public SuggestCoding(CodingSuggestions suggestions) {
        this.suggestions = suggestions;
    }

    @Override
    public String name() {
        return "suggest-coding";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        boolean write = values.path("write").asBoolean();
        CodingSuggestions.Suggested suggested = suggestions.suggest(arguments.required("tenant"), arguments.text("connection"),
                write, (what, read, total) -> progress.accept(CompareBooks.line(what, read, total)));
        ObjectNode result = Json.object().put("ok", suggested.coding().complete()).put("file", suggested.file().toString())
                .put("written", write).put("document", suggested.coding().document());
        ArrayNode rows = result.putArray("rows");
        suggested.coding().counts().stream().filter(count -> count.things() > 0).forEach(count -> rows.addObject()
                .put("list", count.list()).put("found", count.found()).put("of", count.things()));
        return result;
    }
}
