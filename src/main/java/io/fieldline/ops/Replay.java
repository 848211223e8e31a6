package io.fieldline.ops;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.RunningFlows;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;

/**
 * Runs dead letters again. Arguments: <code>id</code> for one, or <code>tenant</code> and <code>flow</code> for all that
 * are parked. A letter is settled only when its record went through.
 */
public final class Replay implements Verb {

    private static final int AT_ONCE = 1000;

    private final DeadLetterStore letters;
    private final RunningFlows flows;
    private final InstantSource clock;

    public Replay(DeadLetterStore letters, RunningFlows flows, InstantSource clock) {
        this.letters = letters;
        this.flows = flows;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        boolean all = true;
        for (DeadLetter letter : chosen(new Arguments(this, values))) {
            ObjectNode row = Json.object().put("id", letter.id()).put("record", letter.recordId());
            String problem = replay(letter);
            all &= problem == null;
            row.put("outcome", problem == null ? "replayed" : "still parked").put("message", problem == null ? "" : problem);
            rows.add(row);
            progress.accept(row.deepCopy());
        }
        return result.put("ok", all);
    }

    private List<DeadLetter> chosen(Arguments arguments) {
        if (arguments.text("id").isPresent()) {
            return List.of(DeadLetters.find(letters, arguments.required("id")));
        }
        return letters.list(arguments.required("tenant"), arguments.required("flow"), DeadLetter.Status.PARKED, AT_ONCE);
    }

    private String replay(DeadLetter letter) {
        try {
            FollowingConsumer consumer = flows.find(letter.key().flow())
                    .orElseThrow(() -> new MisconfiguredException("the flow " + letter.key().flow() + " is not running"));
            Counts counts = consumer.replay(letter.key().tenant(), letter.key().stream(), RecordParser.record(letter.payload()),
                    letter.position()).toCompletableFuture().join();
            if (counts.parked() > 0) {
                return letters.find(letter.id()).map(DeadLetter::reason).orElse("refused again");
            }
            letters.settle(letter.id(), DeadLetter.Status.REPLAYED, clock.instant());
            return null;
        } catch (CompletionException e) {
            return String.valueOf(e.getCause().getMessage());
        } catch (SyncException e) {
            return e.getMessage();
        }
    }
}
