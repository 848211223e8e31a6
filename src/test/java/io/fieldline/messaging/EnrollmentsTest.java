package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.InMemoryBlockedRecipients;
import io.fieldline.outreach.InMemoryOutboxStore;
import io.fieldline.outreach.InMemorySequenceStore;
import io.fieldline.outreach.InMemoryShortLinks;
import io.fieldline.outreach.InMemoryWrittenConsents;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.UnitOfWork;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenant;

class EnrollmentsTest {

    private static final String FLOW = "membership-renewal-sequence";
    private static final Map<String, Object> STEPS = Map.of("1", Map.of("after", "1s", "template", "membership-renewal-1"), "2",
            Map.of("after", "10d", "template", "membership-renewal-2"));

    private final FixedTenants tenants = new FixedTenants();
    private final HandClock clock = new HandClock(Messages.NOON);
    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemorySequenceStore sequences = new InMemorySequenceStore();
    private final Set<Long> renewed = new TreeSet<>();
    private final StopCheck stops = request -> renewed.contains(request.key().subject().id())
            ? new Standing.Stopped("renewed", "the membership was renewed")
            : new Standing.Stands(Messages.facts(request.customerId(), List.of(Messages.email("ada@example.com"))), Map.of());
    private final FlowSequences definitions = new FlowSequences(tenants, (tenant, connection) -> emails());
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

    @BeforeEach
    void start() {
        settings(Map.of("sequence", "membership-renewal", "connection", "mail", "renewalLink", "https://acme.example/renew",
                "steps", STEPS));
    }

    @ParameterizedTest
    @CsvSource({"2026-07-01, true", "2026-07-02, false", "2026-05-02, true", "2026-05-01, false" })
    void aMembershipComesInAroundItsEnd(String end, boolean comes) {
        assertThat(enrollments.comes("acme", FLOW, row(1, end))).isEqualTo(comes);
        assertThat(running()).hasSize(comes ? 1 : 0);
    }

    @Test
    void comesInOnceForEachEnd() {
        assertThat(enrollments.comes("acme", FLOW, row(1, "2026-06-20"))).isTrue();
        assertThat(enrollments.comes("acme", FLOW, row(1, "2026-06-20"))).isFalse();
        assertThat(enrollments.changed("acme", FLOW, "membership", row(1, "2026-06-20"))).isFalse();
        assertThat(running()).hasSize(1);
    }

    @Test
    void oneWithoutAnEndAndOneThatIsRenewedDoNotComeIn() {
        Map<String, Object> endless = new HashMap<>(row(1, "2026-06-20"));
        endless.put("to", null);
        assertThat(enrollments.comes("acme", FLOW, endless)).isFalse();
        renewed.add(2L);
        assertThat(enrollments.comes("acme", FLOW, row(2, "2026-06-20"))).isFalse();
        assertThat(sequences.list("acme", FLOW, null, 10)).isEmpty();
    }

    @Test
    void aRenewalByAnotherMembershipOfTheCustomerEndsItAndTakesBackWhatWaits() {
        clock.advance(Duration.ofHours(9));
        enrollments.comes("acme", FLOW, row(1, "2026-06-20"));
        clock.advance(Duration.ofSeconds(1));
        engine.advance(10);
        assertThat(outbox.list("acme", FLOW, null, null, 10)).singleElement().extracting(OutboxMessage::state)
                .isEqualTo(OutboxState.SCHEDULED);

        renewed.add(1L);
        enrollments.changed("acme", FLOW, "membership", row(2, "2027-06-20"));

        assertThat(running()).isEmpty();
        assertThat(outbox.list("acme", FLOW, null, null, 10)).singleElement().satisfies(message -> {
            assertThat(message.state()).isEqualTo(OutboxState.CANCELLED);
            assertThat(message.reason()).isEqualTo("renewed");
        });
    }

