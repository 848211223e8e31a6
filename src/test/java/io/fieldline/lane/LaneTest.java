package io.fieldline.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.HandClock;

class LaneTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HandClock clock = new HandClock();
    private final RecordedWork work = new RecordedWork();
    private final Lane lane = lane("acme");

    private Lane lane(String tenant) {
        return new Lane(tenant, "alert", MINUTE, work, clock);
    }

    private static final class RecordedWork implements Lane.Work {

        private final List<String> done = new ArrayList<>();
        private CompletableFuture<Void> poll = CompletableFuture.completedFuture(null);
        private CompletableFuture<Void> read = CompletableFuture.completedFuture(null);

        @Override
        public CompletionStage<Void> poll() {
            done.add("poll");
            return poll;
        }

        @Override
        public CompletionStage<Void> read(String collection, List<String> recordIds) {
            done.add(collection + " " + recordIds);
            return read;
        }
    }

    /** One turn, if the lane wants one. */
    private boolean turn(Lane one) {
        boolean taken = one.take();
        if (taken) {
            one.turn();
        }
        return taken;
    }

    private void failing(Throwable problem) {
        work.poll = CompletableFuture.failedFuture(problem);
        turn(lane);
    }

    private Duration untilDue() {
        return Duration.between(clock.instant(), lane.due());
    }

    @Test
    void pollsAtOnceAndThenOnItsSchedule() {
        assertThat(turn(lane)).isTrue();
        assertThat(turn(lane)).isFalse();

        clock.advance(MINUTE);

        assertThat(turn(lane)).isTrue();
        assertThat(work.done).containsExactly("poll", "poll");
    }

    @Test
    void theFlowsOfATenantTickTogetherAndTenantsTickApart() {
        Lane second = lane("acme");
        Lane other = lane("bolt");
        turn(lane);
        clock.advance(Duration.ofMillis(700));
        turn(second);
        turn(other);

        assertThat(second.due()).isEqualTo(lane.due());
        assertThat(other.due()).isNotEqualTo(lane.due());
    }

    @Test
    void aPollThatTookLongerThanItsTurnsDoesNotCatchThemUp() {
        work.poll = new CompletableFuture<>();
        turn(lane);
        clock.advance(Duration.ofMinutes(10));
        work.poll.complete(null);

        assertThat(untilDue()).isBetween(Duration.ofMillis(1), MINUTE);
    }

    @Test
    void nothingElseHappensWhileAPollIsUnderWay() {
        work.poll = new CompletableFuture<>();
        turn(lane);
        lane.signal("jpm/jobs", "7");
        clock.advance(MINUTE);

        assertThat(turn(lane)).isFalse();
        work.poll.complete(null);
        assertThat(turn(lane)).isTrue();
        assertThat(work.done).containsExactly("poll", "jpm/jobs [7]");
    }

    @Test
    void backsOffLongerAndLongerUpToFiveMinutes() {
        List<Duration> pauses = new ArrayList<>();
        for (int failure = 0; failure < 9; failure++) {
            failing(new RetryLaterException("busy", null));
            pauses.add(untilDue());
            clock.advance(untilDue());
        }

        assertThat(pauses).startsWith(Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20))
                .endsWith(Duration.ofMinutes(5), Duration.ofMinutes(5));
        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.BACKING_OFF);
        assertThat(lane.status().message()).isEqualTo("busy");
    }

    @Test
    void waitsAsLongAsTheOtherSideAsks() {
        failing(new RetryLaterException("busy", Duration.ofMinutes(9), null));

        assertThat(untilDue()).isEqualTo(Duration.ofMinutes(9));
    }

    @Test
    void aPollThatEndsWellEndsTheBackOff() {
        failing(new RetryLaterException("busy", null));
        failing(new RetryLaterException("busy", null));
        clock.advance(MINUTE);
        work.poll = CompletableFuture.completedFuture(null);
        turn(lane);

        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.WAITING);
        assertThat(lane.status().message()).isEmpty();
        assertThat(untilDue()).isBetween(Duration.ofMillis(1), MINUTE);
    }

    @Test
    void aTenantThatIsUnavailableIsSaidToBe() {
        failing(new TenantUnavailableException("scope missing"));

        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.UNAVAILABLE);
        assertThat(lane.due()).isNotNull();
    }

    @Test
    void wrongSettingsStopTheLane() {
        failing(new MisconfiguredException("no such collection"));
        clock.advance(Duration.ofDays(1));

        assertThat(turn(lane)).isFalse();
        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.STOPPED);
    }

    @Test
    void eventsAreReadAtOnceAndTogether() {
        turn(lane);
        CompletionStage<Void> first = lane.signal("jpm/jobs", "7");
        lane.signal("jpm/jobs", "8");
        lane.signal("jpm/jobs", "7");

        assertThat(turn(lane)).isTrue();
        assertThat(work.done).containsExactly("poll", "jpm/jobs [7, 8]");
        assertThat(first).isCompleted();
    }

    @Test
    void eventsWaitForTheBackOffToo() {
        failing(new RetryLaterException("busy", null));
        lane.signal("jpm/jobs", "7");

        assertThat(turn(lane)).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(turn(lane)).isTrue();
    }

    @Test
    void anEventWhoseReadingFailsIsNotTakenForHandled() {
        turn(lane);
        work.read = CompletableFuture.failedFuture(new RetryLaterException("busy", null));
        CompletionStage<Void> jobs = lane.signal("jpm/jobs", "7");
        CompletionStage<Void> invoices = lane.signal("accounting/invoices", "8");
        turn(lane);

        assertThat(jobs).isCompletedExceptionally();
        assertThat(invoices).isCompletedExceptionally();
        assertThat(lane.take()).isFalse();
    }

    @Test
    void anEventThatComesWhileTheLaneClosesIsNotTakenForHandled() {
        CompletionStage<Void> before = lane.signal("jpm/jobs", "7");
        lane.close();
        CompletionStage<Void> after = lane.signal("jpm/jobs", "8");

        assertThat(before).isCompletedExceptionally();
        assertThat(after).isCompletedExceptionally();
    }

    @Test
    void aPausedLaneTakesNoTurn() {
        lane.pause(true);
        assertThat(turn(lane)).isFalse();
        assertThat(lane.status().state()).isEqualTo(LaneStatus.State.PAUSED);

        lane.pause(false);

        assertThat(turn(lane)).isTrue();
    }

    @Test
    void whatIsAskedByHandWaitsForThePollAndKeepsOthersOut() {
        work.poll = new CompletableFuture<>();
        turn(lane);
        CompletableFuture<Void> backfill = new CompletableFuture<>();
        CompletionStage<Void> done = lane.exclusively(() -> {
            work.done.add("backfill");
            return backfill;
        });
        assertThat(work.done).containsExactly("poll");

        work.poll.complete(null);
        clock.advance(MINUTE);
        assertThat(work.done).containsExactly("poll", "backfill");
        assertThat(turn(lane)).isFalse();
        backfill.complete(null);

        assertThat(done).isCompleted();
        assertThat(turn(lane)).isTrue();
    }

    @Test
    void whatIsAskedByHandAndFailsAtOnceLeavesTheLaneFree() {
        CompletionStage<Void> done = lane.exclusively(() -> {
            throw new MisconfiguredException("no such collection");
        });

        assertThat(done).isCompletedExceptionally();
        assertThat(turn(lane)).isTrue();
    }

    @Test
    void closingEndsWhenWhatIsUnderWayEnds() {
        work.poll = new CompletableFuture<>();
        turn(lane);
        CompletionStage<Void> closed = lane.close();
        assertThat(closed.toCompletableFuture()).isNotDone();

        work.poll.complete(null);

        assertThat(closed.toCompletableFuture()).isDone();
        clock.advance(MINUTE);
        assertThat(turn(lane)).isFalse();
    }

    @Test
    void aLaneDoesNotStartBeforeItsPredecessorHasEnded() {
        CompletableFuture<Void> predecessor = new CompletableFuture<>();
        lane.follow(predecessor);
        assertThat(turn(lane)).isFalse();

        predecessor.complete(null);

        assertThat(turn(lane)).isTrue();
    }

    @Test
    void saysHowLateItsLastPollBegan() {
        clock.advance(Duration.ofMillis(300));
        turn(lane);

        assertThat(lane.status().lateness()).isEqualTo(Duration.ofMillis(300));
        assertThat(lane.status().lastStart()).isEqualTo(Instant.parse("2026-03-01T08:00:00.300Z"));
    }
}
