package io.fieldline.ops;

import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.ConflictStore;

/**
 * Shows what of customers in two systems waits for a person. Arguments: <code>id</code> for one with its details; else
 * <code>tenant</code>, <code>kind</code>, <code>limit</code> (50).
 */
public final class Conflicts implements Verb {

    private final ConflictStore conflicts;

    public Conflicts(ConflictStore conflicts) {
        this.conflicts = conflicts;
    }

    @Override
    public String name() {
        return "conflicts";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        if (arguments.text("id").isPresent()) {
            Conflict conflict = find(conflicts, arguments.id("id"));
            rows.add(of(conflict).putPOJO("details", conflict.details()));
            return result.put("ok", true);
        }
        conflicts.list(arguments.text("tenant").orElse(null), arguments.text("kind").map(Conflicts::kind).orElse(null),
                arguments.number("limit", 50)).stream().map(Conflicts::of).forEach(rows::add);
        return result.put("ok", true);
    }

    static Conflict find(ConflictStore conflicts, long id) {
        return conflicts.find(id).orElseThrow(() -> new MisconfiguredException("There is no conflict " + id));
    }

    static Conflict.Kind kind(String word) {
        for (Conflict.Kind kind : Conflict.Kind.values()) {
            if (kind.name().equalsIgnoreCase(word)) {
                return kind;
            }
        }
        throw new MisconfiguredException(
                "conflicts: --kind must be one of fields, candidates, incomplete, invalid, gone, capped,"
                        + " not " + word);
    }

    static ObjectNode of(Conflict conflict) {
        return Json.object().put("id", conflict.id()).put("tenant", conflict.key().tenant())
                .put("connection", conflict.key().system()).put("kind", conflict.kind().name().toLowerCase(Locale.ROOT))
                .put("customer", conflict.serviceTitanId()).put("record", conflict.crmId()).put("message", conflict.message())
                .put("since", conflict.openedAt().toString());
    }
}
