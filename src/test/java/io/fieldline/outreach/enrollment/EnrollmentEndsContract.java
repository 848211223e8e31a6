package io.fieldline.outreach.enrollment;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.EnrollmentChannel;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.Outcome;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.Subject;
import io.fieldline.outreach.Suppression;
import io.fieldline.outreach.enrollment.Enrollment.State;

/** Whoever is in a workflow of a CRM is let go, whatever store keeps it. */
public abstract class EnrollmentEndsContract {

    private static final String FLOW = "renewal";
    private static final String EMAIL = "ada@customer.example";
    private static final Map<String, Object> TRIGGER = Map.of("list", 5L);

    private final Workflow workflow = new Workflow();
    private Instant now = NOON;

    protected abstract OutreachStores outreach();

    protected abstract EnrollmentStore store();

    /** Erases customer 7. */
    protected abstract void forget();

    /** A workflow that notes whom it is asked to let go. */
    private static final class Workflow implements EnrollmentChannel {

        private final List<String> released = new ArrayList<>();
        private Supplier<Release> answer = () -> Release.RELEASED;

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

        @Override
        public Release end(String contact, Map<String, Object> trigger) {
            assertThat(trigger).isEqualTo(TRIGGER);
            Release release = answer.get();
            released.add(contact);
            return release;
        }
    }

    @Test
    void aContactStaysForAsLongAsItsSequenceRuns() {
        OutboxMessage message = enrolled(12);
        run();

        assertThat(store().find(message.token())).hasValueSatisfying(one -> {
            assertThat(one.state()).isEqualTo(State.ENROLLED);
            assertThat(one.contact()).isEqualTo("contact-12");
        });
        assertThat(workflow.released).isEmpty();
    }

    @Test
    void aRenewalLetsItGoOnceAndKeepsNoAddress() {
        OutboxMessage message = enrolled(12);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        run();
        run();

        assertThat(workflow.released).containsExactly("contact-12");
        assertThat(store().find(message.token())).hasValueSatisfying(one -> {
            assertThat(one.state()).isEqualTo(State.ENDED);
            assertThat(one.reason()).isEqualTo("renewed");
            assertThat(one.contact()).isEmpty();
            assertThat(one.problem()).isEmpty();
        });
    }

    @Test
    void itIsTriedUntilTheCrmShowsItAndTheNextServiceGoesOnWithIt() {
        OutboxMessage message = enrolled(12);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        workflow.answer = () -> {
            throw new RetryLaterException("HubSpot is away", null);
        };
        run();
        assertThat(store().find(message.token()).orElseThrow().due()).isEqualTo(now.plusSeconds(10));
        assertThat(store().troubled("acme", 9)).extracting(Enrollment::problem).containsExactly("HubSpot is away");
        for (int day = 0; day < 20; day++) {
            now = now.plus(Duration.ofHours(1));
            run();
        }
        assertThat(store().find(message.token()).orElseThrow().due()).isEqualTo(now.plus(Duration.ofHours(1)));

        workflow.answer = () -> EnrollmentChannel.Release.RELEASED;
        now = now.plus(Duration.ofHours(1));
        run();
        assertThat(store().find(message.token()).orElseThrow().state()).isEqualTo(State.ENDED);
        assertThat(store().troubled("acme", 9)).isEmpty();
    }

    @Test
    void oneThatIsRefusedDoesNotHoldUpAnother() {
        OutboxMessage first = enrolled(12);
        OutboxMessage second = enrolled(13, 8);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        outreach().sequences().stop("acme", FLOW, "membership/13", "renewed", now);
        List<String> asked = new ArrayList<>();
        workflow.answer = () -> {
            asked.add("");
            if (asked.size() == 1) {
                throw new RejectedRecordException("HubSpot answered 400");
            }
            return EnrollmentChannel.Release.NOTHING_LEFT;
        };
        run();

        assertThat(List.of(first, second)).extracting(one -> store().find(one.token()).orElseThrow().state())
                .containsExactlyInAnyOrder(State.ENDING, State.ENDED);
    }

    @Test
    void oneOfWhichItIsNotKnownWhetherItIsInIsLetGoByItsAddress() {
        OutboxMessage message = handedOver(12, 7);
        outreach().outbox().settle(message, new Outcome(OutboxState.UNCERTAIN, "UNCERTAIN", "no answer", Optional.empty(),
                Optional.empty()), now);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        workflow.answer = () -> EnrollmentChannel.Release.NOTHING_LEFT;
        run();
        assertThat(workflow.released).containsExactly(EMAIL);
        assertThat(store().find(message.token()).orElseThrow().problem()).contains("nothing left");

        // The enrolment arrived late after all, and is found at the next look.
        now = now.plusSeconds(60);
        accepted(message, "contact-12");
        now = now.plusSeconds(60);
        run();
        assertThat(workflow.released).containsExactly(EMAIL, "contact-12");
    }

    @Test
    void oneThatIsBeingHandedOverIsLetGoOnceThatIsDone() {
        OutboxMessage message = handedOver(12, 7);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        run();
        assertThat(workflow.released).isEmpty();

        accepted(message, "contact-12");
        run();
        assertThat(workflow.released).containsExactly("contact-12");
    }

    @Test
    void oneThatWasNeverHandedOverIsNobodysToLetGo() {
        enrol(12, 7);
        outreach().outbox().plan(Messages.scheduled(request(12, 7), EMAIL, now));
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        run();
        assertThat(workflow.released).isEmpty();
    }

