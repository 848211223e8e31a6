package io.fieldline.servicetitan.poll;

import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;

/**
 * One run over one stream: batch by batch it is read, handed on, confirmed, and only then is the position saved. The next
 * batch is read while the one before it is on its way. No thread waits for a recipient.
 */
final class Poll {

    private final StreamKey key;
    private final CheckpointStore checkpoints;
    private final ChangeMemory memory;
    private final ChangeSelection selection;
    private final Recipient recipient;
    private final StreamSettings settings;
    private final Executor executor;
    private final PollProgress progress;
    private final Completeness completeness;
    private final Iterator<Function<Position, Reading>> readings;
    private Reading reading;
    private Position position;
    private Counts counts = Counts.NONE;

    Poll(StreamKey key, CheckpointStore checkpoints, ChangeMemory memory, EventFilter filter, Recipient recipient,
            StreamSettings settings, Executor executor, InstantSource clock, PollProgress progress, Completeness completeness,
            Position from, List<Function<Position, Reading>> readings) {
        this.key = key;
        this.checkpoints = checkpoints;
        this.memory = memory;
        this.selection = new ChangeSelection(memory, key, filter, clock);
        this.recipient = recipient;
        this.settings = settings;
        this.executor = executor;
        this.progress = progress;
        this.completeness = completeness;
        this.position = from;
        this.readings = readings.iterator();
    }

    CompletionStage<PollResult> run() {
        return read().thenComposeAsync(this::settleAndGoOn, executor).thenApply(end -> result());
    }

    private CompletableFuture<Batch> read() {
        return CompletableFuture.supplyAsync(this::nextBatch, executor);
    }

    private Batch nextBatch() {
        while (true) {
            if (reading == null) {
                if (!readings.hasNext() || completeness.doubts().isPresent()) {
                    return null;
                }
                reading = readings.next().apply(position);
            }
            Batch batch = reading.next();
            if (batch != null) {
                position = batch.after();
                return batch;
            }
            reading = null;
        }
    }

    private CompletionStage<Void> settleAndGoOn(Batch batch) {
        if (batch == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Batch> ahead = read();
        return handOn(batch).thenCompose(done -> {
            confirm(batch, done);
            return ahead.thenComposeAsync(this::settleAndGoOn, executor);
        });
    }

    private void confirm(Batch batch, Counts done) {
        checkpoints.save(key, batch.after().toText());
        counts = counts.plus(done);
        progress.settled(counts, completeness.totalCount().orElse(null));
    }

    private CompletionStage<Counts> handOn(Batch batch) {
        if (batch.records().isEmpty()) {
            return CompletableFuture.completedFuture(Counts.NONE);
        }
        boolean untold = settings.wholePages() && batch.origin() == Batch.Origin.HISTORY;
        return untold ? recipient.handOn(batch.records(), key, batch.after().toText()) : handOnChanges(batch);
    }

    private CompletionStage<Counts> handOnChanges(Batch batch) {
        ChangeSelection.Selected selected = selection.select(batch.records(), batch.after());
        Counts skipped = new Counts(selected.skipped(), 0, selected.skipped(), 0, 0);
        CompletionStage<Counts> handedOn = settings.wholePages()
                ? handOnPage(selected.wanted(), batch)
                : new Handover(memory, key, recipient, selected.wanted(), batch.after().toText()).run();
        // Only now: an unwanted newer version of a record must not hide the wanted one before it when the handover fails.
        return handedOn.thenApply(done -> {
            memory.remember(key, selected.unwanted());
            return skipped.plus(done);
        });
    }

    private CompletionStage<Counts> handOnPage(List<Change> changes, Batch batch) {
        if (changes.isEmpty()) {
            return CompletableFuture.completedFuture(Counts.NONE);
        }
        List<Map<String, Object>> records = changes.stream().map(Change::record).toList();
        return recipient.handOn(records, null, batch.after().toText()).thenApply(done -> {
            memory.remember(key, changes.stream().map(Change::seen).filter(seen -> seen != null).toList());
            return done;
        });
    }

    private PollResult result() {
        return new PollResult(counts, completeness.totalCount().orElse(null), completeness.doubts().orElse(null));
    }
}
