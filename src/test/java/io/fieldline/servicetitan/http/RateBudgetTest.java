package io.fieldline.servicetitan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RateBudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = 5 * SECOND;
    private final RateBudget budget = new RateBudget(60, () -> now);

    @Test
    void usesAtLeast57Of60PermitsEachSecond() {
        List<Long> departures = departures(600, 0, new Random(1));

        double seconds = (departures.get(599) - departures.get(0)) / (double) SECOND;
        assertThat(599 / seconds).isBetween(57.0, 60.0);
    }

    @Property(tries = 50)
    void neverLetsMoreThan60GoWithinASecondHoweverLateTheThreadsWake(@ForAll long seed) {
        now = 5 * SECOND;
        Random random = new Random(seed);

        List<Long> departures = departures(400, random.nextInt(300), random);

        for (int first = 0; first + 60 < departures.size(); first++) {
            assertThat(departures.get(first + 60) - departures.get(first)).isGreaterThan(SECOND);
        }
    }

    /** Each holder of a permit leaves when it may, and up to so many milliseconds late. */
    private List<Long> departures(int permits, int lateMillis, Random random) {
        List<Long> departures = new ArrayList<>();
        for (int permit = 0; permit < permits; permit++) {
            long reserved = budget.reserve();
            long left;
            while ((left = budget.untilDeparture(reserved)) > 0) {
                boolean late = lateMillis > 0 && random.nextInt(20) == 0;
                now += left + (late ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(lateMillis)) : 0);
            }
            departures.add(now);
        }
        return departures;
    }

    @Test
    void savesNothingUpWhileNobodyAsks() {
        budget.reserve();
        now += 30 * SECOND;

        long first = budget.reserve();
        long second = budget.reserve();

        assertThat(first).isEqualTo(now);
        assertThat(second - first).isGreaterThan(SECOND / 60);
    }

    @Test
    void aPauseHoldsEveryPermitBackUntilItIsOver() {
        budget.pauseFor(Duration.ofSeconds(3));

        assertThat(budget.reserve()).isGreaterThanOrEqualTo(now + 3 * SECOND);
    }

    @Test
    void aShorterPauseDoesNotEndALongerOne() {
        budget.pauseFor(Duration.ofSeconds(9));
        budget.pauseFor(Duration.ofSeconds(1));

        assertThat(budget.reserve()).isGreaterThanOrEqualTo(now + 9 * SECOND);
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        budget.pauseFor(Duration.ofHours(1));
        Thread.currentThread().interrupt();

        budget.acquire();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void countsWhatItGave() {
        budget.reserve();
        budget.reserve();

        assertThat(budget.used()).isEqualTo(2);
    }
}
