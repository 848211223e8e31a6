package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.FakeChannel;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.InMemoryBlockedRecipients;
import io.fieldline.outreach.InMemoryOutboxStore;
import io.fieldline.outreach.InMemorySequenceStore;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.InMemoryWrittenConsents;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.UnitOfWork;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

/** Who comes into which sequence. It is noon of June 1, 2026. */
class SequenceKindsTest {

    private static final String RENEWAL = "membership-renewal-sequence";
    private static final String WIN_BACK = "lapsed-member-win-back";
    private static final String ESTIMATES = "open-estimate-follow-up";

    private final FixedTenants tenants = new FixedTenants();
    private final HandClock clock = new HandClock(Messages.NOON);
    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemorySequenceStore sequences = new InMemorySequenceStore();
    private final Map<Long, String> over = new TreeMap<>();
    private final StopCheck stops = request -> over.containsKey(request.key().subject().id())
            ? new Standing.Stopped(over.get(request.key().subject().id()), "it is over")
            : new Standing.Stands(Messages.facts(request.customerId(), List.of(Messages.email("ada@example.com"))), Map.of());
    private final FlowSequences definitions = new FlowSequences(tenants, (tenant, connection) -> new FakeChannel());
    private final SequenceEngine engine = new SequenceEngine(sequences, outbox,
            new MessagePlanner(new ConsentGate(new InMemoryBlockedRecipients(), new InMemoryWrittenConsents(), outbox), outbox,
                    clock),
            stops, new TenantRulebook(tenants), definitions::of, new Direct(), clock);
    private final Enrollments enrollments = new Enrollments(tenants, definitions, engine, sequences, stops,
            new MessageWriting(tenants, new MessageTemplates(ConfigurationFolder.in(Path.of("no-such-folder"))),
                    new MessageLinks(new InMemoryShortLinks(), clock), new UnsubscribeLinks(() -> new byte[]{1 })),
            clock);

    private static final class Direct implements UnitOfWork {

        @Override
        public <T> T execute(Supplier<T> work) {
            return work.get();
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-05-02, Expired, false", "2026-05-01, Expired, true", "2025-12-03, Expired, true",
            "2025-12-02, Expired, false", "2026-05-01, Active, false", "2026-05-01, Canceled, false" })
    void aMemberIsWonBackFromThirtyOneToAHundredAndEightyDaysAfterTheEnd(String end, String status, boolean comes) {
        settings(Map.of());
        assertThat(enrollments.comes("acme", WIN_BACK, membership(1, end, status))).isEqualTo(comes);
    }

