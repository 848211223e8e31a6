package io.fieldline.servicetitan.poll;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.BodyReader;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.Counts;
import io.fieldline.sync.RecordShape;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Reads one collection for one flow of one tenant: polls it, reads its history on request, and reads single records that
 * an event named. Only one of these may be under way at a time.
 */
public final class StreamReader {

    private static final int IDS_IN_ONE_REQUEST = 50;

    private final StreamKey key;
    private final StreamKey backfill;
    private final ServiceTitanAccount account;
    private final ServiceTitanClient client;
    private final SharedReads shared;
    private final StreamStores stores;
    private final StreamSettings settings;
    private final EventFilter filter;
    private final ReadableCollection collection;
    private final Executor executor;
    private final InstantSource clock;
    private volatile boolean stopping;

    public StreamReader(StreamKey key, ServiceTitanAccount account, Catalog catalog, ServiceTitanClient client,
            SharedReads shared, StreamStores stores, StreamSettings settings, EventFilter filter, Executor executor,
            InstantSource clock) {
        this.key = key;
        this.backfill = new StreamKey(key.tenant(), key.flow(), key.stream() + " backfill");
        this.account = account;
        this.client = client;
        this.shared = shared;
        this.stores = stores;
        this.settings = settings;
        this.filter = filter;
        this.executor = executor;
        this.clock = clock;
        String[] path = key.stream().split("/", 2);
        var api = catalog.collection(path[0], path[1]);
        this.collection = new ReadableCollection(api,
                api.export().or(api::list).map(catalog::shape).orElse(RecordShape.UNKNOWN));
    }

    /** Asks for no further page: what is handed on already is finished, and the next start goes on behind it. */
    public void stop() {
        stopping = true;
    }

    public StreamKey key() {
        return key;
    }

    public RecordShape shape() {
        return collection.shape();
    }

    /** Where the next poll starts. */
    public Position position(Position initial) {
        return stores.checkpoints().load(key).map(Position::fromText).orElse(initial);
    }

    /** Hands on what changed since the last poll, its history first where that is wanted. */
    public CompletionStage<PollResult> poll(Position initial, Recipient recipient, PollProgress progress) {
        Completeness completeness = new Completeness();
        Position from = position(initial);
        if (from.historyReadAt() == null && stores.checkpoints().load(key).isEmpty()) {
            // The place where a flow began is its horizon: it must survive a poll that finds nothing.
            stores.checkpoints().save(key, from.toText());
        }
        ReadingPlan plan = plan(this::fetchShared, Patience.POLL);
        return new Poll(key, stores.checkpoints(), stores.memory(), filter, recipient, settings, executor, clock, progress,
                completeness, from, plan.readings(from, completeness)).run();
    }

    /**
     * Reads the history from the moment on, or from where an earlier attempt stopped. One that was read to its end is not
     * read again before {@link #forgetBackfill}.
     */
    public CompletionStage<PollResult> backfill(Instant from, Recipient recipient, PollProgress progress) {
        Position start = savedBackfill(from)
                .orElse(from == null ? Position.beginning() : Position.historyFrom(from));
        if (start.historyDone()) {
            return CompletableFuture.completedFuture(new PollResult(Counts.NONE, null, null));
        }
        Completeness completeness = new Completeness();
        HistoryCount count = new HistoryCount(collection, request -> fetch(request, Patience.LONG));
        if (from == null) {
            completeness.total(count.ask());
        }
        ReadingPlan plan = plan(new OwnPages(), Patience.LONG);
        return new Poll(backfill, stores.checkpoints(), stores.memory(), filter, recipient, settings, executor, clock, progress,
                completeness, start, plan.history(completeness)).run()
                .thenApplyAsync(result -> finished(start, result, completeness.active(), count), executor);
    }

    /** Where an earlier attempt to read from the same moment on stopped. */
    private Optional<Position> savedBackfill(Instant from) {
        return stores.checkpoints().load(backfill).map(Position::fromText)
                .filter(saved -> Objects.equals(saved.horizon(), from));
    }

