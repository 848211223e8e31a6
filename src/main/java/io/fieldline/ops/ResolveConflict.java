package io.fieldline.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.ConflictStore;

/**
 * Carries out what a person decided. Arguments: <code>id</code> for one, or <code>tenant</code> and <code>kind</code> for all
 * of a kind; <code>take</code>, and <code>fields</code>, an object with <code>servicetitan</code> or <code>crm</code> for
 * single fields.
 */
public final class ResolveConflict implements Verb {

    /** Carries one decision out. */
    @FunctionalInterface
    public interface Desk {

        /** @return what is left to decide about the same records */
        List<Conflict> resolve(Conflict conflict, String take, Map<String, String> fields);
    }

    private static final int AT_ONCE = 1000;

    private final ConflictStore conflicts;
    private final Desk desk;

    public ResolveConflict(ConflictStore conflicts, Desk desk) {
        this.conflicts = conflicts;
        this.desk = desk;
    }

    @Override
    public String name() {
        return "resolve-conflict";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        Map<String, String> fields = new LinkedHashMap<>();
        values.path("fields").fields().forEachRemaining(field -> fields.put(field.getKey(), field.getValue().asText()));
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        boolean all = true;
        for (Conflict conflict : chosen(arguments)) {
            ObjectNode row = Conflicts.of(conflict);
            String left = resolve(conflict, arguments.text("take").orElse(null), fields);
            all &= left.isEmpty();
            row.put("outcome", left.isEmpty() ? "resolved" : "still open").put("message",
                    left.isEmpty() ? conflict.message() : left);
            rows.add(row);
            progress.accept(row.deepCopy());
        }
        return result.put("ok", all);
    }

    private List<Conflict> chosen(Arguments arguments) {
        return arguments.text("id").isPresent()
                ? List.of(Conflicts.find(conflicts, arguments.id("id")))
                : conflicts.list(arguments.required("tenant"), Conflicts.kind(arguments.required("kind")), AT_ONCE);
    }

    /** A decision that does not fit is the caller's mistake; what a system refuses is that entry's. */
    private String resolve(Conflict conflict, String take, Map<String, String> fields) {
        try {
            return desk.resolve(conflict, take, fields).stream().map(Conflict::message).findFirst().orElse("");
        } catch (MisconfiguredException e) {
            throw e;
        } catch (SyncException e) {
            return e.getMessage();
        }
    }
}
