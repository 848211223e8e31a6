package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.facts;
import static io.fieldline.outreach.Messages.mobile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;

class SequenceEngineTest {

    private static final Subject MEMBERSHIP = new Subject("membership", 12, "2026-06-30");

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final InMemorySequenceStore sequences = new InMemorySequenceStore();
    private Instant now = NOON;
    private StopCheck stops = request -> new Standing.Stands(facts(7, List.of(mobile(ADA))), Map.of());
    private SequenceDefinition renewal = renewal(3, Duration.ZERO, Duration.ofDays(3), Duration.ofDays(7));

    @BeforeEach
    void adaAgreedInWriting() {
        consents.record(new WrittenConsent("acme", ADA, 7, "booking page", NOON));
    }

    @Test
    void plansStepAfterStepWithItsDelay() {
        assertThat(enrol(MEMBERSHIP)).isTrue();

        assertThat(engine().advance(9)).isEqualTo(1);
        assertThat(events()).containsExactly("renewal-1");
        assertThat(engine().advance(9)).isZero();
        now = NOON.plus(Duration.ofDays(3));
        engine().advance(9);
        assertThat(events()).containsExactly("renewal-1", "renewal-2");
        now = NOON.plus(Duration.ofDays(10));
        engine().advance(9);

        assertThat(events()).containsExactly("renewal-1", "renewal-2", "renewal-3");
        assertThat(process().state()).isEqualTo(State.COMPLETED);
        assertThat(process().messages()).isEqualTo(3);
    }

    @Test
    void aSubjectGoesThroughOnceForEachOccasion() {
        assertThat(enrol(MEMBERSHIP)).isTrue();
        assertThat(enrol(MEMBERSHIP)).isFalse();
        assertThat(enrol(new Subject("membership", 12, "2027-06-30"))).isTrue();
    }

    @Test
    void aStopConditionEndsItAndTakesBackWhatWaits() {
        enrol(MEMBERSHIP);
        engine().advance(9);

        assertThat(engine().stop("acme", renewal, MEMBERSHIP, "job-cancelled")).as("no condition of this sequence").isZero();
        assertThat(engine().stop("acme", renewal, MEMBERSHIP, "renewed")).isEqualTo(1);

        assertThat(outbox.counts("acme")).isEqualTo(Map.of(OutboxState.CANCELLED, 1L));
        now = NOON.plus(Duration.ofDays(3));
        assertThat(engine().advance(9)).isZero();
        assertThat(process().reason()).isEqualTo("renewed");
    }

    @Test
    void whatIsReadBeforeAStepEndsItAsWell() {
        enrol(MEMBERSHIP);
        stops = request -> new Standing.Stopped("membership-cancelled", "membership 12 was cancelled");

        engine().advance(9);

        assertThat(events()).isEmpty();
        assertThat(process().state()).isEqualTo(State.STOPPED);
        assertThat(process().reason()).isEqualTo("membership-cancelled");
    }

    @Test
    void nothingIsPlannedForAProcessThatIsStoppedWhileItIsLookedAt() {
        enrol(MEMBERSHIP);
        stops = request -> {
            engine().stop("acme", renewal, MEMBERSHIP, "renewed");
            return new Standing.Stands(facts(7, List.of(mobile(ADA))), Map.of());
        };

        engine().advance(9);

        assertThat(events()).isEmpty();
    }

    @Test
    void sendsNoMoreThanItsMostMessages() {
        renewal = renewal(1, Duration.ZERO, Duration.ofDays(3), Duration.ofDays(7));
        enrol(MEMBERSHIP);

        engine().advance(9);
        now = NOON.plus(Duration.ofDays(30));
        engine().advance(9);

        assertThat(events()).containsExactly("renewal-1");
        assertThat(process().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void aRefusedStepIsRecordedAndTheNextOneIsTried() {
        consents.withdraw("acme", ADA);
        enrol(MEMBERSHIP);
        engine().advance(9);
        consents.record(new WrittenConsent("acme", ADA, 7, "paper form", NOON));
        now = NOON.plus(Duration.ofDays(3));

        engine().advance(9);

        assertThat(outbox.counts("acme")).isEqualTo(Map.of(OutboxState.REFUSED, 1L, OutboxState.SCHEDULED, 1L));
        assertThat(process().messages()).isEqualTo(1);
    }

    @Test
    void whoeverOptedOutIsNotTakenThroughTheOtherSteps() {
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));
        enrol(MEMBERSHIP);

        engine().advance(9);

        assertThat(process().state()).isEqualTo(State.STOPPED);
        assertThat(process().reason()).isEqualTo("OPTED_OUT");
    }

