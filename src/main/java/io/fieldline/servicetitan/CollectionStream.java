package io.fieldline.servicetitan;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.fieldline.lane.FollowedStream;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.servicetitan.poll.Recipient;
import io.fieldline.servicetitan.poll.StreamReader;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;

/** One collection of ServiceTitan as a flow follows it: what is read is handed to the route. */
final class CollectionStream implements FollowedStream {

    private final StreamReader reader;
    private final Recipient route;
    private final Supplier<Position> initial;

    /** @param initial where it starts while it has no checkpoint */
    CollectionStream(StreamReader reader, Recipient route, Supplier<Position> initial) {
        this.reader = reader;
        this.route = route;
        this.initial = initial;
    }

    @Override
    public StreamKey key() {
        return reader.key();
    }

    @Override
    public CompletionStage<PollResult> poll(PollProgress progress) {
        return reader.poll(initial.get(), route, progress);
    }

    @Override
    public CompletionStage<Counts> read(List<String> recordIds) {
        return reader.readAgain(initial.get(), recordIds, route);
    }

    @Override
    public CompletionStage<PollResult> backfill(Instant from, PollProgress progress) {
        return reader.backfill(from, route, progress);
    }

    @Override
    public boolean backfilled(Instant from) {
        return reader.backfilled(from);
    }

    @Override
    public void forgetBackfill() {
        reader.forgetBackfill();
    }

    @Override
    public CompletionStage<Counts> replay(Map<String, Object> record, String position) {
        return route.handOn(List.of(record), null, position);
    }

    @Override
    public void stop() {
        reader.stop();
    }
}
