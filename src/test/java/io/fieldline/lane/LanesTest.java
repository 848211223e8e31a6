package io.fieldline.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;

class LanesTest {

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private Lanes lanes = new Lanes(pool, InstantSource.system(), false);

    @AfterEach
    void stop() {
        lanes.close();
        pool.shutdownNow();
    }

    private static final class CountedWork implements Lane.Work {

        private final AtomicInteger polls = new AtomicInteger();
        private final AtomicInteger reads = new AtomicInteger();
        private final boolean fails;

        CountedWork(boolean fails) {
            this.fails = fails;
        }

        @Override
        public CompletionStage<Void> poll() {
            polls.incrementAndGet();
            return fails
                    ? CompletableFuture.failedFuture(new RetryLaterException("busy", null))
                    : CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> read(String collection, List<String> recordIds) {
            reads.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }
    }

    private Lane lane(String tenant, Duration every, Lane.Work work) {
        return new Lane(tenant, "alert", every, work, InstantSource.system());
    }

    @Test
    void manyTenantsArePolledOnTimeAlthoughOneFailsEveryTime() {
        CountedWork failing = new CountedWork(true);
        CountedWork healthy = new CountedWork(false);
        lanes.add(lane("failing", Duration.ofMillis(200), failing));
        List<Lane> others = IntStream.range(0, 50).mapToObj(number -> lane("tenant" + number, Duration.ofMillis(200), healthy))
                .toList();
        others.forEach(lanes::add);

        await().atMost(Duration.ofSeconds(10)).until(() -> healthy.polls.get() >= 250);

        assertThat(failing.polls).hasValueLessThanOrEqualTo(2);
        assertThat(others).extracting(one -> one.status().lateness())
                .allSatisfy(late -> assertThat(late).isLessThan(Duration.ofSeconds(1)));
    }

    @Test
    void anEventIsReadWithoutWaitingForTheNextPoll() {
        CountedWork work = new CountedWork(false);
        Lane lane = lane("acme", Duration.ofHours(1), work);
        lanes.add(lane);
        await().until(() -> work.polls.get() == 1 && lane.due() != null);

        lane.signal("jpm/jobs", "7");
        lanes.wake(lane);

        await().atMost(Duration.ofSeconds(2)).until(() -> work.reads.get() == 1);
    }

    @Test
    void nothingIsPolledByItselfWhereACommandOwnsTheProcess() {
        lanes.close();
        lanes = new Lanes(pool, InstantSource.system(), true);
        CountedWork work = new CountedWork(false);
        Lane lane = lane("acme", Duration.ofMillis(1), work);
        lanes.add(lane);
        lanes.wake(lane);

        assertThat(lanes.statuses()).hasSize(1);
        await().during(Duration.ofMillis(700)).until(() -> work.polls.get() == 0);
    }

    @Test
    void aFlowIsPausedForOneTenantOrForAll() {
        lanes.add(lane("acme", Duration.ofHours(1), new CountedWork(false)));
        lanes.add(lane("bolt", Duration.ofHours(1), new CountedWork(false)));

        assertThat(lanes.pause("acme", "alert", true)).isEqualTo(1);
        assertThat(lanes.pause(null, "alert", true)).isEqualTo(2);
        assertThat(lanes.pause(null, "warehouse", true)).isZero();
        assertThat(lanes.statuses()).extracting(LaneStatus::state).containsOnly(LaneStatus.State.PAUSED);
    }

    @Test
    void aPoolThatIsClosedDoesNotKeepALaneBusy() {
        pool.shutdown();
        Lane lane = lane("acme", Duration.ofMillis(1), new CountedWork(false));
        lanes.add(lane);

        await().atMost(Duration.ofSeconds(2)).until(() -> lane.close().toCompletableFuture().isDone());
    }

    @Test
    void beginsNothingWhileItIsHeldAndGoesOnAfterwards() {
        CountedWork work = new CountedWork(false);
        lanes.hold(true);
        Lane lane = lane("acme", Duration.ofMillis(50), work);
        lanes.add(lane);
        lanes.wake(lane);

        await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(5)).until(() -> work.polls.get() == 0);
        lanes.hold(false);

        await().atMost(Duration.ofSeconds(5)).until(() -> work.polls.get() > 1);
    }
}
