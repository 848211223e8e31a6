package io.fieldline.ops;

import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;

/**
 * Shows records that wait for a person. Arguments: <code>id</code> for one with its payload; else <code>tenant</code>,
 * <code>flow</code>, <code>status</code> (parked), <code>limit</code> (50).
 */
public final class DeadLetters implements Verb {

    private final DeadLetterStore letters;

    public DeadLetters(DeadLetterStore letters) {
        this.letters = letters;
    }

    @Override
    public String name() {
        return "dead-letters";
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
            rows.add(of(find(letters, arguments.required("id"))).put("payload",
                    find(letters, arguments.required("id")).payload()));
            return result.put("ok", true);
        }
        DeadLetter.Status status = DeadLetter.Status
                .valueOf(arguments.text("status").orElse("parked").toUpperCase(Locale.ROOT));
        String tenant = arguments.text("tenant").orElse(null);
        String flow = arguments.text("flow").orElse(null);
        letters.list(tenant, flow, status, arguments.number("limit", 50)).stream().map(DeadLetters::of).forEach(rows::add);
        return result.put("count", letters.count(tenant, flow, status)).put("ok", true);
    }

    static DeadLetter find(DeadLetterStore letters, String id) {
        return letters.find(id).orElseThrow(() -> new MisconfiguredException("There is no dead letter " + id));
    }

    private static ObjectNode of(DeadLetter letter) {
        return Json.object().put("id", letter.id()).put("tenant", letter.key().tenant()).put("flow", letter.key().flow())
                .put("stream", letter.key().stream()).put("record", letter.recordId()).put("reason", letter.reason())
                .put("parkedAt", letter.parkedAt().toString()).put("attempts", letter.attempts())
                .put("position", letter.position()).put("status", letter.status().name());
    }
}
