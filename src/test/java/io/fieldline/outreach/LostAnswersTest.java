package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.facts;
import static io.fieldline.outreach.Messages.mobile;
import static io.fieldline.outreach.Messages.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.MessageChannel.LostAnswer;

/** Messages whose answer was lost, and providers that hang. */
class LostAnswersTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final ConsentGate gate = new ConsentGate(blocked, consents, outbox);
    private final Asked provider = new Asked();
    private Instant now = NOON;
    private MessageChannels channels = (tenant, connection) -> provider;

    /** Answers as it is told, and keeps what it was asked. */
    private static final class Asked implements MessageChannel {

        private final List<OutgoingMessage> handedOver = new ArrayList<>();
        private final List<String> lookedFor = new ArrayList<>();
        private LostAnswer lost = LostAnswer.IS_REPEATED;
        private Handover answer = new Handover.Uncertain("no answer");
        private Optional<Handover> found = Optional.empty();
        private RuntimeException silence;

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
        }

        @Override
        public LostAnswer lostAnswer() {
            return lost;
        }

        @Override
        public Duration longest() {
            return Duration.ofSeconds(30);
        }

        @Override
        public Handover handOver(OutgoingMessage message) {
            handedOver.add(message);
            if (answer == null) {
                throw new Killed();
            }
            return answer;
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            lookedFor.add(message.token());
            if (silence != null) {
                throw silence;
            }
            return found;
        }
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    @Test
    void whatAProviderKnowsByItsTokenIsHandedOverAgainAsItWasUntilThereIsAnAnswer() {
        OutboxMessage message = uncertain(1);
        now = now.plusSeconds(59);
        dispatcher().lookAgain(9);
        assertThat(provider.handedOver).as("a minute is waited").hasSize(1);

        now = now.plusSeconds(1);
        dispatcher().lookAgain(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        now = now.plusSeconds(60);
        dispatcher().lookAgain(9);
        assertThat(provider.handedOver).as("the wait is doubled").hasSize(2);
        now = now.plusSeconds(60);
        provider.answer = new Handover.Accepted("E1");
        dispatcher().lookAgain(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(provider.handedOver).hasSize(3).containsOnly(provider.handedOver.get(0));
        now = now.plusSeconds(6000);
        dispatcher().lookAgain(9);
        assertThat(provider.handedOver).hasSize(3);
    }

    @Test
    void aMessageWhoseSenderEndedBeforeItKeptTheAnswerIsHandedOverAgainAsItWas() {
        OutboxMessage message = plan(visit(1, 1));
        provider.answer = null;
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);
        provider.answer = new Handover.Accepted("E1");
        now = now.plus(LEASE).plusSeconds(31);

        dispatcher().run(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        now = now.plusSeconds(60);
        dispatcher().lookAgain(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(provider.handedOver).hasSize(2).containsOnly(provider.handedOver.get(0));
    }

    @Test
    void aRefusalOfTheRepeatSaysNothingAboutTheFirst() {
        OutboxMessage message = uncertain(1);
        provider.answer = new Handover.Refused("400", "no", Suppression.RECIPIENT);
        now = now.plusSeconds(60);

        dispatcher().lookAgain(9);

        assertThat(provider.handedOver).hasSize(2);
        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        assertThat(blocked.causes("acme", List.of(ADA))).as("it does about the recipient").containsExactly(Cause.UNREACHABLE);
    }

    @Test
    void whoeverStoppedMeanwhileGetsNoRepeat() {
        uncertain(1);
        optOuts().stop("acme", ADA, "reply STOP");
        now = now.plusSeconds(60);

        dispatcher().lookAgain(9);

        assertThat(provider.handedOver).hasSize(1);
    }

    @Test
    void nothingIsRepeatedAtNightOrWhenItIsTooLate() {
        OutboxMessage message = uncertain(1);
        now = message.expires().plusSeconds(1);
        dispatcher().lookAgain(9);
        assertThat(provider.handedOver).hasSize(1);

        now = NOON;
        OutboxMessage review = uncertain(Messages.as(visit(2, 2), MessageKind.INVOICE, ChannelKind.SMS));
        now = Instant.parse("2026-06-02T03:00:00Z");
        assertThat(review.expires()).isAfter(now);
        dispatcher().lookAgain(9);

        assertThat(provider.handedOver).hasSize(2);
    }

    @Test
    void aProofThatItWasNotTakenPutsAMessageBackToWait() {
        provider.lost = LostAnswer.IS_LOOKED_FOR;
        OutboxMessage message = uncertain(1);
        provider.found = Optional.of(new Handover.NotTaken("the contact does not show it", Optional.empty()));
        now = now.plusSeconds(119);
        dispatcher().lookAgain(9);
        assertThat(kept(message).state()).as("it may still be on its way").isEqualTo(OutboxState.UNCERTAIN);

        now = now.plusSeconds(1);
        dispatcher().lookAgain(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        provider.answer = new Handover.Accepted("C1");
        now = now.plusSeconds(60);
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void aProofThatComesWhenItIsTooLateEndsTheMessage() {
        provider.lost = LostAnswer.IS_LOOKED_FOR;
        OutboxMessage message = uncertain(1);
        provider.found = Optional.of(new Handover.NotTaken("the contact does not show it", Optional.empty()));
        now = message.expires();

        dispatcher().lookAgain(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.TOO_LATE);
    }

    @Test
    void theOldestAreLookedForFirstAndThoseThatCannotBeTakeNoTurn() {
        provider.lost = LostAnswer.IS_LOOKED_FOR;
        Asked mute = new Asked();
        mute.lost = LostAnswer.STAYS_OPEN;
        channels = (tenant, connection) -> connection.equals("mail") ? mute : provider;
        List<String> asked = new ArrayList<>();
        for (int job = 1; job <= 6; job++) {
            MessageRequest request = visit(job, job);
            OutboxMessage message = uncertain(job % 2 == 0 ? request : by("mail", request));
            if (job % 2 == 0) {
                asked.add(message.token());
            }
            now = now.plusSeconds(1);
        }
        Dispatcher dispatcher = dispatcher();

        dispatcher.lookAgain(2);
        assertThat(provider.lookedFor).isEqualTo(asked.subList(0, 2));
        dispatcher.lookAgain(2);
        assertThat(provider.lookedFor).isEqualTo(asked);
        dispatcher.lookAgain(2);

        assertThat(provider.lookedFor.subList(3, 5)).as("it begins anew").isEqualTo(asked.subList(0, 2));
        assertThat(mute.lookedFor).isEmpty();
    }

    @Test
    void aProviderThatDoesNotAnswerThreeTimesIsLeftAloneAndTheNextRunGoesOnWithWhatWasLeftOut() {
        provider.lost = LostAnswer.IS_LOOKED_FOR;
        for (int job = 1; job <= 5; job++) {
            uncertain(job);
        }
        Dispatcher dispatcher = dispatcher();
        provider.silence = new RetryLaterException("Twilio is away", null);
        dispatcher.lookAgain(9);
        List<String> first = List.copyOf(provider.lookedFor);
        assertThat(first).hasSize(3);

        dispatcher.lookAgain(9);
        assertThat(provider.lookedFor.subList(3, provider.lookedFor.size())).as("those that were left out").hasSize(2)
                .doesNotContainAnyElementsOf(first);

        dispatcher.lookAgain(9);
        assertThat(provider.lookedFor.subList(5, provider.lookedFor.size())).as("from the oldest on again").isEqualTo(first);
    }

    @Test
    void aMessageIsNotLookedAfterWhileItsChannelMayStillBeAtIt() {
        plan(visit(1, 1));
        provider.answer = null;
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);

        assertThat(outbox.list("acme", null, OutboxState.SENDING, null, 9).get(0).lease().orElseThrow().until())
                .isEqualTo(NOON.plusSeconds(30).plus(LEASE));
    }

    @Test
    void aProviderThatHangsLeavesSendersToOtherTenants() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch caught = new CountDownLatch(Dispatcher.SENDERS_OF_A_TENANT);
        channels = (tenant, connection) -> tenant.equals("acme") ? new Hanging(caught, hanging) : provider;
        provider.answer = new Handover.Accepted("SM1");
        for (int job = 1; job <= 8; job++) {
            plan(visit(job, job));
        }
        now = now.plusSeconds(1);
        OutboxMessage other = plan(of("summit", visit(9, 9)));
        Dispatcher dispatcher = dispatcher();
        ExecutorService senders = Executors.newFixedThreadPool(4);
        List<Future<Integer>> runs = new ArrayList<>();
        for (int sender = 0; sender < Dispatcher.SENDERS_OF_A_TENANT; sender++) {
            runs.add(senders.submit(() -> dispatcher.run(1)));
        }
        assertThat(caught.await(30, TimeUnit.SECONDS)).isTrue();

        assertThat(senders.submit(() -> dispatcher.run(1)).get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(kept(other).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(senders.submit(() -> dispatcher.run(1)).get(30, TimeUnit.SECONDS)).as("acme has its share").isZero();

        hanging.countDown();
        for (Future<Integer> run : runs) {
            run.get(30, TimeUnit.SECONDS);
        }
        assertThat(dispatcher.run(1)).as("its share is free again").isEqualTo(1);
        senders.shutdown();
    }

    private record Hanging(CountDownLatch caught, CountDownLatch until) implements MessageChannel {

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
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
            caught.countDown();
            try {
                return until.await(60, TimeUnit.SECONDS) ? new Handover.Accepted("SM1") : new Handover.Uncertain("hung");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new Handover.Uncertain("interrupted");
            }
        }

        @Override
        public Optional<Handover> find(OutgoingMessage message) {
            return Optional.empty();
        }
    }

    private static MessageRequest by(String connection, MessageRequest request) {
        return new MessageRequest(request.key(), request.kind(), request.channel(), connection, request.template(),
                request.customerId(), request.locationId(), request.happenedAt(), request.notBefore(), request.values());
    }

    private static MessageRequest of(String tenant, MessageRequest request) {
        MessageKey key = request.key();
        return new MessageRequest(new MessageKey(tenant, key.flow(), key.event(), key.subject()), request.kind(),
                request.channel(), request.connection(), request.template(), request.customerId(), request.locationId(),
                request.happenedAt(), request.notBefore(), request.values());
    }

    private OutboxMessage uncertain(long job) {
        return uncertain(visit(job, job));
    }

    private OutboxMessage uncertain(MessageRequest request) {
        Handover told = provider.answer;
        provider.answer = new Handover.Uncertain("no answer");
        OutboxMessage message = plan(request);
        dispatcher().run(1);
        provider.answer = told;
        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        return kept(message);
    }

    private OutboxMessage plan(MessageRequest request) {
        return new MessagePlanner(gate, outbox, () -> now).plan(request, Messages.live(), known(request));
    }

    private static ContactFacts known(MessageRequest request) {
        return facts(request.customerId(), List.of(mobile(ADA)));
    }

    private OutboxMessage kept(OutboxMessage message) {
        return outbox.find(message.token()).orElseThrow();
    }

    private OptOuts optOuts() {
        return new OptOuts(blocked, consents, outbox, new DirectUnitOfWork(), () -> now);
    }

    private Dispatcher dispatcher() {
        return new Dispatcher(new SendingPorts(outbox, optOuts(), (tenant, flow) -> Optional.of(Messages.live()),
                request -> new Standing.Stands(known(request), Map.of()),
                (message, facts, values) -> MessageText.plain("Hi"),
                (tenant, connection) -> channels.of(tenant, connection), () -> now), gate, "test", LEASE);
    }
}
