package io.fieldline.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.agent.tool.RefusedCallException;

/** Many calls of one client, and what changes while one waits for another. */
class CallsAtOnceTest {

    private static final Object[] CHANGE = {"tenant", "acme", "id", "7", "field", "notes", "value", "x" };
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;
    private DoorBench bench;
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch sending = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @BeforeEach
    void open() {
        bench = new DoorBench(folder);
        bench.client("bot", "writes: [change_customer]");
    }

    @AfterEach
    void close() {
        goOn.countDown();
        pool.shutdownNow();
        bench.close();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void holdUpTheFirst() {
        bench.office.beforeSending = () -> {
            bench.office.beforeSending = () -> {
            };
            sending.countDown();
            await(goOn);
        };
    }

    private static void untilItWaitsForItsTurn(Thread thread) {
        long until = System.nanoTime() + LONG.toNanos();
        while (thread.getState() != Thread.State.TIMED_WAITING || Arrays.stream(thread.getStackTrace())
                .noneMatch(frame -> frame.getClassName().equals(Turns.class.getName()))) {
            assertThat(System.nanoTime()).isLessThan(until);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void aPolicyThatWasTakenAwayReachesACallThatWaits() throws Exception {
        bench.client("other", "writes: [change_customer]");
        Object[] mine = bench.withToken("bot", "change_customer", CHANGE);
        Object[] others = bench.withToken("other", "change_customer", CHANGE);
        holdUpTheFirst();
        Future<?> first = pool.submit(() -> bench.call("other", "change_customer", others));
        await(sending);
        CompletableFuture<Thread> waiting = new CompletableFuture<>();
        Future<String> second = pool.submit(() -> {
            waiting.complete(Thread.currentThread());
            return bench.refused("bot", "change_customer", mine).getMessage();
        });
        untilItWaitsForItsTurn(waiting.get());
        bench.client("bot");
        goOn.countDown();
        first.get();
        assertThat(second.get()).isEqualTo("Your policy was changed while this waited; call again with the same token");
        assertThat(bench.office.sent).hasSize(1);
    }

    @Test
    void whatIsNoTokenIsRefusedWhileAnotherWriteIsUnderWay() throws Exception {
        Object[] mine = bench.withToken("bot", "change_customer", CHANGE);
        holdUpTheFirst();
        Future<?> first = pool.submit(() -> bench.call("bot", "change_customer", mine));
        await(sending);
        assertThat(bench.refused("bot", "change_customer", "tenant", "acme", "id", "7", "field", "notes", "value", "x", "token",
                "plan_made-up").code()).isEqualTo("invalid_token");
        goOn.countDown();
        first.get();
    }

    @Test
    void whoWaitsForATurnWaitsNotForEver() throws Exception {
        Turns turns = new Turns(Duration.ofMillis(1));
        Future<?> first = pool.submit(() -> turns.take("acme", () -> {
            sending.countDown();
            await(goOn);
            return "done";
        }));
        await(sending);
        assertThatThrownBy(() -> turns.take("acme", () -> "done")).isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("was not begun; call again with the same token");
        assertThat(turns.take("summit", () -> "done")).isEqualTo("done");
        goOn.countDown();
        assertThat(first.get()).isEqualTo("done");
        assertThat(turns.take("acme", () -> "done")).isEqualTo("done");
    }

    @Test
    void soManyCallsOfAClientAreUnderWayAndNoMore() throws Exception {
        bench.client("other");
        CountDownLatch all = new CountDownLatch(Traffic.AT_ONCE);
        bench.office.beforeShowing = () -> {
            all.countDown();
            await(goOn);
        };
        List<Future<?>> calls = new ArrayList<>();
        for (int i = 0; i < Traffic.AT_ONCE; i++) {
            calls.add(pool.submit(() -> bench.call("bot", "show_customer", "tenant", "acme", "id", "7")));
        }
        await(all);
        bench.office.beforeShowing = () -> {
        };
        assertThat(bench.refused("bot", "show_customer", "tenant", "acme", "id", "7").getMessage())
                .isEqualTo("10 calls of yours are under way; wait for one of them");
        assertThat(bench.call("other", "show_customer", "tenant", "acme", "id", "7").has("name")).isTrue();
        goOn.countDown();
        for (Future<?> call : calls) {
            call.get();
        }
        assertThat(bench.call("bot", "show_customer", "tenant", "acme", "id", "7").has("name")).isTrue();
    }

    @Test
    void soManyCallsAMinuteAreAnsweredAndInTheAudit() {
        for (int i = 0; i < Traffic.A_MINUTE; i++) {
            bench.refused("bot", "nothing");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(bench.refused("bot", "nothing").code()).isEqualTo("unavailable");
        }
        assertThat(bench.audit()).hasSize(Traffic.A_MINUTE + 1);
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(bench.call("bot", "show_customer", "tenant", "acme", "id", "7").has("name")).isTrue();
    }
}