    @Test
    void changesOfOthersLeaveItAlone() {
        enrollments.comes("acme", FLOW, row(1, "2026-06-20"));
        Map<String, Object> other = new HashMap<>(row(2, "2027-06-20"));
        other.put("customerId", 12L);
        renewed.add(1L);

        enrollments.changed("acme", FLOW, "membership", other);

        assertThat(running()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            first | after    | 1d  | steps: are numbered from 1
            1     | template |     | steps.1: must have a template
            1     | after    | 1   | steps.1.after: must be a duration
            """)
    void stepsThatCannotBeReadAreRefusedByName(String number, String field, String value, String rule) {
        Map<String, Object> step = new HashMap<>(Map.of("after", "1s", "template", "membership-renewal-1"));
        if (value == null) {
            step.remove(field);
        } else {
            step.put(field, value);
        }
        settings(Map.of("sequence", "membership-renewal", "connection", "mail", "renewalLink", "https://acme.example/renew",
                "steps", Map.of(number, step)));
        assertThatThrownBy(() -> definitions.of("acme", FLOW)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("Tenant acme: flows.membership-renewal-sequence." + rule);
    }

    @Test
    void aStepMayFollowAtOnce() {
        settings(Map.of("sequence", "membership-renewal", "connection", "mail", "steps",
                Map.of("1", Map.of("after", "0s", "template", "membership-renewal-1"))));
        assertThat(definitions.of("acme", FLOW).orElseThrow().steps()).singleElement()
                .satisfies(step -> assertThat(step.delay()).isZero());
    }

    @Test
    void nobodyComesInWhileATemplateOfALaterStepIsNotThere() {
        settings(Map.of("sequence", "membership-renewal", "connection", "mail", "renewalLink", "https://acme.example/renew",
                "steps",
                Map.of("1", Map.of("template", "membership-renewal-1"), "2", Map.of("template", "renew-now"))));
        assertThatThrownBy(() -> enrollments.comes("acme", FLOW, row(1, "2026-06-20")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("There is no template renew-now.email");
        assertThat(running()).isEmpty();
    }

    @Test
    void theDailyLookGoesThroughAllMembershipsOnceADayAndSoonAgainAfterTrouble() {
        Map<String, Integer> looks = new HashMap<>();
        boolean[] down = {true };
        DailyLook look = new DailyLook(tenants, (tenant, collection, query) -> {
            assertThat(collection).isEqualTo("memberships/memberships");
            looks.merge(tenant, 1, Integer::sum);
            if (down[0]) {
                throw new RetryLaterException("503", null);
            }
            Map<String, Object> nobodys = new HashMap<>(row(3, "2026-06-20"));
            nobodys.remove("customerId");
            return List.of(nobodys, row(1, "2026-06-20"), row(2, "2028-06-20"));
        }, enrollments, clock);

        look.run();
        look.run();
        assertThat(looks).containsEntry("acme", 1);
        down[0] = false;
        clock.advance(Duration.ofMinutes(10));
        look.run();
        look.run();
        assertThat(looks).containsEntry("acme", 2);
        assertThat(running()).hasSize(1);
        clock.advance(Duration.ofDays(1));
        look.run();
        assertThat(looks).containsEntry("acme", 3);
    }

    private List<SequenceProcess> running() {
        return sequences.list("acme", FLOW, SequenceProcess.State.RUNNING, 10);
    }

    private static Map<String, Object> row(long id, String end) {
        return Map.of("id", id, "customerId", 11L, "status", "Active", "to", end + "T00:00:00Z");
    }

    private void settings(Map<String, Object> settings) {
        MessageSettings live = new MessageSettings(MessageSettings.Mode.LIVE, Map.of(), "US", MessageSettings.DEFAULT.from(),
                MessageSettings.DEFAULT.until(), false, Optional.empty(), Optional.of("12 Main St"),
                Optional.of("links.acme.example"), Map.of(), "en", Optional.empty(), true);
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(),
                Map.of(FLOW, new FlowSettings(FLOW, Duration.ofMinutes(1), settings)), live));
    }

    private static MessageChannel emails() {
        return new MessageChannel() {

            @Override
            public ChannelKind kind() {
                return ChannelKind.EMAIL;
            }

            @Override
            public LostAnswer lostAnswer() {
                return LostAnswer.STAYS_OPEN;
            }

            @Override
            public Duration longest() {
                return Duration.ofSeconds(30);
            }

            @Override
            public Handover handOver(OutgoingMessage message) {
                throw new AssertionError("nothing is handed over here");
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                return Optional.empty();
            }
        };
    }
}