    @Test
    void whatCannotBeReadIsAskedAgainLater() {
        enrol(MEMBERSHIP);
        stops = request -> {
            throw new RetryLaterException("ServiceTitan is away", null);
        };

        engine().advance(9);

        assertThat(events()).isEmpty();
        assertThat(process().nextAt()).isEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(process().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void stepsThatWereMissedForLongAreTooLateAndTheNextFollowsFromNow() {
        enrol(MEMBERSHIP);
        now = NOON.plus(Duration.ofDays(40));

        engine().advance(9);

        assertThat(outbox.counts("acme")).isEqualTo(Map.of(OutboxState.TOO_LATE, 1L));
        assertThat(process().nextAt()).isEqualTo(now.plus(Duration.ofDays(3)));
    }

    @Test
    void whoIsInAWorkflowStaysUntilTheTimeThatWasSet() {
        renewal = workflow();
        enrol(MEMBERSHIP);
        engine().advance(9);
        assertThat(events()).containsExactly("renewal-1");
        for (int day = 1; day < 90; day++) {
            now = NOON.plus(Duration.ofDays(day));
            assertThat(engine().advance(9)).as("looked at on day " + day).isEqualTo(1);
        }
        assertThat(process().state()).isEqualTo(State.RUNNING);

        now = NOON.plus(Duration.ofDays(90));
        engine().advance(9);
        assertThat(process().state()).isEqualTo(State.COMPLETED);
        assertThat(events()).containsExactly("renewal-1");
    }

    @Test
    void whoIsInAWorkflowLeavesWhenItIsOverOrTheCustomerIsNotToBeMessagedAnyMore() {
        renewal = workflow();
        enrol(MEMBERSHIP);
        engine().advance(9);
        now = NOON.plus(Duration.ofDays(1));
        Map<String, Object> marked = new HashMap<>(Messages.customer(7));
        marked.put("doNotMail", true);
        stops = request -> new Standing.Stands(new ContactFacts(
                ContactFacts.Customer.of(marked, Optional.of(List.of(Messages.email("ada@customer.example")))),
                facts(7, List.of()).location(), Optional.empty(), Map.of()), Map.of());
        engine().advance(9);
        assertThat(process().reason()).isEqualTo("DO_NOT_MAIL");

        Subject next = new Subject("membership", 12, "2027-06-30");
        stops = request -> new Standing.Stands(facts(7, List.of(Messages.email("ada@customer.example"))), Map.of());
        enrol(next);
        engine().advance(9);
        now = now.plus(Duration.ofDays(1));
        stops = request -> new Standing.Stopped("membership-suspended", "it is suspended");
        engine().advance(9);
        assertThat(sequences.find("acme", "renewal", next).orElseThrow().reason()).isEqualTo("membership-suspended");
    }

    @Test
    void whoIsRefusedIsInNoWorkflowAndNobodyIsLookedAtForIt() {
        renewal = workflow();
        stops = request -> new Standing.Stands(facts(7, List.of()), Map.of());
        enrol(MEMBERSHIP);
        engine().advance(9);

        assertThat(outbox.counts("acme")).isEqualTo(Map.of(OutboxState.REFUSED, 1L));
        assertThat(process().state()).isEqualTo(State.COMPLETED);
    }

    @Test
    void aWorkflowIsTheOnlyStepOfItsSequence() {
        assertThatThrownBy(() -> new SequenceDefinition("renewal", MessageKind.MARKETING, workflow().steps(), Set.of(), 1))
                .hasMessageContaining("by its only step");
    }

    private SequenceDefinition workflow() {
        stops = request -> new Standing.Stands(facts(7, List.of(Messages.email("ada@customer.example"))), Map.of());
        return new SequenceDefinition("renewal", MessageKind.MARKETING,
                List.of(new SequenceStep(Duration.ZERO, ChannelKind.ENROLLMENT, "crm", "renewal")), Set.of("renewed"), 1,
                Optional.of(Duration.ofDays(90)));
    }

    @Test
    void aSequenceWithoutStepsOrMessagesIsRefused() {
        assertThatThrownBy(() -> renewal(3)).hasMessageContaining("renewal has no steps");
        assertThatThrownBy(() -> renewal(0, Duration.ZERO)).hasMessageContaining("at least one message");
        assertThatThrownBy(() -> renewal(1, Duration.ofDays(-1))).hasMessageContaining("earlier");
    }

    private boolean enrol(Subject subject) {
        return engine().enrol("acme", renewal, subject, 7, OptionalLong.of(70), Map.of("plan", "Gold"));
    }

    private SequenceProcess process() {
        return sequences.find("acme", "renewal", MEMBERSHIP).orElseThrow();
    }

    private List<String> events() {
        return outbox.list("acme", null, null, null, 9).stream().map(message -> message.request().key().event()).sorted()
                .toList();
    }

    private SequenceEngine engine() {
        ConsentGate gate = new ConsentGate(blocked, consents, outbox);
        return new SequenceEngine(sequences, outbox, new MessagePlanner(gate, outbox, () -> now),
                request -> stops.look(request), (tenant, flow) -> Optional.of(Messages.live()),
                (tenant, flow) -> Optional.of(renewal), new DirectUnitOfWork(), () -> now);
    }

    private static SequenceDefinition renewal(int messages, Duration... delays) {
        return new SequenceDefinition("renewal", MessageKind.MARKETING,
                Stream.of(delays).map(delay -> new SequenceStep(delay, ChannelKind.SMS, "twilio", "renewal")).toList(),
                Set.of("renewed", "membership-cancelled"), messages);
    }
}
