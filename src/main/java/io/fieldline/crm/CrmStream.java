package io.fieldline.crm;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.lane.FollowedStream;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/** The changes of one CRM account as a flow follows them. */
final class CrmStream implements FollowedStream {

    private final StreamKey key;
    private final StreamKey backfill;
    private final Crm crm;
    private final CrmRoute route;
    private final LaneServices services;
    private final Supplier<Instant> horizon;
    private volatile boolean stopping;

    /** @param horizon while there is no checkpoint, changes before this moment are not wanted; gives null when all are */
    CrmStream(StreamKey key, Crm crm, CrmRoute route, LaneServices services, Supplier<Instant> horizon) {
        this.key = key;
        this.backfill = new StreamKey(key.tenant(), key.flow(), key.stream() + " backfill");
        this.crm = crm;
        this.route = route;
        this.services = services;
        this.horizon = horizon;
    }

    @Override
    public StreamKey key() {
        return key;
    }

    @Override
    public CompletionStage<PollResult> poll(PollProgress progress) {
        return walk(key, progress).from(saved(key).orElseGet(this::begin));
    }

    /** The place where a flow began is its horizon: it must survive a first poll that does not come to its end. */
    private CrmPosition begin() {
        CrmPosition start = CrmPosition.startingAt(horizon.get());
        services.checkpoints().save(key, start.toText());
        return start;
    }

    private Optional<CrmPosition> saved(StreamKey place) {
        return services.checkpoints().load(place).map(CrmPosition::fromText);
    }

    private ChangesWalk walk(StreamKey place, PollProgress progress) {
        return new ChangesWalk(place, this::page, route, services.checkpoints(), services.executor(), progress);
    }

    private Changes page(String after) {
        if (stopping) {
            throw new RetryLaterException(key + " stops here; the next start goes on from its checkpoint", null);
        }
        return crm.changes(after);
    }

    /** Takes the records as they are now; the route gets them also when a poll brought that version already. */
    @Override
    public CompletionStage<Counts> read(List<String> recordIds) {
        return CompletableFuture.supplyAsync(() -> crm.read(recordIds), services.executor())
                .thenCompose(records -> route.handOn(records, null, "webhook", null));
    }

    @Override
    public CompletionStage<PollResult> backfill(Instant from, PollProgress progress) {
        CrmPosition start = savedBackfill(from).orElseGet(() -> CrmPosition.startingAt(from));
        if (start.caughtUp()) {
            return CompletableFuture.completedFuture(new PollResult(Counts.NONE, null, null));
        }
        return walk(backfill, progress).from(start).thenApply(result -> {
            if (saved(key).isEmpty()) {
                savedBackfill(from).ifPresent(end -> services.checkpoints().save(key, end.toText()));
            }
            return result;
        });
    }

    private Optional<CrmPosition> savedBackfill(Instant from) {
        return saved(backfill).filter(position -> Objects.equals(position.horizon(), from));
    }

    @Override
    public boolean backfilled(Instant from) {
        return savedBackfill(from).filter(CrmPosition::caughtUp).isPresent();
    }

    @Override
    public void forgetBackfill() {
        services.checkpoints().remove(backfill);
    }

    /** A record that was parked may have moved on since: it is handed on as it is now. */
    @Override
    public CompletionStage<Counts> replay(Map<String, Object> record, String position) {
        String id = String.valueOf(record.get("id"));
        return CompletableFuture.supplyAsync(() -> crm.read(List.of(id)), services.executor()).thenCompose(records -> {
            List<SideRecord> found = records.stream().filter(one -> one.id().equals(id)).toList();
            return found.isEmpty()
                    ? CompletableFuture.failedFuture(new RejectedRecordException(key.stream() + " has no record " + id))
                    : route.handOn(found, null, position, null);
        });
    }

    @Override
    public void stop() {
        stopping = true;
    }
}
