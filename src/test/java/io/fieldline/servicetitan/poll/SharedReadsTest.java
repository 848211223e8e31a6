package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ApiRequest;

class SharedReadsTest {

    private static final ApiRequest JOBS = ApiRequest.of(Catalog.load().collection("jpm", "jobs").operation("list"), Map.of(),
            List.of());
    private static final Page PAGE = new Page(List.of(), false, null, 1, 0L);

    private final HandClock clock = new HandClock();
    private final SharedReads shared = new SharedReads(Duration.ofSeconds(5), clock::nanos);
    private final AtomicInteger reads = new AtomicInteger();

    private Page ask(long tenant, Supplier<Page> read) {
        return shared.read(tenant, "host client", JOBS, () -> {
            reads.incrementAndGet();
            return read.get();
        });
    }

    @Test
    void twoFlowsThatAskTheSameShareOneAnswer() {
        ask(1, () -> PAGE);
        ask(1, () -> PAGE);

        assertThat(reads).hasValue(1);
    }

    @Test
    void aLargePageOfHistoryIsNotKeptForOthers() {
        Page large = new Page(Collections.nCopies(1_001, Map.of("id", 1L)), true, null, 1, null);

        ask(1, () -> large);
        ask(1, () -> large);

        assertThat(reads).hasValue(2);
    }

    @Test
    void aFlowThatAsksWhileTheAnswerIsOnItsWayWaitsForIt() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        CompletableFuture<Page> first = CompletableFuture.supplyAsync(() -> ask(1, () -> {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return PAGE;
        }));
        asked.await();
        CompletableFuture<Page> second = CompletableFuture.supplyAsync(() -> ask(1, () -> PAGE));
        answer.countDown();

        assertThat(second.get(5, TimeUnit.SECONDS)).isSameAs(first.get(5, TimeUnit.SECONDS));
        assertThat(reads).hasValue(1);
    }

    @Test
    void tenantsDoNotShare() {
        ask(1, () -> PAGE);
        ask(2, () -> PAGE);

        assertThat(reads).hasValue(2);
    }

    @Test
    void anAnswerIsSharedForAFewSecondsOnly() {
        ask(1, () -> PAGE);
        clock.advance(Duration.ofSeconds(6));
        ask(1, () -> PAGE);

        assertThat(reads).hasValue(2);
    }

    @Test
    void aFailureIsNotShared() {
        assertThatThrownBy(() -> ask(1, () -> {
            throw new RetryLaterException("busy", null);
        })).isInstanceOf(RetryLaterException.class);

        assertThat(ask(1, () -> PAGE)).isSameAs(PAGE);
    }

    @Test
    void anUnexpectedFailureLeavesNobodyWaiting() {
        assertThatThrownBy(() -> ask(1, () -> {
            throw new IllegalStateException("broken");
        })).isInstanceOf(IllegalStateException.class);

        assertThat(ask(1, () -> PAGE)).isSameAs(PAGE);
    }
}
