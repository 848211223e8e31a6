package io.fieldline.servicetitan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class RateBudgetTest {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private long now = 5 * SECOND;
    private final RateBudget budget = new RateBudget(60, () -> now);

    @Test
    void usesAtLeast57Of60PermitsEachSecond() {
        List<Long> departures = new ArrayList<>();
        for (int permit = 0; permit < 600; permit++) {
            Departures.Departure departure = new Departures.Departure();
            departures.add(depart(0, new Random(1), departure));
            budget.answered(departure);
        }

        double seconds = (departures.get(599) - departures.get(0)) / (double) SECOND;
        assertThat(599 / seconds).isBetween(57.0, 60.0);
    }

    @Property(tries = 50)
    void neverLetsMoreThan60ArriveWithinASecondHoweverLateTheThreadsWakeAndTheRequestsArrive(@ForAll long seed) {
        now = 5 * SECOND;
        Random random = new Random(seed);

        List<Long> arrivals = arrivals(400, random.nextInt(300), random);

        for (int first = 0; first + 60 < arrivals.size(); first++) {
            assertThat(arrivals.get(first + 60) - arrivals.get(first)).isGreaterThan(SECOND);
        }
    }

    /** Whatever has to run waits for a processor then, now and then for long: the answers are all late, and so are requests. */
    @Property(tries = 50)
    void neverLetsMoreThan60ArriveWithinASecondOnAMachineThatIsAlwaysBusy(@ForAll long seed) {
        now = 5 * SECOND;
        Random random = new Random(seed);
        int longest = 20 + random.nextInt(60);
        RateBudget busy = new RateBudget(60, () -> now);
        PriorityQueue<Map.Entry<Long, Departures.Departure>> underWay = new PriorityQueue<>(Map.Entry.comparingByKey());
        List<Long> arrivals = new ArrayList<>();
        WaitingLine.Ticket next = busy.join(RateLane.FLOW);
        for (int permit = 0; permit < 400; permit++) {
            Departures.Departure departure = new Departures.Departure();
            WaitingLine.Ticket ticket = next;
            // Somebody always waits, so that permits fall due whether or not anybody is awake to take them.
            next = busy.join(RateLane.FLOW);
            long left;
            while ((left = busy.untilDeparture(ticket, departure)) > 0) {
                now += left + heldUp(1, longest, random);
            }
            long arrival = now + heldUp(3, longest, random);
            arrivals.add(arrival);
            underWay.add(Map.entry(arrival + heldUp(3, longest, random), departure));
            answerUntilNow(busy, underWay);
        }
        Collections.sort(arrivals);

        for (int first = 0; first + 60 < arrivals.size(); first++) {
            assertThat(arrivals.get(first + 60) - arrivals.get(first)).isGreaterThan(SECOND);
        }
    }

    private static long heldUp(int hands, int longestMillis, Random random) {
        return IntStream.range(0, hands)
                .mapToLong(hand -> random.nextInt(3) == 0 ? random.nextInt(longestMillis * 1_000) : 300)
                .map(TimeUnit.MICROSECONDS::toNanos).sum();
    }

    @Test
    void usesTheBudgetThoughAnswersAreAlwaysUneven() {
        Random random = new Random(1);
        PriorityQueue<Map.Entry<Long, Departures.Departure>> underWay = new PriorityQueue<>(Map.Entry.comparingByKey());
        long first = 0;
        for (int permit = 0; permit < 1_200; permit++) {
            Departures.Departure departure = new Departures.Departure();
            long left = depart(0, random, departure);
            first = permit == 0 ? left : first;
            underWay.add(Map.entry(left + TimeUnit.MILLISECONDS.toNanos(100 + random.nextInt(300)), departure));
            answerUntilNow(budget, underWay);
        }

        assertThat(1_199.0 * SECOND / (now - first)).isBetween(57.0, 60.0);
    }

    @Test
    void goesOnAlthoughNoAnswerComes() {
        List<Long> departures = departures(200, 0, new Random(1));

        assertThat(departures.get(199) - departures.get(0)).isLessThan(6 * SECOND);
    }

    /** Each holder of a permit leaves when it may, and up to so many milliseconds late; no answer comes. */
    private List<Long> departures(int permits, int lateMillis, Random random) {
        List<Long> departures = new ArrayList<>();
        for (int permit = 0; permit < permits; permit++) {
            departures.add(depart(lateMillis, random, new Departures.Departure()));
        }
        return departures;
    }

    private long depart(int lateMillis, Random random, Departures.Departure departure) {
        WaitingLine.Ticket ticket = budget.join(RateLane.FLOW);
        long left;
        while ((left = budget.untilDeparture(ticket, departure)) > 0) {
            boolean late = lateMillis > 0 && random.nextInt(20) == 0;
            now += left + (late ? TimeUnit.MILLISECONDS.toNanos(random.nextInt(lateMillis)) : 0);
        }
        return now;
    }

    /** As {@link #departures}, but now and then a request is held up after it left, for up to 400 milliseconds. */
    private List<Long> arrivals(int permits, int lateMillis, Random random) {
        PriorityQueue<Map.Entry<Long, Departures.Departure>> underWay = new PriorityQueue<>(Map.Entry.comparingByKey());
        List<Long> arrivals = new ArrayList<>();
        for (int permit = 0; permit < permits; permit++) {
            Departures.Departure departure = new Departures.Departure();
            long left = depart(lateMillis, random, departure);
            long arrival = left + TimeUnit.MILLISECONDS.toNanos(random.nextInt(10) == 0 ? random.nextInt(400) : 2);
            arrivals.add(arrival);
            underWay.add(Map.entry(arrival, departure));
            answerUntilNow(budget, underWay);
        }
        Collections.sort(arrivals);
        return arrivals;
    }

    private void answerUntilNow(RateBudget asked, PriorityQueue<Map.Entry<Long, Departures.Departure>> underWay) {
        long reached = now;
        while (!underWay.isEmpty() && underWay.peek().getKey() <= reached) {
            now = underWay.peek().getKey();
            asked.answered(underWay.poll().getValue());
        }
        now = reached;
    }

    @Test
    void savesNothingUpWhileNobodyAsks() {
        depart();
        now += 30 * SECOND;

        long before = now;
        long first = depart();
        long second = depart();

        assertThat(first).isEqualTo(before);
        assertThat(second - first).isGreaterThan(SECOND / 60);
    }

    @Test
    void aPauseHoldsEveryPermitBackUntilItIsOver() {
        long before = now;
        budget.pauseFor(Duration.ofSeconds(3));

        assertThat(depart()).isGreaterThanOrEqualTo(before + 3 * SECOND);
    }

    @Test
    void aPauseHoldsBackWhoWaitsAlready() {
        WaitingLine.Ticket ticket = budget.join(RateLane.FLOW);

        budget.pauseFor(Duration.ofSeconds(3));

        assertThat(budget.untilDeparture(ticket, new Departures.Departure())).isEqualTo(3 * SECOND);
    }

    @Test
    void aShorterPauseDoesNotEndALongerOne() {
        long before = now;
        budget.pauseFor(Duration.ofSeconds(9));
        budget.pauseFor(Duration.ofSeconds(1));

        assertThat(depart()).isGreaterThanOrEqualTo(before + 9 * SECOND);
    }

    @Test
    void whoComesLaterInAnEarlierLaneGoesFirst() {
        WaitingLine.Ticket backfill = budget.join(RateLane.HISTORY);
        WaitingLine.Ticket agent = budget.join(RateLane.AGENT);

        assertThat(budget.untilDeparture(backfill, new Departures.Departure())).isEqualTo(RateBudget.NOT_NEXT);
        assertThat(budget.untilDeparture(agent, new Departures.Departure())).isZero();
        now += SECOND;
        assertThat(budget.untilDeparture(backfill, new Departures.Departure())).isZero();
    }

    @Test
    void threadsThatWaitAreWokenInTurn() throws InterruptedException {
        RateBudget real = new RateBudget(600);
        List<Thread> threads = IntStream.range(0, 300).mapToObj(number -> new Thread(
                () -> real.answered(real.acquire(RateLane.values()[number % RateLane.values().length])))).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join(TimeUnit.MINUTES.toMillis(1));
        }

        assertThat(threads).noneMatch(Thread::isAlive);
        assertThat(real.used()).isEqualTo(300);
    }

    @Test
    void anInterruptedThreadLetsTheOthersGoOn() throws InterruptedException {
        RateBudget real = new RateBudget(600);
        real.pauseFor(Duration.ofMillis(300));
        Thread gone = new Thread(() -> real.acquire(RateLane.AGENT));
        Thread stays = new Thread(() -> real.acquire(RateLane.FLOW));
        gone.start();
        stays.start();
        gone.interrupt();
        stays.join(TimeUnit.MINUTES.toMillis(1));

        assertThat(stays.isAlive()).isFalse();
        gone.join(TimeUnit.MINUTES.toMillis(1));
        assertThat(real.used()).isEqualTo(1);
    }

    private long depart() {
        return depart(0, new Random(1), new Departures.Departure());
    }

    @Test
    void anInterruptedThreadDoesNotWait() {
        budget.pauseFor(Duration.ofHours(1));
        Thread.currentThread().interrupt();

        budget.acquire(RateLane.FLOW);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void countsWhatItGave() {
        depart();
        depart();

        assertThat(budget.used()).isEqualTo(2);
    }
}