    /** Whether a backfill from the moment on was read to its end and not forgotten since. */
    public boolean backfilled(Instant from) {
        return savedBackfill(from).filter(Position::historyDone).isPresent();
    }

    /** The next backfill begins anew. */
    public void forgetBackfill() {
        stores.checkpoints().remove(backfill);
        stores.memory().forget(backfill, stores.memory().recordIds(backfill));
    }

    private PollResult finished(Position start, PollResult result, long activeRead, HistoryCount count) {
        String doubts = result.doubts();
        if (doubts == null) {
            doubts = count.shortfall(start.historyRead() + result.counts().read(), result.totalCount(),
                    start.historyLive() + activeRead);
            if (doubts != null) {
                // Going on at the end would find nothing more.
                forgetBackfill();
            }
        }
        if (doubts == null && stores.checkpoints().load(key).isEmpty()) {
            stores.checkpoints().save(key, savedBackfill(start.horizon()).orElse(start).toText());
        }
        return new PollResult(result.counts(), result.totalCount(), doubts);
    }

    /** Reads the records that an event named and hands them on unless that version was handed on before. */
    public CompletionStage<Counts> readAgain(Position initial, List<String> recordIds, Recipient recipient) {
        return CompletableFuture.supplyAsync(() -> fetchRecords(recordIds), executor).thenCompose(records -> {
            Position position = position(initial);
            ChangeSelection.Selected selected = new ChangeSelection(stores.memory(), key, filter, clock).select(records,
                    position);
            Counts skipped = new Counts(selected.skipped(), 0, selected.skipped(), 0, 0);
            return new Handover(stores.memory(), key, recipient, selected.wanted(), position.toText()).run().thenApply(done -> {
                stores.memory().remember(key, selected.unwanted());
                return skipped.plus(done);
            });
        });
    }

    private List<Map<String, Object>> fetchRecords(List<String> recordIds) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int start = 0; start < recordIds.size(); start += IDS_IN_ONE_REQUEST) {
            List<String> ids = recordIds.subList(start, Math.min(start + IDS_IN_ONE_REQUEST, recordIds.size()));
            Optional<ApiRequest> request = collection.idsRequest(ids);
            if (request.isPresent()) {
                // The filter may be ignored, and then any record would come.
                fetch(request.get(), Patience.POLL).records().stream().filter(record -> ids.contains(Records.id(record)))
                        .forEach(records::add);
            } else {
                ids.forEach(id -> collection.getRequest(id)
                        .ifPresent(get -> records.addAll(fetch(get, Patience.POLL).records())));
            }
        }
        return records;
    }

    private ReadingPlan plan(PageFetcher pages, Patience patience) {
        return new ReadingPlan(collection, pages, patience, executor, clock, settings, () -> stores.memory().recordIds(key));
    }

    private Page fetch(ApiRequest request, Patience patience) {
        return fetch(request, patience, token -> {
        });
    }

    private Page fetch(ApiRequest request, Patience patience, Consumer<String> continues) {
        if (stopping) {
            throw new RetryLaterException(key + " stops here; the next start goes on from its checkpoint", null);
        }
        return client.call(account, request, patience, new PageBody(continues)).body();
    }

    /** Tells where a feed goes on as soon as the answer says so. */
    private record PageBody(Consumer<String> continues) implements BodyReader<Page> {

        @Override
        public Page read(byte[] body) throws IOException {
            return PageParser.parse(body);
        }

        @Override
        public void begins(byte[] head) {
            PageParser.continuation(head).ifPresent(continues);
        }
    }

    /** Pages that are of use to nobody else. */
    private final class OwnPages implements PageFetcher {

        @Override
        public Page fetch(ApiRequest request, Patience patience) {
            return StreamReader.this.fetch(request, patience);
        }

        @Override
        public Page fetch(ApiRequest request, Patience patience, Consumer<String> continues) {
            return StreamReader.this.fetch(request, patience, continues);
        }
    }

    private Page fetchShared(ApiRequest request, Patience patience) {
        return shared.read(account.tenantId(), account.apiUrl() + " " + account.clientId(), request,
                () -> fetch(request, patience));
    }
}
