package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.fieldline.lane.PollProgress;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.Counts;
import io.fieldline.sync.InMemoryChangeMemory;
import io.fieldline.sync.InMemoryCheckpointStore;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random writes that share times of change, with crashes at every step between reading and saving. */
class PollPropertyTest {

    private static final StreamKey KEY = new StreamKey("acme", "flow", "jpm/jobs");
    private static final ReadableCollection JOBS = SimulatedCollection.jobs();

    @Property(tries = 1000)
    void nothingIsLostAndNothingDoubledWhateverIsWrittenAndWhereverItCrashes(@ForAll long seed) {
        History history = new History(new Random(seed), false);

        history.play();

        assertThat(history.newestHandedOn()).isEqualTo(history.collection.truth());
        assertThat(history.outOfOrder).as("older versions handed on after newer ones").isEmpty();
        assertThat(history.repeats).as("repeats beyond what was under way at a crash").isLessThanOrEqualTo(history.crashes * 8);
    }

    @Property(tries = 300)
    void withoutCrashesEachVersionIsHandedOnExactlyOnce(@ForAll long seed) {
        History history = new History(new Random(seed), true);

        history.play();

        assertThat(history.newestHandedOn()).isEqualTo(history.collection.truth());
        assertThat(history.outOfOrder).isEmpty();
        assertThat(history.repeats).isZero();
    }

    private static final class SimulatedCrash extends RuntimeException {

        private static final long serialVersionUID = 1;
    }

    /** One tenant's life: writes, polls and crashes in a random order, then quiet. */
    private static final class History {

        private final Random random;
        private final boolean calm;
        private Instant now = Instant.parse("2026-03-01T08:00:00Z");
        private final SimulatedCollection collection = new SimulatedCollection(() -> now);
        private final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
        private final InMemoryChangeMemory memory = new InMemoryChangeMemory();
        private final Map<String, List<Instant>> handedOn = new HashMap<>();
        private final List<String> outOfOrder = new ArrayList<>();
        private int repeats;
        private int crashes;
        private int stepsToCrash;

        History(Random random, boolean calm) {
            this.random = random;
            this.calm = calm;
        }

        void play() {
            for (int action = 0; action < 40; action++) {
                if (random.nextInt(3) > 0) {
                    writeSome();
                } else {
                    stepsToCrash = calm || random.nextInt(2) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(25);
                    poll();
                }
                now = now.plusSeconds(random.nextInt(90));
            }
            stepsToCrash = Integer.MAX_VALUE;
            for (int quiet = 0; quiet < 4; quiet++) {
                now = now.plus(Duration.ofMinutes(7));
                poll();
            }
        }

        private void writeSome() {
            Instant shared = now.minusSeconds(random.nextInt(3));
            int writes = 1 + random.nextInt(4);
            for (int write = 0; write < writes; write++) {
                boolean late = random.nextInt(10) == 0;
                collection.write(1 + random.nextInt(12), shared,
                        late ? Duration.ofSeconds(random.nextInt(120)) : Duration.ZERO);
            }
        }

        private void poll() {
            Completeness completeness = new Completeness();
            ReadingPlan plan = new ReadingPlan(JOBS, new CrashingPages(), Patience.POLL, Runnable::run, () -> now,
                    StreamSettings.RECORDS, () -> memory.recordIds(KEY));
            Position from = checkpoints.load(KEY).map(Position::fromText).orElse(Position.beginning());
            try {
                new Poll(KEY, new CrashingCheckpoints(), new CrashingMemory(), EventFilter.of("any"), this::take,
                        StreamSettings.RECORDS, Runnable::run, () -> now, PollProgress.NONE, completeness, from,
                        plan.readings(from, completeness)).run().toCompletableFuture().join();
            } catch (java.util.concurrent.CompletionException | SimulatedCrash e) {
                crashes++;
            }
        }

        /** Tells what comes next before it gives a page, so that the next one is fetched ahead. */
        private final class CrashingPages implements PageFetcher {

            @Override
            public Page fetch(ApiRequest request, Patience patience) {
                step();
                return collection.fetch(request, patience);
            }

            @Override
            public Page fetch(ApiRequest request, Patience patience, Consumer<String> continues) {
                Page page = fetch(request, patience);
                if (page.hasMore() && page.continueFrom() != null) {
                    continues.accept(page.continueFrom());
                }
                step();
                return page;
            }
        }

        private void step() {
            if (--stepsToCrash == 0) {
                throw new SimulatedCrash();
            }
        }

        private CompletableFuture<Counts> take(List<Map<String, Object>> records, StreamKey checkpoint, String position) {
            step();
            Map<String, Object> record = records.get(0);
            Instant version = Instant.parse((String) record.get("modifiedOn"));
            List<Instant> versions = handedOn.computeIfAbsent(record.get("id").toString(), id -> new ArrayList<>());
            if (!versions.isEmpty() && version.isBefore(versions.get(versions.size() - 1))) {
                outOfOrder.add(record.toString());
            }
            if (versions.contains(version)) {
                repeats++;
            }
            versions.add(version);
            step();
            return CompletableFuture.completedFuture(new Counts(1, 1, 0, 0, 0));
        }

        Map<String, Instant> newestHandedOn() {
            Map<String, Instant> newest = new java.util.TreeMap<>();
            handedOn.forEach((id, versions) -> newest.put(id, versions.get(versions.size() - 1)));
            return newest;
        }

        private final class CrashingCheckpoints implements CheckpointStore {

            @Override
            public java.util.Optional<String> load(StreamKey key) {
                return checkpoints.load(key);
            }

            @Override
            public void save(StreamKey key, String position) {
                step();
                checkpoints.save(key, position);
                step();
            }

            @Override
            public void remove(StreamKey key) {
                checkpoints.remove(key);
            }
        }

        private final class CrashingMemory implements io.fieldline.sync.ChangeMemory {

            @Override
            public Map<String, SeenRecord> recall(StreamKey key, Collection<String> recordIds) {
                step();
                return memory.recall(key, recordIds);
            }

            @Override
            public java.util.Set<String> recordIds(StreamKey key) {
                return memory.recordIds(key);
            }

            @Override
            public void remember(StreamKey key, Collection<SeenRecord> records) {
                step();
                memory.remember(key, records);
                step();
            }

            @Override
            public void forget(StreamKey key, Collection<String> recordIds) {
                memory.forget(key, recordIds);
            }

            @Override
            public int forgetModifiedBefore(StreamKey key, Instant instant) {
                return memory.forgetModifiedBefore(key, instant);
            }
        }
    }
}
