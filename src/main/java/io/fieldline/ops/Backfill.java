package io.fieldline.ops;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.lane.RunningFlows;
import io.fieldline.sync.Counts;

/**
 * Reads history on purpose. Arguments: <code>flow</code>, <code>tenant</code>, <code>resource</code> (a list; all of the
 * flow's when absent), <code>from</code>. An interrupted backfill goes on where it stopped: the collections that were read
 * to their end are not read again. A flow that messages customers has no backfill: nobody is told of the past.
 */
public final class Backfill implements Verb {

    private static final int TRIES = 8;

    private final RunningFlows flows;
    private final Predicate<String> messagesCustomers;

    /** @param messagesCustomers tells flows that message customers, by id */
    public Backfill(RunningFlows flows, Predicate<String> messagesCustomers) {
        this.flows = flows;
        this.messagesCustomers = messagesCustomers;
    }

    @Override
    public String name() {
        return "backfill";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        String flow = arguments.required("flow");
        String tenant = arguments.required("tenant");
        FollowingConsumer consumer = flows.find(flow).orElseThrow(() -> new MisconfiguredException(
                "backfill: there is no flow " + flow + "; there are "
                        + String.join(", ", flows.all().map(FollowingConsumer::flow).sorted().toList())));
        if (messagesCustomers.test(flow)) {
            throw new MisconfiguredException(
                    "backfill: the flow " + flow + " messages customers, and nobody is told of the past:"
                            + " it begins at the moment at which it is switched on and has no history to read");
        }
        ObjectNode result = Json.object();
        ArrayNode streams = result.putArray("streams");
        Instant from = arguments.moment("from").orElse(null);
        List<String> collections = collections(consumer, tenant, arguments.texts("resource"));
        if (collections.stream().allMatch(collection -> consumer.backfilled(tenant, collection, from))) {
            collections.forEach(collection -> consumer.forgetBackfill(tenant, collection));
        }
        boolean complete = true;
        boolean toTheEnd = true;
        for (String collection : collections) {
            ObjectNode stream = stream(consumer, tenant, collection, from, progress);
            streams.add(stream);
            toTheEnd &= stream.path("complete").asBoolean();
            complete &= stream.path("complete").asBoolean() && stream.path("rejected").asLong() == 0
                    && stream.path("parked").asLong() == 0;
        }
        if (toTheEnd) {
            collections.forEach(collection -> consumer.forgetBackfill(tenant, collection));
        }
        return result.put("ok", complete);
    }

    private static List<String> collections(FollowingConsumer consumer, String tenant, List<String> asked) {
        List<String> offered = consumer.streamNames(tenant);
        if (offered.isEmpty()) {
            throw new MisconfiguredException("backfill: tenant " + tenant + " has not switched on the flow " + consumer.flow());
        }
        List<String> unknown = new ArrayList<>(asked);
        unknown.removeAll(offered);
        if (!unknown.isEmpty()) {
            throw new MisconfiguredException(
                    "backfill: the flow " + consumer.flow() + " of tenant " + tenant + " does not read "
                            + String.join(", ", unknown) + "; it reads " + String.join(", ", offered));
        }
        return asked.isEmpty() ? offered : asked;
    }

    private static ObjectNode stream(FollowingConsumer consumer, String tenant, String collection, Instant from,
            Consumer<ObjectNode> progress) {
        long startedAt = System.nanoTime();
        Tally tally = new Tally(tenant, collection, progress);
        tally.report(null, "running");
        String problem;
        try {
            PollResult result = untilItEnds(consumer, tenant, collection, from, tally);
            problem = result.doubts();
        } catch (SyncException e) {
            problem = e.getMessage();
        }
        tally.report(tally.total, problem == null ? "complete" : "incomplete");
        ObjectNode row = Json.object().put("tenant", tenant).put("stream", collection);
        row.setAll(Json.of(tally.counts));
        return row.put("totalCount", tally.total)
                .put("seconds", Duration.ofNanos(System.nanoTime() - startedAt).toMillis() / 1000.0)
                .put("complete", problem == null).put("message", problem == null ? "" : problem);
    }

    /** What is busy, unreachable or being given a new secret is waited for; each try goes on where the last one stopped. */
    private static PollResult untilItEnds(FollowingConsumer consumer, String tenant, String collection, Instant from,
            Tally tally) {
        for (int attempt = 1;; attempt++) {
            long before = tally.counts.read();
            try {
                PollResult result = consumer.backfill(tenant, collection, from, tally.next()).toCompletableFuture().join();
                tally.total = result.totalCount();
                return result;
            } catch (CompletionException e) {
                if (tally.counts.read() > before) {
                    attempt = 1;
                }
                boolean worthWaiting = e.getCause() instanceof RetryLaterException
                        || e.getCause() instanceof TenantUnavailableException;
                if (!worthWaiting || attempt >= TRIES) {
                    throw e.getCause() instanceof SyncException known ? known : e;
                }
                waitFor(Duration.ofSeconds(Math.min(30, 1L << attempt)));
            }
        }
    }

    private static void waitFor(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted; the backfill goes on where it stopped when it is started again", e);
        }
    }

    /** The counts of a stream over all its tries. */
    private static final class Tally {

        private final String tenant;
        private final String collection;
        private final Consumer<ObjectNode> progress;
        private Counts counts = Counts.NONE;
        private Long total;

        Tally(String tenant, String collection, Consumer<ObjectNode> progress) {
            this.tenant = tenant;
            this.collection = collection;
            this.progress = progress;
        }

        PollProgress next() {
            Counts before = counts;
            return (soFar, totalCount) -> {
                counts = before.plus(soFar);
                report(totalCount, "running");
            };
        }

        void report(Long totalCount, String state) {
            ObjectNode node = Json.object().put("tenant", tenant).put("stream", collection).put("state", state);
            node.setAll(Json.of(counts));
            progress.accept(node.put("totalCount", totalCount));
        }
    }
}
