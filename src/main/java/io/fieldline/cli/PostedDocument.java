package io.fieldline.cli;

import java.io.PrintWriter;
import java.util.function.BiConsumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Prints what the ledger has of a document. */
final class PostedDocument implements BiConsumer<ObjectNode, PrintWriter> {

    @Override
    public void accept(ObjectNode result, PrintWriter out) {
        if (result.path("rows").isEmpty()) {
            out.println("The ledger has nothing of it.");
        }
        result.path("rows").forEach(row -> print(row, out));
    }

    private static void print(JsonNode row, PrintWriter out) {
        out.printf("%s in %s%n", text(row, "document"), text(row, "books"));
        row.path("entries").forEach(entry -> entry(entry, out));
        row.path("waitsFor").forEach(one -> out.printf("  waits for %s%n", one.asText()));
        row.path("missing").forEach(gap -> {
            String suggestion = text(gap, "suggestion");
            out.printf("  in quarantine since %s: %s%s%n", text(gap, "since"), text(gap, "reason"),
                    suggestion.isEmpty() ? "" : "; the nearest is " + suggestion);
        });
        row.path("edits")
                .forEach(edit -> out.printf("  changed in the books by hand: %s (part %s, noticed %s)%n", text(edit, "edit"),
                        text(edit, "part"), text(edit, "since")));
    }

    private static void entry(JsonNode entry, PrintWriter out) {
        out.printf("  %s %s, id %s, of %s, part %s: %s%n", text(entry, "form"), text(entry, "number"), text(entry, "id"),
                text(entry, "date"), text(entry, "part"), text(entry, "state"));
        if (entry.has("total")) {
            out.printf("    total %s, of which tax %s%n", text(entry, "total"), text(entry, "tax"));
        }
        entry.path("lines").forEach(line -> out.printf("    %12s  %s%s%s%n", text(line, "amount"), text(line, "item"),
                text(line, "class").isEmpty() ? "" : ", class " + text(line, "class"),
                line.path("taxed").asBoolean() ? ", taxed" : ""));
        entry.path("applied").forEach(one -> out.printf("    %12s  applied to %s, part %s%n", text(one, "amount"),
                text(one, "document"), text(one, "part")));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText();
    }
}
