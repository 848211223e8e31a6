package io.fieldline.ops;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.told.Telling;
import io.fieldline.ledger.told.TellingStore;

/**
 * Shows what ServiceTitan was told of documents in the books, is still to be told, or refused and why. Arguments:
 * <code>tenant</code>, <code>state</code>, <code>limit</code> (50).
 */
public final class Told implements Verb {

    private final TellingStore tellings;

    public Told(TellingStore tellings) {
        this.tellings = tellings;
    }

    @Override
    public String name() {
        return "told";
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
        tellings.list(arguments.text("tenant").orElse(null), arguments.text("state").map(Told::state).orElse(null),
                arguments.number("limit", 50)).stream().map(Told::of).forEach(rows::add);
        return result.put("ok", true);
    }

    private static Telling.State state(String word) {
        return Arrays.stream(Telling.State.values()).filter(state -> state.name().equalsIgnoreCase(word)).findFirst()
                .orElseThrow(() -> new MisconfiguredException(
                        "told: --state must be one of refused, waiting, early, done, nothing, not " + word));
    }

    private static ObjectNode of(Telling telling) {
        return Json.object().put("tenant", telling.key().tenant()).put("connection", telling.key().books())
                .put("document", telling.key().spoken()).put("way", word(telling.way())).put("state", word(telling.state()))
                .put("told", telling.told()).put("problem", telling.problem()).put("since", telling.changedAt().toString());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