    @Test
    void anOptOutByAnyAddressOfTheCustomerEndsSequenceAndEnrolment() {
        OutboxMessage message = enrolled(12);
        outreach().outbox().plan(Messages.scheduled(Messages.request(1, 7), ADA, now));
        outreach().blocked().block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", now));
        run();

        assertThat(workflow.released).containsExactly("contact-12");
        assertThat(store().find(message.token()).orElseThrow().reason()).isEqualTo("OPTED_OUT");
        assertThat(outreach().sequences().ofCustomer("acme", 7)).singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("OPTED_OUT"));
    }

    @Test
    void whoStaysForAnotherReasonIsNotTakenOut() {
        OutboxMessage first = enrolled(12);
        OutboxMessage second = enrolled(13);
        run();
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        run();
        assertThat(workflow.released).isEmpty();
        assertThat(store().find(first.token()).orElseThrow().problem()).contains("another reason");

        outreach().sequences().stop("acme", FLOW, "membership/13", "renewed", now);
        run();
        assertThat(workflow.released).containsExactly("contact-13");
        assertThat(store().find(second.token()).orElseThrow().state()).isEqualTo(State.ENDED);
    }

    @Test
    void aPersonLetsACustomerGo() {
        OutboxMessage message = enrolled(12);
        run();
        assertThat(store().endOfCustomer("acme", 8, "taken-back", now)).isEmpty();
        assertThat(store().endOfCustomer("acme", 7, "taken-back", now)).extracting(Enrollment::token)
                .containsExactly(message.token());
        assertThat(store().end(message.token(), "taken-back", now)).as("once").isFalse();
        run();
        assertThat(workflow.released).containsExactly("contact-12");
    }

    @Test
    void whoIsForgottenIsLetGoAndThenNothingIsKept() {
        OutboxMessage message = enrolled(12);
        forget();
        assertThat(outreach().outbox().find(message.token())).isEmpty();
        assertThat(store().ends("acme", 7)).isTrue();
        run();

        assertThat(workflow.released).containsExactly("contact-12");
        assertThat(store().find(message.token())).isEmpty();
        assertThat(store().ends("acme", 7)).isFalse();
    }

    @Test
    void whoIsForgottenWhileBeingHandedOverIsLetGoAfterwards() {
        OutboxMessage message = handedOver(12, 7);
        forget();
        run();
        assertThat(workflow.released).isEmpty();
        now = now.plus(Duration.ofMinutes(3));
        run();
        assertThat(workflow.released).containsExactly(EMAIL);
        assertThat(store().find(message.token())).isEmpty();
    }

    @Test
    void whatEndedGoesWithItsMessage() {
        OutboxMessage message = enrolled(12);
        outreach().sequences().stop("acme", FLOW, "membership/12", "renewed", now);
        run();
        assertThat(store().removeWithoutMessage()).isZero();
        outreach().outbox().removeEndedBefore(now.plus(Duration.ofDays(1)));
        assertThat(store().removeWithoutMessage()).isEqualTo(1);
        assertThat(store().find(message.token())).isEmpty();
    }

    private void run() {
        new EnrollmentEnds(store(), outreach().sequences(), outreach().outbox(), (tenant, connection) -> workflow, () -> now)
                .run();
    }

    private OutboxMessage enrolled(long membership) {
        return enrolled(membership, 7);
    }

    private OutboxMessage enrolled(long membership, long customer) {
        OutboxMessage message = handedOver(membership, customer);
        accepted(message, "contact-" + membership);
        return message;
    }

    private void accepted(OutboxMessage message, String contact) {
        outreach().outbox().report(new DeliveryReport(Optional.of(message.token()), contact, DeliveryState.ACCEPTED, "", "",
                Suppression.NONE, now));
    }

    private OutboxMessage handedOver(long membership, long customer) {
        enrol(membership, customer);
        OutboxMessage message = Messages.scheduled(request(membership, customer), EMAIL, now);
        outreach().outbox().plan(message);
        Lease lease = new Lease("worker", now.plusSeconds(90));
        OutboxMessage claimed = outreach().outbox().claim(lease, now, 1, Set.of()).get(0);
        OutgoingMessage outgoing = new OutgoingMessage(claimed.token(), ChannelKind.ENROLLMENT, EMAIL, "Ada",
                Optional.empty(), "", Optional.empty(), Optional.empty(), "renewal-1", TRIGGER, Duration.ofHours(24), now);
        assertThat(outreach().outbox().begin(claimed, outgoing, lease, now)).isTrue();
        return claimed;
    }

    private void enrol(long membership, long customer) {
        outreach().sequences().enrol(new SequenceProcess("acme", FLOW, subject(membership), customer, OptionalLong.empty(), now,
                1, now.plus(Duration.ofDays(1)), 1, SequenceProcess.State.RUNNING, "", now, Map.of()));
    }

    private static MessageRequest request(long membership, long customer) {
        return new MessageRequest(new MessageKey("acme", FLOW, "renewal-1", subject(membership)), MessageKind.MARKETING,
                ChannelKind.ENROLLMENT, "crm", FLOW, customer, OptionalLong.empty(), NOON, NOON, Map.of());
    }

    private static Subject subject(long membership) {
        return new Subject("membership", membership, "2026-06-30");
    }
}
