package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.facts;
import static io.fieldline.outreach.Messages.live;
import static io.fieldline.outreach.Messages.mobile;
import static io.fieldline.outreach.Messages.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;

class LineLookUpsTest {

    private static final Map<String, Object> PHONE = phone(ADA);

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final InMemoryKnownLines known = new InMemoryKnownLines();
    private final ConsentGate gate = new ConsentGate(blocked, consents, outbox);
    private final Provider twilio = new Provider();
    private MessageChannel channel = twilio;
    private MessageRules rules = live().with(PhoneTexts.AFTER_LOOK_UP);
    private List<Map<String, Object>> contacts = List.of(PHONE);
    private Instant now = NOON;
    private final LineLookUps lookUps = new LineLookUps((tenant, flow) -> Optional.of(rules), gate, known,
            (tenant, connection) -> channel, () -> now);

    /** Takes texts, and says what line a number is. */
    private static final class Provider extends FakeChannel implements LineTypes {

        private final List<String> asked = new CopyOnWriteArrayList<>();
        private Function<String, Optional<LineType>> says = number -> Optional.of(LineType.MOBILE);

        @Override
        public Optional<LineType> lineOf(String number) {
            asked.add(number);
            return says.apply(number);
        }
    }

    @Test
    void aPhoneThatIsAMobileLineIsTexted() {
        OutboxMessage message = plan(visit(1, 7));
        dispatch();

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(twilio.accepted).extracting(OutgoingMessage::recipient).containsExactly(ADA);
        assertThat(twilio.asked).as("one number costs one look-up").containsExactly(ADA);
    }

    @Test
    void aLandlineIsNotTextedAndSaysWhy() {
        twilio.says = number -> Optional.of(LineType.LANDLINE);

        assertThat(plan(visit(1, 7)).reason()).isEqualTo("NOT_MOBILE");
        assertThat(plan(visit(2, 7)).reason()).isEqualTo("NOT_MOBILE");
        assertThat(twilio.asked).containsExactly(ADA);
    }

    @Test
    void whatWasSaidCountsForNinetyDays() {
        plan(visit(1, 7));
        now = NOON.plus(Duration.ofDays(90));
        plan(at(visit(2, 7)));
        assertThat(twilio.asked).hasSize(1);

        now = now.plusSeconds(1);
        twilio.says = number -> Optional.of(LineType.LANDLINE);
        assertThat(plan(at(visit(3, 7))).reason()).isEqualTo("NOT_MOBILE");
        assertThat(twilio.asked).hasSize(2);
    }

    @Test
    void aProviderThatDoesNotAnswerKeepsTheMessageWaitingAndNothingIsSent() {
        twilio.says = number -> {
            throw new RetryLaterException("Twilio is away", null);
        };
        OutboxMessage message = plan(visit(1, 7));
        assertThat(message.state()).isEqualTo(OutboxState.SCHEDULED);
        dispatch();

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept(message).detail()).isEqualTo("Twilio is away");

        twilio.says = number -> {
            throw new TenantUnavailableException("the login was refused");
        };
        now = kept(message).due();
        dispatch();
        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).detail()).isEqualTo("the login was refused");

        twilio.says = number -> Optional.of(LineType.MOBILE);
        now = kept(message).due();
        dispatch();
        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void whatTurnsOutToBeALandlineBeforeItIsSentIsNotSent() {
        twilio.says = number -> {
            throw new RetryLaterException("Twilio is away", null);
        };
        OutboxMessage message = plan(visit(1, 7));
        twilio.says = number -> Optional.of(LineType.LANDLINE);
        dispatch();

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.REFUSED);
        assertThat(kept(message).reason()).isEqualTo("NOT_MOBILE");
    }

    @Test
    void aNumberThatTheProviderDoesNotHaveIsNotTextedAndAskedForTheNextTime() {
        twilio.says = number -> Optional.empty();
        assertThat(plan(visit(1, 7)).reason()).isEqualTo("NOT_MOBILE");

        twilio.says = number -> Optional.of(LineType.MOBILE);
        assertThat(plan(visit(2, 7)).state()).isEqualTo(OutboxState.SCHEDULED);
    }

    @Test
    void nobodyIsAskedWhereNothingDependsOnIt() {
        contacts = List.of(PHONE, mobile("+15125550177"));
        plan(visit(1, 7));
        contacts = List.of(PHONE);
        for (PhoneTexts other : List.of(PhoneTexts.NEVER, PhoneTexts.ALWAYS)) {
            rules = live().with(other);
            plan(visit(2 + other.ordinal(), 7));
        }

        assertThat(twilio.asked).isEmpty();
    }

    @Test
    void nobodyIsAskedAboutAMessageThatAnotherRuleRefuses() {
        Map<String, Object> marked = new HashMap<>(PHONE);
        marked.put("phoneSettings", Map.of("doNotText", true));
        contacts = List.of(marked);
        assertThat(plan(visit(1, 7)).reason()).isEqualTo("DO_NOT_TEXT");
        contacts = List.of(PHONE);
        assertThat(plan(Messages.request(2, 7)).reason()).isEqualTo("NO_WRITTEN_CONSENT");
        now = NOON.plus(Duration.ofDays(3));
        assertThat(plan(visit(3, 7)).reason()).isEqualTo("TOO_LATE");
        now = NOON;
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));
        assertThat(plan(visit(4, 7)).reason()).isEqualTo("OPTED_OUT");

        assertThat(twilio.asked).isEmpty();
    }

    @Test
    void thoseWhoNeedTheSameNumberAtOnceAskOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Standing>> looks = new ArrayList<>();
            for (int job = 1; job <= 64; job++) {
                MessageRequest request = visit(job, 7);
                looks.add(() -> lookUps.forSending(this::stands).look(request));
            }
            for (Future<Standing> look : pool.invokeAll(looks)) {
                assertThat(((Standing.Stands) look.get()).facts().line(ADA)).contains(LineType.MOBILE);
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(twilio.asked).containsExactly(ADA);
    }

    @Test
    void aConnectionThatCannotLookNumbersUpIsNamed() {
        channel = new FakeChannel();

        assertThatThrownBy(() -> lookUps.forSending(this::stands).look(visit(1, 7)))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("connection twilio cannot look numbers up");
    }

    private static Map<String, Object> phone(String number) {
        Map<String, Object> row = new HashMap<>(mobile(number));
        row.put("type", "Phone");
        return row;
    }

    private MessageRequest at(MessageRequest request) {
        return Messages.at(request, now, now);
    }

    private Standing stands(MessageRequest request) {
        return new Standing.Stands(facts(7, contacts), Map.of());
    }

    private OutboxMessage plan(MessageRequest request) {
        return new MessagePlanner(gate, outbox, () -> now).plan(request, rules,
                lookUps.forPlanning(this::stands).look(request));
    }

    private OutboxMessage kept(OutboxMessage message) {
        return outbox.find(message.token()).orElseThrow();
    }

    private void dispatch() {
        OptOuts optOuts = new OptOuts(blocked, consents, outbox, new DirectUnitOfWork(), () -> now);
        new Dispatcher(new SendingPorts(outbox, optOuts, (tenant, flow) -> Optional.of(rules),
                lookUps.forSending(this::stands), (message, facts, values) -> MessageText.plain("Hello"),
                (tenant, connection) -> channel, () -> now), gate, "test", Duration.ofSeconds(90)).run(9);
    }
}