    @Test
    void whoIsStillInTheRenewalSequenceWaitsForItsEnd() {
        settings(Map.of());
        Map<String, Object> membership = membership(1, "2026-05-02", "Expired");
        assertThat(enrollments.comes("acme", RENEWAL, membership)).isTrue();
        clock.advance(Duration.ofDays(1));
        assertThat(enrollments.comes("acme", WIN_BACK, membership)).isFalse();

        sequences.stop("acme", RENEWAL, "membership/1", "taken-back", clock.instant());
        assertThat(enrollments.comes("acme", WIN_BACK, membership)).isTrue();
        assertThat(running(RENEWAL)).isEmpty();
        assertThat(running(WIN_BACK)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Open      | 400.00 | 99.99 | 2026-05-03 | false
            Open      | 400.00 | 100   | 2026-05-03 | true
            Open      | 500.00 |       | 2026-05-02 | true
            Open      | 500.00 |       | 2026-05-01 | false
            Sold      | 500.00 |       | 2026-05-03 | false
            Dismissed | 500.00 |       | 2026-05-03 | false
            """)
    void anOpenEstimateOfTheMinimumComesInUntilItIsAMonthOld(String status, BigDecimal subtotal, BigDecimal tax, String made,
            boolean comes) {
        settings(Map.of("minimum", new BigDecimal("500")));
        Map<String, Object> estimate = estimate(1, 50, made);
        estimate.put("status", Map.of("value", 0, "name", status));
        estimate.put("subtotal", subtotal);
        estimate.put("tax", tax);
        assertThat(enrollments.comes("acme", ESTIMATES, estimate)).isEqualTo(comes);
    }

    @Test
    void oneThatIsNotInUseDoesNotComeIn() {
        settings(Map.of());
        Map<String, Object> estimate = estimate(1, 50, "2026-06-01");
        estimate.put("active", false);
        assertThat(enrollments.comes("acme", ESTIMATES, estimate)).isFalse();
    }

    @Test
    void ofThreeEstimatesOfAJobOneStandsForAllAndAnotherJobHasItsOwn() {
        settings(Map.of());
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(1, 50, "2026-06-01"))).isTrue();
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(2, 50, "2026-06-01"))).isFalse();
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(3, 50, "2026-06-01"))).isFalse();
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(4, 51, "2026-06-01"))).isTrue();
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(5, 0, "2026-06-01"))).as("without a job").isTrue();
        assertThat(running(ESTIMATES)).hasSize(3);
    }

    @Test
    void eachEstimateHasItsOwnSequenceWhereTheTenantWantsIt() {
        settings(Map.of("each", "estimate"));
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(1, 50, "2026-06-01"))).isTrue();
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(2, 50, "2026-06-01"))).isTrue();
    }

    @Test
    void anotherOneOfTheJobComesInWhenTheFirstIsDismissedAndNotWhenItIsTakenBack() {
        settings(Map.of());
        enrollments.comes("acme", ESTIMATES, estimate(1, 50, "2026-06-01"));
        over.put(1L, "estimate-dismissed");
        assertThat(enrollments.changed("acme", ESTIMATES, "estimate", estimate(2, 50, "2026-06-01"))).isTrue();
        assertThat(sequences.list("acme", ESTIMATES, State.STOPPED, 9)).extracting(SequenceProcess::reason)
                .containsExactly("estimate-dismissed");

        sequences.stop("acme", ESTIMATES, "estimate/2", "taken-back", clock.instant());
        assertThat(enrollments.comes("acme", ESTIMATES, estimate(3, 50, "2026-06-01"))).isFalse();
    }

    @Test
    void aSaleEndsWhatTheCustomerHasOfTheFlowAndNothingElse() {
        settings(Map.of());
        enrollments.comes("acme", ESTIMATES, estimate(1, 50, "2026-06-01"));
        enrollments.comes("acme", RENEWAL, membership(7, "2026-06-20", "Active"));
        over.put(1L, "other-estimate-sold");
        over.put(7L, "renewed");
        Map<String, Object> sold = estimate(2, 50, "2026-06-01");
        sold.put("status", Map.of("value", 1, "name", "Sold"));

        assertThat(enrollments.changed("acme", ESTIMATES, "estimate", sold)).isFalse();

        assertThat(running(ESTIMATES)).isEmpty();
        assertThat(running(RENEWAL)).hasSize(1);
    }

    @Test
    void aFlowThatIsNoSequenceOrAnotherOneIsNamed() {
        settings(Map.of("sequence", "birthdays"));
        assertThatThrownBy(() -> enrollments.comes("acme", ESTIMATES, estimate(1, 50, "2026-06-01")))
                .isInstanceOf(MisconfiguredException.class).hasMessage("Tenant acme: flows.open-estimate-follow-up.sequence:"
                        + " must be one of lapsed-member, membership-renewal, open-estimate, not birthdays");
        settings(Map.of());
        assertThatThrownBy(() -> enrollments.changed("acme", ESTIMATES, "membership", membership(1, "2026-06-20", "Active")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("is about a record of the kind estimate");
        Map<String, Object> unclear = estimate(1, 50, "2026-06-01");
        unclear.put("subtotal", "much");
        assertThatThrownBy(() -> enrollments.comes("acme", ESTIMATES, unclear)).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("The estimate 1 has no amount in its field subtotal");
    }

    @Test
    void aWorkflowIsOneStepWhateverStepsThereAreAndLastsForTheTimeThatWasSet() {
        FlowSequences workflows = new FlowSequences(tenants, (tenant, connection) -> connection.equals("crm")
                ? new Workflow()
                : new FakeChannel());
        settings(Map.of("connection", "crm", "enrolledFor", Duration.ofDays(20), "steps",
                Map.of("1", Map.of("after", "2d"), "2", Map.of("after", "3d"))));
        assertThat(workflows.of("acme", ESTIMATES)).hasValueSatisfying(definition -> {
            assertThat(definition.steps()).singleElement().satisfies(step -> {
                assertThat(step.channel()).isEqualTo(ChannelKind.ENROLLMENT);
                assertThat(step.delay()).isEqualTo(Duration.ofDays(2));
            });
            assertThat(definition.enrolledFor()).contains(Duration.ofDays(20));
        });

        settings(Map.of("connection", "crm", "steps", Map.of("1", Map.of("connection", "texts"))));
        assertThatThrownBy(() -> workflows.of("acme", ESTIMATES)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("steps.1.connection: cannot be given beside crm");
        settings(Map.of("steps", Map.of("1", Map.of("template", "x", "connection", "crm"))));
        assertThatThrownBy(() -> workflows.of("acme", ESTIMATES)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("steps.1.connection: cannot be crm");
    }

    private static final class Workflow implements MessageChannel {

        @Override
        public ChannelKind kind() {
            return ChannelKind.ENROLLMENT;
        }

        @Override
        public LostAnswer lostAnswer() {
            return LostAnswer.IS_LOOKED_FOR;
        }

        @Override
        public Duration longest() {
            return Duration.ofMinutes(1);
        }

        @Override
        public Handover handOver(OutgoingMessage message) {
            throw new AssertionError("nothing is handed over here");
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            return Optional.empty();
        }
    }

    @Test
    void theDailyLookAsksEachSequenceForItsOwnRecords() {
        settings(Map.of());
        Map<String, Map<String, String>> asked = new HashMap<>();
        new DailyLook(tenants, (tenant, collection, query) -> {
            asked.merge(collection, query, (one, other) -> one.isEmpty() ? other : one);
            return List.of();
        }, enrollments, clock).run();

        assertThat(asked).containsEntry("memberships/memberships", Map.of("status", "Expired")).containsEntry(
                "sales/estimates",
                Map.of("status", "Open", "createdOnOrAfter", Messages.NOON.minus(30, ChronoUnit.DAYS).toString()));
    }

    private List<SequenceProcess> running(String flow) {
        return sequences.list("acme", flow, State.RUNNING, 10);
    }

    private static Map<String, Object> membership(long id, String end, String status) {
        return Map.of("id", id, "customerId", 11L, "status", status, "to", end + "T00:00:00Z");
    }

    private static Map<String, Object> estimate(long id, long job, String made) {
        Map<String, Object> row = new HashMap<>(Map.of("id", id, "customerId", 11L, "jobId", job, "active", true, "status",
                Map.of("value", 0, "name", "Open"), "createdOn",
                Instant.parse(made + "T00:00:00Z").plus(18, ChronoUnit.HOURS).toString(), "subtotal", new BigDecimal("900")));
        if (job == 0) {
            row.remove("jobId");
        }
        return row;
    }

    private void settings(Map<String, Object> estimates) {
        MessageSettings live = new MessageSettings(MessageSettings.Mode.LIVE, Map.of(), "US", MessageSettings.DEFAULT.from(),
                MessageSettings.DEFAULT.until(), false, Optional.empty(), Optional.of("12 Main St"),
                Optional.of("links.acme.example"), Map.of(), "en", Optional.empty(), true);
        Map<String, FlowSettings> flows = new TreeMap<>();
        Map.of(RENEWAL, "membership-renewal", WIN_BACK, "lapsed-member", ESTIMATES, "open-estimate").forEach((flow, kind) -> {
            Map<String, Object> values = new HashMap<>(Map.of("sequence", kind, "connection", "texts", "renewalLink",
                    "https://acme.example/renew", "estimateLink", "https://acme.example/yes", "steps",
                    Map.of("1", Map.of("after", "1s", "template", kind + "-1"))));
            values.putAll(flow.equals(ESTIMATES) ? estimates : Map.of());
            flows.put(flow, new FlowSettings(flow, Duration.ofMinutes(1), values));
        });
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(), flows, live));
    }
}
