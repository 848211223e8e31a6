package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;

/** What every store of messages keeps to, beside the outbox. */
public abstract class OutreachStoresContract extends OutboxStoreContract {

    private static final Subject MEMBERSHIP = new Subject("membership", 12, "2026-12-31");

    protected abstract OutreachStores stores();

    @Override
    protected OutboxStore outbox() {
        return stores().outbox();
    }

    @Test
    void anAddressIsBlockedForEachCauseUntilItIsLifted() {
        BlockedRecipients blocked = stores().blocked();
        Blocked first = new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON);
        blocked.block(first);
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply stop again", NOON.plusSeconds(9)));
        blocked.block(new Blocked("acme", ADA, Cause.UNREACHABLE, "21614 of twilio", NOON.plusSeconds(1)));

        assertThat(blocked.causes("acme", List.of("+15125550199", ADA))).containsExactlyInAnyOrder(Cause.values());
        assertThat(blocked.causes("other", List.of(ADA))).isEmpty();
        assertThat(blocked.list("acme", 9)).hasSize(2).contains(first);
        assertThat(blocked.lift("acme", ADA, Cause.OPTED_OUT)).isTrue();
        assertThat(blocked.lift("acme", ADA, Cause.OPTED_OUT)).isFalse();
        assertThat(blocked.causes("acme", List.of(ADA))).containsExactly(Cause.UNREACHABLE);
    }

    @Test
    void theNewestWrittenConsentOfANumberCounts() {
        WrittenConsents consents = stores().consents();
        consents.record(new WrittenConsent("acme", ADA, 7, "booking page", NOON));
        WrittenConsent newer = new WrittenConsent("acme", ADA, 7, "paper form", NOON.plusSeconds(1));
        consents.record(newer);

        assertThat(consents.find("acme", ADA)).contains(newer);
        assertThat(consents.find("other", ADA)).isEmpty();
        assertThat(consents.withdraw("acme", ADA)).isTrue();
        assertThat(consents.withdraw("acme", ADA)).isFalse();
        assertThat(consents.find("acme", ADA)).isEmpty();
        assertThatThrownBy(() -> new WrittenConsent("acme", ADA, 7, " ", NOON)).hasMessageContaining("where it was given");
        assertThatThrownBy(() -> new WrittenConsent("acme", "(512) 555-0101", 7, "form", NOON))
                .hasMessageContaining("such as +15125550100");
    }

    @Test
    void theLineOfANumberIsKnownUntilItWasLookedUpTooLongAgo() {
        KnownLines lines = stores().lines();
        lines.keep("acme", ADA, 7, LineType.LANDLINE, NOON);
        lines.keep("acme", ADA, 8, LineType.MOBILE, NOON.plusSeconds(9));
        lines.keep("acme", "+15125550199", 7, LineType.UNKNOWN, NOON);

        assertThat(lines.find("acme", ADA, NOON.plusSeconds(9))).contains(LineType.MOBILE);
        assertThat(lines.find("acme", ADA, NOON.plusSeconds(10))).isEmpty();
        assertThat(lines.find("other", ADA, NOON)).isEmpty();
        assertThat(lines.removeLookedUpBefore(NOON.plusSeconds(9))).isEqualTo(1);
        assertThat(lines.find("acme", "+15125550199", NOON)).isEmpty();
        assertThat(lines.find("acme", ADA, NOON)).contains(LineType.MOBILE);
    }

    @Test
    void aSubjectIsEnrolledOnceOnAnOccasion() {
        SequenceProcess process = process(MEMBERSHIP);

        assertThat(stores().sequences().enrol(process)).isTrue();
        assertThat(stores().sequences().enrol(process)).isFalse();
        assertThat(stores().sequences().enrol(process(new Subject("membership", 12, "2027-12-31")))).isTrue();
        assertThat(stores().sequences().find("acme", "renewal", MEMBERSHIP)).contains(process);
        assertThat(stores().sequences().find("other", "renewal", MEMBERSHIP)).isEmpty();
        assertThat(stores().sequences().list("acme", null, State.RUNNING, 9)).hasSize(2);
    }

    @Test
    void aProcessGoesOneStepFromTheOneThatItIsAt() {
        SequenceStore sequences = stores().sequences();
        SequenceProcess process = process(MEMBERSHIP);
        sequences.enrol(process);
        SequenceProcess next = process.planned(1, NOON.plusSeconds(60), NOON);

        assertThat(sequences.due(NOON.minusSeconds(1), 9)).isEmpty();
        assertThat(sequences.due(NOON, 9)).containsExactly(process);
        assertThat(sequences.advance(process, next)).isTrue();
        assertThat(sequences.advance(process, next)).as("by a second one who read the same").isFalse();
        assertThat(sequences.due(NOON, 9)).isEmpty();
        assertThat(sequences.due(NOON.plusSeconds(60), 9)).containsExactly(next);
    }

    @Test
    void aProcessThatEndedGoesNoFurther() {
        SequenceStore sequences = stores().sequences();
        SequenceProcess process = process(MEMBERSHIP);
        sequences.enrol(process);

        assertThat(sequences.stop("acme", "renewal", "membership/13", "renewed", NOON)).isZero();
        assertThat(sequences.stop("acme", "renewal", "membership/12", "renewed", NOON)).isEqualTo(1);
        assertThat(sequences.advance(process, process.planned(1, NOON, NOON))).isFalse();
        assertThat(sequences.due(NOON.plusSeconds(60), 9)).isEmpty();
        assertThat(sequences.find("acme", "renewal", MEMBERSHIP)).hasValueSatisfying(ended -> {
            assertThat(ended.state()).isEqualTo(State.STOPPED);
            assertThat(ended.reason()).isEqualTo("renewed");
        });
        assertThat(sequences.enrol(process)).as("not again on this occasion").isFalse();
        assertThat(sequences.removeEndedBefore(NOON)).isZero();
        assertThat(sequences.removeEndedBefore(NOON.plus(Duration.ofDays(1)))).isEqualTo(1);
    }

    @Test
    void aProcessThatWasStoppedGoesOnOnceFromTheStepAtWhichItWas() {
        SequenceStore sequences = stores().sequences();
        SequenceProcess process = process(MEMBERSHIP);
        sequences.enrol(process);
        sequences.advance(process, process.planned(1, NOON.plusSeconds(60), NOON));
        sequences.stop("acme", "renewal", "membership/12", "asked", NOON);
        SequenceProcess stopped = sequences.find("acme", "renewal", MEMBERSHIP).orElseThrow();

        assertThat(sequences.resume(stopped.ended(State.STOPPED, "renewed", NOON), NOON))
                .as("by one who saw it stopped for another reason").isFalse();
        assertThat(sequences.resume(stopped, NOON.plusSeconds(5))).isTrue();
        assertThat(sequences.resume(stopped, NOON.plusSeconds(6))).as("by a second one who read the same").isFalse();

        assertThat(sequences.due(NOON.plusSeconds(60), 9)).singleElement().satisfies(going -> {
            assertThat(going.nextStep()).isEqualTo(1);
            assertThat(going.messages()).isEqualTo(1);
            assertThat(going.reason()).isEmpty();
            assertThat(going.changedAt()).isEqualTo(NOON.plusSeconds(5));
        });
    }

    @Test
    void theProcessesOfACustomerAreFoundWhateverBecameOfThem() {
        SequenceStore sequences = stores().sequences();
        SequenceProcess process = process(MEMBERSHIP);
        sequences.enrol(process);
        sequences.stop("acme", "renewal", "membership/12", "renewed", NOON);

        assertThat(sequences.ofCustomer("acme", 7)).singleElement()
                .satisfies(one -> assertThat(one.reason()).isEqualTo("renewed"));
        assertThat(sequences.ofCustomer("acme", 8)).isEmpty();
        assertThat(sequences.ofCustomer("other", 7)).isEmpty();
    }

    private static SequenceProcess process(Subject subject) {
        return new SequenceProcess("acme", "renewal", subject, 7, OptionalLong.of(70), NOON, 0, NOON, 0, State.RUNNING, "",
                NOON,
                Map.of("plan", "Gold"));
    }
}
