package io.fieldline.servicetitan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.poll.EventFilter;
import io.fieldline.servicetitan.poll.PollProgress;
import io.fieldline.servicetitan.poll.PollResult;
import io.fieldline.servicetitan.poll.StreamReader;
import io.fieldline.servicetitan.poll.StreamSettings;
import io.fieldline.sync.Counts;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** One flow as one tenant switched it on: its collections, its lane, and the route that takes its records. */
final class TenantFlow implements Lane.Work {

    private static final Logger LOG = LoggerFactory.getLogger(TenantFlow.class);

    private final ServiceTitanConsumer consumer;
    private final ServiceTitanServices services;
    private final Map<String, StreamReader> readers = new LinkedHashMap<>();
    private final Map<String, ExchangeRecipient> recipients = new LinkedHashMap<>();
    private final RunRecorder runs;
    private final Lane lane;
    private MisconfiguredException misconfigured;

    /** @param predecessor ends when the flow of the tenant's former settings, if any, has nothing under way any more */
    TenantFlow(ServiceTitanConsumer consumer, ServiceTitanServices services, Tenant tenant, FlowSettings settings,
            CompletionStage<Void> predecessor) {
        this.consumer = consumer;
        this.services = services;
        this.runs = new RunRecorder(services.stores().runs(), services.clock());
        this.lane = new Lane(tenant.name(), consumer.flow(), settings.every(), this, services.clock());
        try {
            followAll(tenant, settings);
        } catch (MisconfiguredException e) {
            LOG.error("Flow not started: {} tenant={} flow={}", e.getMessage(), tenant.name(), consumer.flow());
            misconfigured = e;
            lane.stop(e);
        }
        lane.follow(predecessor);
        services.lanes().add(lane);
    }

    /** All or none: a flow that reads a part of what it should would look complete. */
    private void followAll(Tenant tenant, FlowSettings settings) {
        List<String> problems = new ArrayList<>();
        for (String collection : collections(consumer.configuration(), tenant, settings)) {
            try {
                follow(collection, tenant, settings);
            } catch (MisconfiguredException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            readers.clear();
            recipients.clear();
            throw new MisconfiguredException(String.join("; ", problems));
        }
    }

    private void follow(String collection, Tenant tenant, FlowSettings settings) {
        boolean pages = consumer.configuration().getUnit().equals("page");
        StreamKey key = new StreamKey(tenant.name(), consumer.flow(), collection);
        StreamReader reader = new StreamReader(key, tenant.serviceTitan(), services.catalog(), services.client(),
                services.sharedReads(), services.stores(), pages ? StreamSettings.PAGES : StreamSettings.RECORDS,
                EventFilter.of(consumer.configuration().getEvent()), services.executor(), services.clock());
        readers.put(collection, reader);
        recipients.put(collection, new ExchangeRecipient(consumer, key, reader.shape(), tenant, settings, pages));
    }

    private static List<String> collections(ServiceTitanConfiguration configuration, Tenant tenant, FlowSettings settings) {
        if (!configuration.anyCollection()) {
            return List.of(configuration.getModule() + "/" + configuration.getCollection());
        }
        if (settings.values().get("resources") instanceof List<?> resources && !resources.isEmpty()) {
            return resources.stream().map(Object::toString).distinct().toList();
        }
        throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + configuration.getFlow()
                + " needs the setting resources, the list of collections to read");
    }

    /** @throws MisconfiguredException when the flow was not started */
    List<String> collections() {
        if (misconfigured != null) {
            throw misconfigured;
        }
        return List.copyOf(readers.keySet());
    }

    /** What it reads; nothing when it was not started. */
    List<StreamKey> streams() {
        return readers.values().stream().map(StreamReader::key).toList();
    }

    @Override
    public CompletionStage<Void> poll() {
        CompletionStage<Throwable> done = CompletableFuture.completedFuture(null);
        for (StreamReader reader : readers.values()) {
            done = done.thenCompose(problem -> goesOn(problem)
                    ? pollOne(reader).thenApply(next -> problem == null ? next : problem)
                    : CompletableFuture.completedFuture(problem));
        }
        return done.thenCompose(problem -> problem == null
                ? CompletableFuture.<Void>completedFuture(null)
                : CompletableFuture.failedFuture(problem));
    }

    /** A scope that is missing for one collection, or a list that is refused, is no reason to leave the others unread. */
    private static boolean goesOn(Throwable problem) {
        return problem == null || problem instanceof TenantUnavailableException
                || problem instanceof RejectedRecordException;
    }

    private CompletionStage<Throwable> pollOne(StreamReader reader) {
        RunRecorder.Recording recording = runs.start(reader.key(), Run.Kind.POLL);
        return reader.poll(consumer.initialPosition(), recipients.get(reader.key().stream()), recording)
                .handle(recording::ended);
    }

    @Override
    public CompletionStage<Void> read(String collection, List<String> recordIds) {
        StreamReader reader = readers.get(collection);
        RunRecorder.Recording recording = runs.start(reader.key(), Run.Kind.WEBHOOK);
        return reader.readAgain(consumer.initialPosition(), recordIds, recipients.get(collection))
                .handle(recording::endedWith).thenCompose(problem -> problem == null
                        ? CompletableFuture.<Void>completedFuture(null)
                        : CompletableFuture.failedFuture(problem));
    }

    CompletionStage<Void> signal(String collection, String recordId) {
        if (!readers.containsKey(collection)) {
            return CompletableFuture.completedFuture(null);
        }
        CompletionStage<Void> handled = lane.signal(collection, recordId);
        services.lanes().wake(lane);
        return handled;
    }

    CompletionStage<PollResult> backfill(String collection, Instant from, PollProgress progress) {
        StreamReader reader = reader(collection);
        AtomicReference<PollResult> result = new AtomicReference<>();
        return lane.exclusively(() -> {
            RunRecorder.Recording recording = runs.start(reader.key(), Run.Kind.BACKFILL);
            return reader.backfill(from, recipients.get(collection), (counts, total) -> {
                recording.settled(counts, total);
                progress.settled(counts, total);
            }).whenComplete((ended, problem) -> {
                recording.ended(ended, problem);
                result.set(ended);
            }).thenAccept(ended -> {
            });
        }).thenApply(nothing -> result.get());
    }

    boolean backfilled(String collection, Instant from) {
        return reader(collection).backfilled(from);
    }

    void forgetBackfill(String collection) {
        reader(collection).forgetBackfill();
    }

    CompletionStage<Counts> replay(String collection, Map<String, Object> record, String position) {
        StreamReader reader = reader(collection);
        AtomicReference<Counts> result = new AtomicReference<>();
        return lane.exclusively(() -> {
            RunRecorder.Recording recording = runs.start(reader.key(), Run.Kind.REPLAY);
            return recipients.get(collection).handOn(List.of(record), null, position).whenComplete((counts, problem) -> {
                recording.endedWith(counts, problem);
                result.set(counts);
            }).thenAccept(counts -> {
            });
        }).thenApply(nothing -> result.get());
    }

    private StreamReader reader(String collection) {
        StreamReader reader = readers.get(collection);
        if (reader == null) {
            throw new MisconfiguredException(
                    "The flow " + consumer.flow() + " does not read " + collection + " for this tenant; it reads "
                            + String.join(", ", readers.keySet()));
        }
        return reader;
    }

    CompletionStage<Void> close() {
        services.lanes().remove(lane);
        readers.values().forEach(StreamReader::stop);
        return lane.close();
    }
}
