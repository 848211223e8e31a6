package io.fieldline.servicetitan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.PollProgress;
import io.fieldline.lane.PollResult;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;

class ServiceTitanConsumerTest {

    private static final String OLD = "2020-01-01T00:00:00Z";
    private ComponentBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new ComponentBench();
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private void acme(Map<String, Object> settings) {
        bench.tenants.apply(bench.tenant("acme", 1001, Map.of("watch", settings)));
    }

    private void awaitSeen(int count) {
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(bench.seen).hasSizeGreaterThanOrEqualTo(count));
    }

    /** The lane has polled from now on at least once more. */
    private void awaitAnotherPoll() {
        Instant now = Instant.now();
        await().atMost(Duration.ofSeconds(10)).until(() -> bench.lanes.statuses().stream()
                .allMatch(lane -> lane.lastStart() != null && lane.lastStart().isAfter(now) && lane.lastSuccess() != null
                        && lane.lastSuccess().isAfter(now)));
    }

    private List<Object> ids() {
        return bench.seen.stream().map(seen -> seen.field("id")).toList();
    }

    @Test
    void oneRouteServesTwoTenantsWithTheirOwnTypedSettings() throws Exception {
        bench.tenants.apply(bench.tenant("acme", 1001,
                Map.of("watch", Map.of("threshold", new BigDecimal("5000"), "connection", "slack"))));
        bench.tenants.apply(bench.tenant("bolt", 1002, Map.of("watch", Map.of("threshold", new BigDecimal("900")))));
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();

        bench.records.put(1001, "jpm/jobs", 7, "total", 12.5);
        bench.records.put(1002, "jpm/jobs", 8);
        awaitSeen(2);
        awaitAnotherPoll();

        assertThat(bench.seen).hasSize(2).anySatisfy(seen -> {
            assertThat(seen.field("id")).isEqualTo(7L);
            assertThat(seen.field("total")).isEqualTo(new BigDecimal("12.5"));
            assertThat(seen.variables()).containsEntry("tenant", "acme").containsEntry("threshold", new BigDecimal("5000"))
                    .containsEntry("connection", "acme-slack");
            assertThat(seen.headers()).containsEntry("CamelServiceTitanTenant", "acme")
                    .containsEntry("CamelServiceTitanCollection", "jpm/jobs").containsEntry("CamelServiceTitanRecordId", "7");
        }).anySatisfy(seen -> {
            assertThat(seen.field("id")).isEqualTo(8L);
            assertThat(seen.variables()).containsEntry("tenant", "bolt").containsEntry("threshold", new BigDecimal("900"));
        });
    }

    @Test
    void beginsNowUnlessItIsToldOtherwise() throws Exception {
        bench.records.put(1001, "jpm/jobs", 1, "modifiedOn", OLD);
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();

        bench.records.put(1001, "jpm/jobs", 2);
        awaitSeen(1);

        assertThat(ids()).containsExactly(2L);
    }

    @Test
    void whatAWriteOfOursMadeOfARecordIsNotHandedOnAndWhatSomebodyMadeOfItIs() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();
        Map<String, Object> before = bench.records.put(1001, "jpm/jobs", 7, "summary", "Drain");
        awaitSeen(1);
        awaitAnotherPoll();
        String modifiedOn = Instant.parse(before.get("modifiedOn").toString()).plusMillis(1).toString();
        Map<String, Object> after = new HashMap<>(before);
        after.put("modifiedOn", modifiedOn);
        bench.camel.getRegistry().lookupByNameAndType("services", ServiceTitanServices.class).ownVersions().made("acme",
                "jpm/jobs", before, after, Set.of("externalData"));

        bench.records.put(1001, "jpm/jobs", 7, "modifiedOn", modifiedOn);
        bench.records.put(1001, "jpm/jobs", 8, "modifiedOn", modifiedOn);
        awaitSeen(2);
        awaitAnotherPoll();
        assertThat(ids()).containsExactly(7L, 8L);

        bench.records.put(1001, "jpm/jobs", 7, "summary", "Drain and sink");
        awaitSeen(3);
        assertThat(ids()).containsExactly(7L, 8L, 7L);
    }

    @Test
    void handsPagesOnFromTheBeginningWhereTheRouteTakesPages() throws Exception {
        for (int id = 1; id <= 5; id++) {
            bench.records.put(1001, "jpm/jobs", id, "modifiedOn", OLD);
        }
        acme(Map.of("resources", List.of("jpm/jobs")));
        bench.follow("servicetitan:*/*", "unit: page, initialPosition: beginning");
        awaitSeen(1);
        awaitAnotherPoll();

        RecordPage page = (RecordPage) bench.seen.get(0).body();
        assertThat(page.stream()).isEqualTo("jpm/jobs");
        assertThat(page.records()).hasSize(5);
        assertThat(page.shape().fields()).containsKey("jobStatus");
        assertThat(bench.runs.recent("acme", "watch", 50)).anySatisfy(run -> {
            assertThat(run.outcome()).isEqualTo(Run.Outcome.COMPLETE);
            assertThat(run.counts().written()).isGreaterThanOrEqualTo(5);
            assertThat(run.counts().balanced()).isTrue();
            assertThat(run.totalCount()).isEqualTo(5);
        });
    }

    @Test
    void collectionsThatBelongToItAreReadBeforeItAsPagesOfTheirOwn() throws Exception {
        bench.records.put(1001, "crm/customers", 1);
        bench.records.put(1001, "crm/customers/contacts", 71, "customerId", 1L);
        acme(Map.of());
        bench.follow("servicetitan:crm/customers", "also: crm/customers/contacts, unit: page, initialPosition: beginning");
        awaitSeen(2);
        awaitAnotherPoll();
        assertThat(streamsSeen()).startsWith("crm/customers/contacts").endsWith("crm/customers")
                .isSortedAccordingTo(Comparator.reverseOrder());

        bench.seen.clear();
        bench.records.put(1001, "crm/customers/contacts", 71, "value", "+15550100");
        awaitSeen(1);
        awaitAnotherPoll();

        assertThat(streamsSeen()).containsExactly("crm/customers/contacts");
        assertThat(bench.seen.get(0).headers()).containsEntry("CamelServiceTitanCollection", "crm/customers/contacts");
        assertThat(bench.flow().streams("acme"))
                .allSatisfy(stream -> assertThat(bench.checkpoints.load(stream)).isPresent())
                .extracting(StreamKey::stream).containsExactly("crm/customers/contacts", "crm/customers");
    }

    private List<String> streamsSeen() {
        return bench.seen.stream().map(seen -> ((RecordPage) seen.body()).stream()).toList();
    }

    @Test
    void theEventConcernsTheCollectionAndNotThoseThatBelongToIt() throws Exception {
        bench.records.put(1001, "crm/customers", 1, "createdOn", OLD);
        bench.records.put(1001, "crm/customers/contacts", 71, "createdOn", OLD);
        acme(Map.of());
        bench.follow("servicetitan:crm/customers",
                "also: crm/customers/contacts, event: created, initialPosition: beginning");
        awaitSeen(1);
        bench.records.put(1001, "crm/customers", 2);
        awaitSeen(2);

        assertThat(ids()).containsExactly(71L, 2L);
    }

    @Test
    void whatBelongsToACollectionBeginsAnewWithIt() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:crm/customers", "also: crm/customers/contacts");
        awaitAnotherPoll();
        List<StreamKey> streams = bench.flow().streams("acme");

        bench.tenants.apply(bench.tenant("acme", 1001, Map.of()));

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(streams).hasSize(2)
                .allSatisfy(stream -> assertThat(bench.checkpoints.load(stream)).isEmpty()));
    }

    @Test
    void beginsAtADate() throws Exception {
        bench.records.put(1001, "jpm/jobs", 1, "modifiedOn", OLD);
        bench.records.put(1001, "jpm/jobs", 2, "modifiedOn", "2026-01-31T10:00:00Z");
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "initialPosition: '2026-01-31'");
        awaitSeen(1);
        awaitAnotherPoll();

        assertThat(ids()).containsExactly(2L);
    }

    @Test
    void handsOnARecordWhenItEntersTheStatus() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "event: Completed");
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 1, "jobStatus", "Scheduled");
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 1, "jobStatus", "Completed");
        awaitSeen(1);
        bench.records.put(1001, "jpm/jobs", 1, "summary", "with a note");
        awaitAnotherPoll();
        awaitAnotherPoll();

        assertThat(bench.seen).hasSize(1);
    }

    @Test
    void tenantsComeChangeAndGoWhileTheRouteRuns() throws Exception {
        bench.follow("servicetitan:jpm/jobs", "");
        acme(Map.of("channel", "first"));
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 1);
        awaitSeen(1);

        acme(Map.of("channel", "second"));
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 2);
        awaitSeen(2);
        bench.tenants.remove("acme");
        await().until(() -> bench.lanes.statuses().isEmpty());
        bench.records.put(1001, "jpm/jobs", 3);
        int asked = bench.serviceTitan.received().size();
        await().during(Duration.ofMillis(500)).until(() -> bench.seen.size() == 2);

        assertThat(bench.seen).extracting(seen -> seen.variables().get("channel")).containsExactly("first", "second");
        assertThat(bench.serviceTitan.received().size()).isLessThanOrEqualTo(asked + 2);
    }

    @Test
    void aTenantThatFailsLeavesTheOthersAlone() throws Exception {
        bench.tenants.apply(bench.tenant("broken", 1003, () -> "cs1.wrong", Map.of("watch", Map.of())));
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        await().until(() -> bench.lanes.statuses().stream()
                .anyMatch(lane -> lane.tenant().equals("acme") && lane.lastSuccess() != null));
        bench.records.put(1001, "jpm/jobs", 1);
        awaitSeen(1);

        assertThat(bench.lanes.statuses()).anySatisfy(lane -> {
            assertThat(lane.tenant()).isEqualTo("broken");
            assertThat(lane.state()).isEqualTo(LaneStatus.State.UNAVAILABLE);
            assertThat(lane.message()).contains("invalid_client").doesNotContain("cs1.wrong");
        });
    }

    @Test
    void aTenantWithWrongSettingsStopsAloneAndSaysWhy() throws Exception {
        bench.tenants.apply(bench.tenant("broken", 1003, Map.of("watch", Map.of("resources", List.of("jpm/jbos")))));
        acme(Map.of("resources", List.of("jpm/jobs")));

        bench.follow("servicetitan:*/*", "initialPosition: beginning");
        bench.records.put(1001, "jpm/jobs", 1);
        awaitSeen(1);

        assertThat(bench.lanes.statuses()).anySatisfy(lane -> {
            assertThat(lane.tenant()).isEqualTo("broken");
            assertThat(lane.state()).isEqualTo(LaneStatus.State.STOPPED);
            assertThat(lane.message()).contains("jbos").contains("jobs");
        });
    }

    @Test
    void aRecordThatTheRouteCannotTakeYetIsHandedOnAgain() throws Exception {
        AtomicBoolean closed = new AtomicBoolean(true);
        bench.step = exchange -> {
            if (closed.getAndSet(false)) {
                throw new RetryLaterException("the channel is closed", null);
            }
        };
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 1);

        awaitSeen(1);

        assertThat(ids()).containsExactly(1L);
    }

    @Test
    void eventsDoubledAndOutOfOrderAndMixedWithListsAreHandedOnOnceInOrder() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();
        for (int version = 1; version <= 4; version++) {
            for (long id = 1; id <= 3; id++) {
                bench.records.put(1001, "jpm/jobs", id, "summary", "version " + version);
                bench.flow().signal("acme", "jpm/jobs", Long.toString(id));
                bench.flow().signal("acme", "jpm/jobs", Long.toString(4 - id));
            }
            awaitAnotherPoll();
        }
        awaitAnotherPoll();

        List<String> versions = new ArrayList<>();
        bench.seen.forEach(seen -> versions.add(seen.field("id") + " " + seen.field("modifiedOn")));
        assertThat(versions).doesNotHaveDuplicates();
        for (long id = 1; id <= 3; id++) {
            Object record = id;
            assertThat(bench.seen.stream().filter(seen -> record.equals(seen.field("id")))
                    .map(seen -> Instant.parse(seen.field("modifiedOn").toString())).toList()).isSorted().isNotEmpty();
        }
        assertThat(bench.seen.stream().filter(seen -> "version 4".equals(seen.field("summary"))).map(seen -> seen.field("id"))
                .distinct()).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void aSignalCompletesWhenTheRecordIsHandedOn() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 9);

        bench.flow().signal("acme", "jpm/jobs", "9").toCompletableFuture().get(5, TimeUnit.SECONDS);

        assertThat(ids()).containsExactly(9L);
        bench.flow().signal("acme", "crm/customers", "9").toCompletableFuture().get(5, TimeUnit.SECONDS);
        bench.flow().signal("bolt", "jpm/jobs", "9").toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    @Test
    void aBackfillGoesOnWhereItStopped() throws Exception {
        for (int id = 1; id <= 6; id++) {
            bench.records.put(1001, "jpm/jobs", id, "modifiedOn", "2020-01-01T00:00:0" + id + "Z");
        }
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();
        bench.step = exchange -> {
            if (Long.valueOf(5).equals(exchange.getMessage().getBody(Map.class).get("id"))) {
                throw new RetryLaterException("the channel is closed", null);
            }
        };
        assertThatThrownBy(() -> bench.flow().backfill("acme", "jpm/jobs", null, PollProgress.NONE).toCompletableFuture()
                .get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(RetryLaterException.class);
        int before = bench.seen.size();
        bench.step = exchange -> {
        };

        PollResult result = bench.flow().backfill("acme", "jpm/jobs", null, PollProgress.NONE).toCompletableFuture().get(10,
                TimeUnit.SECONDS);

        assertThat(result.doubts()).isNull();
        assertThat(result.totalCount()).isEqualTo(6);
        assertThat(ids().subList(before, bench.seen.size())).contains(5L, 6L).doesNotContain(1L, 2L, 3L, 4L);
        assertThat(ids()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(bench.runs.recent("acme", "watch", 50)).anySatisfy(run -> {
            assertThat(run.kind()).isEqualTo(Run.Kind.BACKFILL);
            assertThat(run.outcome()).isEqualTo(Run.Outcome.COMPLETE);
        });
    }

    @Test
    void whatHappensWhileAFlowIsSwitchedOffIsPastWhenItIsSwitchedOnAgain() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "event: created, initialPosition: now");
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 1);
        awaitSeen(1);

        bench.tenants.apply(bench.tenant("acme", 1001, Map.of()));
        await().atMost(Duration.ofSeconds(10)).until(
                () -> bench.checkpoints.load(new StreamKey("acme", "watch", "jpm/jobs")).isEmpty());
        bench.records.put(1001, "jpm/jobs", 2);
        acme(Map.of());
        awaitAnotherPoll();
        bench.records.put(1001, "jpm/jobs", 3);
        awaitSeen(2);

        assertThat(ids()).containsExactly(1L, 3L);
    }

    @Test
    void aRowThatAFeedLosesIsMissedThoughDeletedOnesMakeUpForIt() throws Exception {
        for (int id = 1; id <= 4; id++) {
            bench.records.put(1001, "crm/customers", id, "active", true);
        }
        bench.records.delete(1001, "crm/customers", 5);
        acme(Map.of());
        bench.follow("servicetitan:crm/customers", "");

        assertThat(backfill("crm/customers").doubts()).isNull();

        bench.records.loseFromFeeds(3);
        assertThat(backfill("crm/customers").doubts())
                .isEqualTo("crm/customers holds 4 active rows by its own count and its history gave 3");
    }

    private PollResult backfill(String collection) throws Exception {
        bench.flow().forgetBackfill("acme", collection);
        return bench.flow().backfill("acme", collection, null, PollProgress.NONE).toCompletableFuture().get(10,
                TimeUnit.SECONDS);
    }

    @Test
    void aBackfillOfWhatTheFlowDoesNotReadIsRefusedAndTheFlowGoesOn() throws Exception {
        acme(Map.of());
        bench.follow("servicetitan:jpm/jobs", "");

        assertThatThrownBy(() -> bench.flow().backfill("acme", "crm/customers", null, PollProgress.NONE))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("it reads jpm/jobs");
        assertThatThrownBy(() -> bench.flow().backfill("bolt", "jpm/jobs", null, PollProgress.NONE))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("bolt");
        awaitAnotherPoll();
    }

    @Test
    void aReplayHandsTheRecordOnAsItWas() throws Exception {
        acme(Map.of("channel", "first"));
        bench.follow("servicetitan:jpm/jobs", "");
        awaitAnotherPoll();

        bench.flow().replay("acme", "jpm/jobs", Map.of("id", 7L, "summary", "parked"), "position").toCompletableFuture()
                .get(5, TimeUnit.SECONDS);

        assertThat(bench.seen).hasSize(1);
        assertThat(bench.seen.get(0).field("summary")).isEqualTo("parked");
        assertThat(bench.seen.get(0).variables()).containsEntry("channel", "first");
    }

    @Test
    void tellsTheRouteFromWhenOnItFollows() throws Exception {
        List<Instant> horizons = new CopyOnWriteArrayList<>();
        bench.step = exchange -> horizons.add(exchange.getProperty(DeliveryProperties.HORIZON, Instant.class));
        acme(Map.of());
        bench.records.put(1001, "jpm/jobs", 7);
        bench.follow("servicetitan:jpm/jobs", "initialPosition: '2026-01-31', unit: page");
        awaitSeen(1);
        bench.records.put(1001, "jpm/jobs", 8);
        bench.flow().signal("acme", "jpm/jobs", "8").toCompletableFuture().get(5, TimeUnit.SECONDS);
        awaitSeen(2);
        assertThat(horizons).isNotEmpty().containsOnly(Instant.parse("2026-01-31T00:00:00Z"));

        bench.flow().backfill("acme", "jpm/jobs", null, PollProgress.NONE).toCompletableFuture().get(5, TimeUnit.SECONDS);

        assertThat(horizons).last().isNull();
    }

    @Test
    void refusesWhatItCannotFollowWhenTheRouteIsLoaded() {
        assertRefused("servicetitan:jpm/jbos", "", "did you mean jobs");
        assertRefused("servicetitan:jmp/jobs", "", "jpm");
        assertRefused("servicetitan:jpm", "", "<module>/<collection>");
        assertRefused("servicetitan:crm/customers", "also: crm/customers/contact", "did you mean customers/contacts");
        assertRefused("servicetitan:crm/customers", "also: contacts", "<module>/<collection>");
        assertRefused("servicetitan:crm/customers", "also: 'crm/locations, crm/customers'", "not the one that is followed");
        assertRefused("servicetitan:*/*", "also: crm/customers", "resources");
        assertRefused("servicetitan:jpm/jobs", "unit: pages", "record or page");
        assertRefused("servicetitan:jpm/jobs", "event: craeted", "created");
        assertRefused("servicetitan:jpm/jobs", "initialPosition: yesterday", "2026-01-31");
    }

    private void assertRefused(String uri, String parameters, String reason) {
        assertThatThrownBy(() -> bench.follow(uri, parameters)).hasStackTraceContaining(reason)
                .hasStackTraceContaining(MisconfiguredException.class.getName());
        bench.camel.getRouteDefinitions().clear();
    }
}
