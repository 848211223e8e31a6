package io.fieldline.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.SideRecord;

class CrmConsumerTest {

    private static final Instant OLD = Instant.parse("2020-01-01T00:00:00Z");
    private static final StreamKey KEY = new StreamKey("acme", "watch", "sales");
    private static final Map<String, Object> SALES = Map.of("connection", "sales");
    private static final String BEGINNING = "initialPosition: beginning";

    private CrmBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new CrmBench();
    }

    @AfterEach
    void stop() {
        bench.close();
    }

    private InMemoryCrm acme() {
        return bench.apply("acme", "sales", SALES);
    }

    private static void fill(InMemoryCrm account, int records) {
        for (int number = 1; number <= records; number++) {
            account.put("a" + number, "Name " + number, OLD.plusSeconds(number));
        }
    }

    private void awaitSeen(int records) {
        await().atMost(Duration.ofSeconds(10)).until(() -> bench.ids().size() >= records);
    }

    private void awaitAnotherPoll() {
        Instant now = Instant.now();
        await().atMost(Duration.ofSeconds(10)).until(() -> bench.lanes().stream()
                .allMatch(lane -> lane.lastStart() != null && lane.lastStart().isAfter(now) && lane.lastSuccess() != null
                        && lane.lastSuccess().isAfter(now)));
    }

    private CrmPosition position() {
        return CrmPosition.fromText(bench.checkpoints.load(KEY).orElseThrow());
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void oneRouteServesTwoTenantsEachWithItsOwnAccountAndSettings() throws Exception {
        bench.apply("acme", "sales", Map.of("connection", "sales", "cap", 50L)).put("a1", "Ada", OLD);
        bench.apply("bolt", "hub", Map.of("connection", "hub", "cap", 10L)).put("b1", "Bob", OLD);

        bench.follow(BEGINNING);
        awaitSeen(2);

        assertThat(bench.seen).anySatisfy(seen -> {
            assertThat(seen.body()).extracting(record -> record.fields().get("Account.Name")).containsExactly("Ada");
            assertThat(seen.variables()).containsEntry("tenant", "acme").containsEntry("connection", "acme-sales")
                    .containsEntry("cap", 50L);
        }).anySatisfy(seen -> {
            assertThat(seen.ids()).containsExactly("b1");
            assertThat(seen.variables()).containsEntry("tenant", "bolt").containsEntry("connection", "bolt-hub")
                    .containsEntry("cap", 10L);
        });
    }

    @Test
    void readsEverythingPageByPageAndThenWhatChanges() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        bench.follow(BEGINNING);
        awaitSeen(7);
        awaitAnotherPoll();

        account.put("a2", "Renamed", OLD);
        awaitSeen(8);
        awaitAnotherPoll();

        assertThat(bench.seen).extracting(CrmBench.Seen::ids).containsExactly(List.of("a1", "a2", "a3"),
                List.of("a4", "a5", "a6"), List.of("a7"), List.of("a2"));
        assertThat(position()).isEqualTo(new CrmPosition(null, "8", true));
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::outcome).containsOnly(Run.Outcome.COMPLETE);
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(run -> run.counts().read()).containsExactly(1L, 7L);
    }

    @Test
    void beginsNowUnlessItIsToldOtherwise() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        account.before = after -> {
            if ("3".equals(after)) {
                account.before = later -> {
                };
                account.put("a1", "Changed while the old ones were passed", Instant.now());
            }
        };
        bench.follow("");
        awaitAnotherPoll();

        account.put("a8", "New", OLD);
        awaitSeen(2);

        assertThat(bench.ids()).containsExactly("a1", "a8");
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::counts).contains(new Counts(8, 1, 7, 0, 0));
    }

    @Test
    void whereItBeganSurvivesAFirstPollThatFails() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        AtomicBoolean away = new AtomicBoolean(true);
        account.before = after -> {
            if ("3".equals(after) && away.getAndSet(false)) {
                throw new RetryLaterException("busy", null);
            }
        };
        bench.follow("");
        await().until(() -> !away.get());
        Instant horizon = position().horizon();
        account.put("a9", "Changed before the second poll", Instant.now());
        awaitSeen(1);

        assertThat(bench.ids()).containsExactly("a9");
        assertThat(position()).isEqualTo(new CrmPosition(horizon, "8", true));
        assertThat(account.asked).startsWith("null", "3", "3", "6");
    }

    @Test
    void beginsAtADate() throws Exception {
        InMemoryCrm account = acme();
        account.put("a1", "Before", Instant.parse("2026-01-30T23:59:59Z"));
        account.put("a2", "After", Instant.parse("2026-01-31T00:00:00Z"));

        bench.follow("initialPosition: '2026-01-31'");
        awaitSeen(1);
        awaitAnotherPoll();

        assertThat(bench.ids()).containsExactly("a2");
    }

    @Test
    void thePositionDoesNotPassAPageThatTheRouteCannotTakeYet() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        AtomicBoolean busy = new AtomicBoolean(true);
        bench.step = exchange -> {
            if (busy.get() && CrmBench.body(exchange).get(0).id().equals("a4")) {
                throw new RetryLaterException("the other side is busy", null);
            }
        };
        bench.follow(BEGINNING);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> bench.lanes().stream().anyMatch(lane -> lane.state() == LaneStatus.State.BACKING_OFF));

        assertThat(position().next()).isEqualTo("3");
        assertThat(bench.ids()).containsExactly("a1", "a2", "a3");
        busy.set(false);
        awaitSeen(7);
        await().until(() -> position().caughtUp());

        assertThat(bench.ids()).containsExactly("a1", "a2", "a3", "a4", "a5", "a6", "a7");
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::outcome).contains(Run.Outcome.WAITING);
    }

    @Test
    void aRecordThatTheRouteRefusesIsParkedAloneAndReplayedAsItIsThen() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 3);
        bench.step = exchange -> {
            for (SideRecord record : CrmBench.body(exchange)) {
                if ("Name 2".equals(record.fields().get("Account.Name"))) {
                    throw new IllegalStateException("nobody foresaw this record");
                }
            }
        };
        bench.follow(BEGINNING);
        awaitSeen(2);
        await().until(() -> position().caughtUp());

        assertThat(bench.seen).extracting(CrmBench.Seen::ids).containsExactly(List.of("a1"), List.of("a3"));
        DeadLetter letter = bench.letters.list("acme", "watch", DeadLetter.Status.PARKED, 10).get(0);
        assertThat(letter.recordId()).isEqualTo("a2");
        assertThat(letter.payload()).contains("\"Account.Name\":\"Name 2\"", "2020-01-01T00:00:02Z");
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::counts).contains(new Counts(3, 2, 0, 1, 0));

        account.put("a2", "Mended", OLD);
        awaitSeen(3);
        Counts counts = get(bench.flow().replay("acme", "sales", Map.of("id", "a2"), letter.position()));

        assertThat(counts).isEqualTo(new Counts(1, 1, 0, 0, 0));
        assertThat(bench.seen.get(bench.seen.size() - 1).body()).extracting(record -> record.fields().get("Account.Name"))
                .containsExactly("Mended");
        account.remove("a2");
        assertThatThrownBy(() -> get(bench.flow().replay("acme", "sales", Map.of("id", "a2"), letter.position())))
                .hasRootCauseInstanceOf(RejectedRecordException.class).hasMessageContaining("sales has no record a2");
    }

    @Test
    void theStepThatTakesAPageSaysWhatBecameOfIt() throws Exception {
        fill(acme(), 3);
        bench.step = exchange -> exchange.setVariable(DeliveryProperties.COUNTS, new Counts(3, 1, 1, 1, 0));

        bench.follow(BEGINNING);
        await().atMost(Duration.ofSeconds(10)).until(() -> !bench.runs.recent("acme", "watch", 1).isEmpty());
        awaitAnotherPoll();

        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::counts)
                .containsExactly(new Counts(3, 1, 1, 1, 0));
    }

    @Test
    void aTenantInTroubleLeavesTheOthersAloneAndSaysWhy() throws Exception {
        acme().before = after -> {
            throw new TenantUnavailableException("the CRM refused the credentials");
        };
        bench.apply("lost", "sales", Map.of("connection", "slaes"));
        bench.apply("none", "sales", Map.of());
        bench.apply("bolt", "sales", SALES).put("b1", "Bob", OLD);

        bench.follow(BEGINNING);
        awaitSeen(1);
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(bench.lanes()).anySatisfy(lane -> {
            assertThat(lane.tenant()).isEqualTo("acme");
            assertThat(lane.state()).isEqualTo(LaneStatus.State.UNAVAILABLE);
            assertThat(lane.message()).isEqualTo("the CRM refused the credentials");
        }));

        assertThat(bench.lanes()).anySatisfy(lane -> {
            assertThat(lane.tenant()).isEqualTo("lost");
            assertThat(lane.state()).isEqualTo(LaneStatus.State.STOPPED);
            assertThat(lane.message()).contains("slaes");
        }).anySatisfy(lane -> {
            assertThat(lane.tenant()).isEqualTo("none");
            assertThat(lane.state()).isEqualTo(LaneStatus.State.STOPPED);
            assertThat(lane.message()).contains("the setting connection");
        });
        assertThat(bench.ids()).containsExactly("b1");
        assertThat(bench.flow().streams("bolt")).containsExactly(new StreamKey("bolt", "watch", "sales"));
    }

    @Test
    void whatHappensWhileAFlowIsSwitchedOffIsPastWhenItIsSwitchedOnAgain() throws Exception {
        InMemoryCrm account = acme();
        bench.follow("");
        awaitAnotherPoll();
        account.put("a1", "One", Instant.now());
        awaitSeen(1);

        bench.apply("acme", "sales", null);
        await().atMost(Duration.ofSeconds(10)).until(() -> bench.checkpoints.load(KEY).isEmpty());
        account.put("a2", "Two", Instant.now());
        await().until(() -> bench.lanes().isEmpty());
        acme();
        awaitAnotherPoll();
        account.put("a3", "Three", Instant.now());
        awaitSeen(2);

        assertThat(bench.ids()).containsExactly("a1", "a3");
    }

    @Test
    void newSettingsTakeEffectAndTheFlowGoesOnWhereItWas() throws Exception {
        InMemoryCrm account = acme();
        account.put("a1", "One", OLD);
        bench.follow(BEGINNING);
        awaitSeen(1);
        awaitAnotherPoll();

        bench.apply("acme", "sales", Map.of("connection", "sales", "cap", 7L));
        account.put("a2", "Two", OLD);
        awaitSeen(2);

        assertThat(bench.ids()).containsExactly("a1", "a2");
        assertThat(bench.seen.get(1).variables()).containsEntry("cap", 7L);
    }

    @Test
    void aBackfillGoesOnWhereItStoppedAndIsForgottenOnRequest() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        bench.follow("");
        awaitAnotherPoll();
        AtomicBoolean away = new AtomicBoolean(true);
        account.before = after -> {
            if ("6".equals(after) && away.getAndSet(false)) {
                throw new RetryLaterException("busy", null);
            }
        };

        assertThatThrownBy(() -> get(bench.flow().backfill("acme", "sales", null, PollProgress.NONE)))
                .isInstanceOf(ExecutionException.class).hasRootCauseInstanceOf(RetryLaterException.class);
        assertThat(bench.flow().backfilled("acme", "sales", null)).isFalse();
        PollResult rest = get(bench.flow().backfill("acme", "sales", null, PollProgress.NONE));

        assertThat(rest).isEqualTo(new PollResult(new Counts(1, 1, 0, 0, 0), null, null));
        assertThat(bench.ids()).containsExactly("a1", "a2", "a3", "a4", "a5", "a6", "a7");
        assertThat(bench.flow().backfilled("acme", "sales", null)).isTrue();
        assertThat(get(bench.flow().backfill("acme", "sales", null, PollProgress.NONE)).counts()).isEqualTo(Counts.NONE);
        bench.flow().forgetBackfill("acme", "sales");
        assertThat(get(bench.flow().backfill("acme", "sales", OLD.plusSeconds(6), PollProgress.NONE)).counts())
                .isEqualTo(new Counts(7, 2, 5, 0, 0));
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::kind).contains(Run.Kind.BACKFILL);
    }

    @Test
    void anEventBringsItsRecordAtOnce() throws Exception {
        InMemoryCrm account = acme();
        bench.follow("");
        awaitAnotherPoll();
        fill(account, 2);
        awaitSeen(2);

        get(bench.flow().signal("acme", "sales", "a2"));
        get(bench.flow().signal("acme", "jpm/jobs", "a1"));

        assertThat(bench.ids()).containsExactly("a1", "a2", "a2");
        assertThat(bench.runs.recent("acme", "watch", 50)).extracting(Run::kind).contains(Run.Kind.WEBHOOK);
    }

    @Test
    void anAccountThatNeverComesToItsEndIsDoubted() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 1);
        account.endless = true;

        bench.follow(BEGINNING);

        await().atMost(Duration.ofSeconds(10)).untilAsserted(
                () -> assertThat(bench.runs.recent("acme", "watch", 50)).anySatisfy(run -> {
                    assertThat(run.outcome()).isEqualTo(Run.Outcome.INCOMPLETE);
                    assertThat(run.message()).contains("goes on where it was");
                }));
    }

    @Test
    void stoppingWaitsForThePageUnderWayAndTheNextStartGoesOnBehindIt() throws Exception {
        InMemoryCrm account = acme();
        fill(account, 7);
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        bench.step = exchange -> {
            entered.countDown();
            leave.await(10, TimeUnit.SECONDS);
        };
        bench.follow(BEGINNING);
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

        Thread stopping = new Thread(() -> bench.tenants.remove("acme"));
        stopping.start();
        stopping.join(10_000);
        leave.countDown();
        await().atMost(Duration.ofSeconds(10)).until(() -> bench.checkpoints.load(KEY).isPresent()
                && "3".equals(position().next()));
        acme();
        awaitSeen(7);

        assertThat(bench.seen).extracting(CrmBench.Seen::ids).containsExactly(List.of("a1", "a2", "a3"),
                List.of("a4", "a5", "a6"), List.of("a7"));
    }

    @Test
    void refusesWhatItCannotFollowWhenTheRouteIsLoaded() {
        assertRefused("crm:contacts", "{ flow: watch }", "there is only crm:changes");
        assertRefused("crm:changes", "{ initialPosition: now }", "the option flow is missing");
        assertRefused("crm:changes", "{ flow: watch, initialPosition: yesterday }", "2026-01-31");
    }

    private void assertRefused(String uri, String parameters, String reason) {
        assertThatThrownBy(() -> bench.load("""
                - route:
                    id: watch
                    from:
                      uri: %s
                      parameters: %s
                      steps:
                        - process: { ref: look }
                """.formatted(uri, parameters))).hasStackTraceContaining(reason)
                .hasStackTraceContaining(MisconfiguredException.class.getName());
        bench.camel.getRouteDefinitions().clear();
    }
}
