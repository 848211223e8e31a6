package io.fieldline.ops;

import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sync.Run;
import io.fieldline.sync.RunStore;

/**
 * Shows the newest runs, or with <code>totals</code> the sums of each stream over the last day. Arguments:
 * <code>tenant</code>, <code>flow</code>, <code>limit</code> (20), <code>totals</code>.
 */
public final class Runs implements Verb {

    private final RunStore runs;
    private final InstantSource clock;

    public Runs(RunStore runs, InstantSource clock) {
        this.runs = runs;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "runs";
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
        if (values.path("totals").asBoolean()) {
            runs.totals(clock.instant().minus(Duration.ofDays(1))).forEach(total -> {
                ObjectNode row = Json.of(total.lastRun());
                row.setAll(Json.of(total.counts()));
                rows.add(row);
            });
        } else {
            runs.recent(arguments.text("tenant").orElse(null), arguments.text("flow").orElse(null),
                    arguments.number("limit", 20))
                    .stream().map(Json::of).forEach(rows::add);
        }
        boolean well = true;
        for (var row : rows) {
            well &= !row.path("outcome").asText().equals(Run.Outcome.INCOMPLETE.name())
                    && !row.path("outcome").asText().equals(Run.Outcome.FAILED.name());
        }
        return result.put("ok", well);
    }
}
