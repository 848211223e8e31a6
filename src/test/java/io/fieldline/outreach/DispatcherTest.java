package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.facts;
import static io.fieldline.outreach.Messages.mobile;
import static io.fieldline.outreach.Messages.request;
import static io.fieldline.outreach.Messages.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.WrittenConsents.WrittenConsent;

class DispatcherTest {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private OutboxStore used = outbox;
    private final InMemoryBlockedRecipients blocked = new InMemoryBlockedRecipients();
    private final InMemoryWrittenConsents consents = new InMemoryWrittenConsents();
    private final ConsentGate gate = new ConsentGate(blocked, consents, outbox);
    private final FakeChannel twilio = new FakeChannel();
    private Instant now = NOON;
    private MessageRules rules = Messages.live();
    private Optional<MessageRules> inEffect;
    private StopCheck stops = request -> new Standing.Stands(facts(request.customerId(), List.of(mobile(ADA))), Map.of());
    private MessageTexts texts = (message, facts, values) -> MessageText.plain("Hi, how was " + values.get("technician") + "?");
    private MessageChannels channels = (tenant, connection) -> twilio;

    @BeforeEach
    void adaAgreedInWriting() {
        consents.record(new WrittenConsent("acme", ADA, 7, "booking page", NOON));
    }

    @Test
    void handsOverWhatIsDueAndKeepsWhatTheProviderSaid() {
        OutboxMessage message = plan(request(1, 7));

        assertThat(dispatcher().run(9)).isEqualTo(1);

        assertThat(twilio.accepted).singleElement().satisfies(sent -> {
            assertThat(sent.token()).isEqualTo(message.token());
            assertThat(sent.recipient()).isEqualTo(ADA);
            assertThat(sent.body()).isEqualTo("Hi, how was Grace?");
            assertThat(sent.validity()).isEqualTo(Duration.ofHours(24));
        });
        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(kept(message).providerId()).contains("SM-" + message.token());
        assertThat(dispatcher().run(9)).isZero();
    }

    @Test
    void theTextIsWrittenFromWhatIsReadAtTheTimeOfSending() {
        plan(request(1, 7));
        stops = request -> new Standing.Stands(facts(7, List.of(mobile(ADA))), Map.of("technician", "Alan"));

        dispatcher().run(9);

        assertThat(twilio.accepted).extracting(OutgoingMessage::body).containsExactly("Hi, how was Alan?");
    }

    @Test
    void nothingGoesOnceItsReasonEnded() {
        OutboxMessage message = plan(request(1, 7));
        stops = request -> new Standing.Stopped("job-cancelled", "job 1 was cancelled");

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.CANCELLED);
        assertThat(kept(message).reason()).isEqualTo("job-cancelled");
    }

    @Test
    void theGateIsAskedAgainBeforeSending() {
        OutboxMessage message = plan(request(1, 7));
        blocked.block(new Blocked("acme", ADA, Cause.OPTED_OUT, "console", NOON));

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.REFUSED);
        assertThat(kept(message).reason()).isEqualTo("OPTED_OUT");
    }

    @Test
    void anOptOutWhileTheTextIsWrittenTakesTheMessageBack() {
        OutboxMessage message = plan(visit(1, 7));
        OptOuts optOuts = optOuts();
        texts = (planned, facts, values) -> {
            optOuts.answered("acme", new InboundReply(ADA, "+15125550000", "Alto", "SM9", now));
            return MessageText.plain("Hi");
        };

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.CANCELLED);
    }

    @Test
    void anOptOutOfANumberThatIsNewTakesTheMessageBackAsWell() {
        OutboxMessage message = plan(visit(1, 7));
        stops = request -> new Standing.Stands(facts(7, List.of(mobile("+15125550199"))), Map.of());
        texts = (planned, facts, values) -> {
            optOuts().stop("acme", "+15125550199", "console");
            return MessageText.plain("Hi");
        };

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.CANCELLED);
    }

    @Test
    void theGateIsAskedOnceMoreWhenTheNumberThatIsNewWasKept() {
        OutboxMessage message = plan(visit(1, 7));
        stops = request -> new Standing.Stands(facts(7, List.of(mobile("+15125550199"))), Map.of());
        used = Troubled.of(OutboxStore.class, outbox, operation -> {
            if (operation.equals("readdress")) {
                optOuts().stop("acme", "+15125550199", "console");
            }
        }, operation -> {
        });

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).reason()).isEqualTo("OPTED_OUT");
    }

    @Test
    void aStoreThatFailsAfterTheHandoverIsNoReasonToRepeatIt() {
        OutboxMessage message = plan(request(1, 7));
        used = Troubled.of(OutboxStore.class, outbox, operation -> {
            if (operation.equals("settle") && twilio.accepted.size() == 1) {
                used = outbox;
                throw new RetryLaterException("the state store does not answer", null);
            }
        }, operation -> {
        });
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(RetryLaterException.class);
        now = now.plus(LEASE).plusSeconds(31);

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(twilio.accepted).hasSize(1);
    }

    @Test
    void aRecordThatServiceTitanRefusesToShowIsNoFaultOfTheTemplate() {
        OutboxMessage message = plan(request(1, 7));
        stops = request -> {
            throw new RejectedRecordException("ServiceTitan answered 400");
        };

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept(message).detail()).isEqualTo("ServiceTitan answered 400");
    }

    @Test
    void theLastTryIsALittleBeforeItIsTooLate() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> new Handover.NotTaken("20429", Optional.of(Duration.ofHours(5)));
        now = message.expires().minus(Duration.ofMinutes(3));
        dispatcher().run(9);
        assertThat(kept(message).due()).isEqualTo(message.expires().minusSeconds(30));

        now = kept(message).due().plusSeconds(2);
        twilio.answer = twilio::accept;
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void aDefectInOneMessageDoesNotHoldUpTheOthers() {
        OutboxMessage odd = plan(request(1, 7));
        OutboxMessage other = plan(visit(2, 8));
        texts = (message, facts, values) -> {
            if (message.token().equals(odd.token())) {
                throw new IllegalStateException("a defect");
            }
            return MessageText.plain("Hi");
        };

        dispatcher().run(9);

        assertThat(kept(odd).state()).isEqualTo(OutboxState.FAILED);
        assertThat(kept(odd).reason()).isEqualTo("DEFECT");
        assertThat(kept(other).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void anAddressThatUnsubscribesIsTheSameInAnyCase() {
        optOuts().stop("acme", "Ada@Example.com ", "unsubscribe link");

        assertThat(plan(Messages.as(request(1, 7), MessageKind.INVOICE, ChannelKind.EMAIL),
                facts(7, List.of(Messages.email("ADA@example.com")))).reason()).isEqualTo("OPTED_OUT");
    }

    @Test
    void aNumberThatChangedIsTheOneThatIsTexted() {
        plan(visit(1, 7));
        stops = request -> new Standing.Stands(facts(7, List.of(mobile("+15125550199"))), Map.of());

        dispatcher().run(9);

        assertThat(twilio.accepted).extracting(OutgoingMessage::recipient).containsExactly("+15125550199");
    }

    @Test
    void whatCannotBeReadWaitsAndIsTooLateInTheEnd() {
        OutboxMessage message = plan(request(1, 7));
        stops = request -> {
            throw new RetryLaterException("ServiceTitan is away", null);
        };

        dispatcher().run(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept(message).due()).isEqualTo(NOON.plusSeconds(60));
        assertThat(kept(message).detail()).isEqualTo("ServiceTitan is away");
        now = message.expires();
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.TOO_LATE);
        assertThat(twilio.accepted).isEmpty();
    }

    @Test
    void aMessageThatIsLateInTheEveningWaitsForTheMorning() {
        OutboxMessage message = plan(request(1, 7));
        now = Instant.parse("2026-06-02T01:30:00Z");

        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
        assertThat(kept(message).due()).isEqualTo("2026-06-02T14:00:00Z");
    }

    @Test
    void aProviderThatDidNotTakeItIsAskedAgain() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> new Handover.NotTaken("20429", Optional.of(Duration.ofMinutes(7)));

        dispatcher().run(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept(message).due()).isEqualTo(NOON.plus(Duration.ofMinutes(7)));
        twilio.answer = twilio::accept;
        now = NOON.plus(Duration.ofMinutes(7));
        dispatcher().run(9);

        assertThat(twilio.accepted).hasSize(1);
        assertThat(kept(message).attempts()).isEqualTo(2);
    }

    @Test
    void refusedCredentialsAreNoHandover() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            throw new TenantUnavailableException("Twilio refuses the credentials");
        };

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(kept(message).detail()).contains("credentials");
    }

    @Test
    void aRefusalIsFinalAndKeepsTheNumberFromBeingTriedAgain() {
        OutboxMessage message = plan(request(1, 7));
        OutboxMessage other = plan(Messages.at(visit(2, 8), NOON, NOON.plusSeconds(1)));
        twilio.answer = sent -> new Handover.Refused("21614", "not a mobile number", Suppression.RECIPIENT);

        dispatcher().run(1);

        assertThat(kept(message).state()).isEqualTo(OutboxState.FAILED);
        assertThat(kept(message).reason()).isEqualTo("21614");
        assertThat(blocked.causes("acme", List.of(ADA))).containsExactly(Cause.UNREACHABLE);
        assertThat(kept(other).state()).isEqualTo(OutboxState.CANCELLED);
    }

    @Test
    void whoeverToldTheProviderToStopToldUs() {
        plan(request(1, 7));
        twilio.answer = sent -> new Handover.Refused("21610", "opted out", Suppression.OPTED_OUT);

        dispatcher().run(9);

        assertThat(blocked.causes("acme", List.of(ADA))).containsExactly(Cause.OPTED_OUT);
    }

    @Test
    void anAnswerThatDidNotComeIsUncertainAndNotRepeated() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> new Handover.Uncertain("no answer within 10 s");

        dispatcher().run(9);
        now = NOON.plus(Duration.ofHours(1));
        twilio.answer = twilio::accept;
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        assertThat(twilio.accepted).isEmpty();
    }

    @Test
    void aFailureThatNobodyKnowsIsUncertain() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            throw new IllegalStateException("a defect");
        };

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
    }

    @Test
    void anUncertainMessageThatTurnsUpIsAccepted() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            twilio.accept(sent);
            return new Handover.Uncertain("the answer broke off");
        };
        twilio.searchable = false;
        dispatcher().run(9);
        dispatcher().lookAgain(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);

        twilio.searchable = true;
        dispatcher().lookAgain(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void aMessageThatWasAcceptedBeforeTheProcessEndedIsFoundAndNotRepeated() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            twilio.accept(sent);
            throw new Killed();
        };
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);
        twilio.answer = twilio::accept;

        dispatcher().run(9);
        assertThat(kept(message).state()).as("the lease still runs").isEqualTo(OutboxState.SENDING);
        now = now.plus(LEASE).plusSeconds(31);
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(twilio.accepted).hasSize(1);
    }

    @Test
    void whatIsNotFoundAfterTheProcessEndedIsUncertain() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);
        twilio.answer = twilio::accept;
        now = now.plus(LEASE).plusSeconds(31);

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
        assertThat(twilio.accepted).isEmpty();
    }

    @Test
    void whatWasNotHandedOverBeforeTheProcessEndedGoesLater() {
        OutboxMessage message = plan(request(1, 7));
        MessageTexts writing = texts;
        texts = (planned, facts, values) -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);
        texts = writing;
        now = now.plus(LEASE).plusSeconds(31);

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
        assertThat(twilio.accepted).hasSize(1);
    }

    @Test
    void aProviderThatCannotBeAskedIsAskedAgainBeforeAnythingIsSaid() {
        OutboxMessage message = plan(request(1, 7));
        twilio.answer = sent -> {
            throw new Killed();
        };
        assertThatThrownBy(() -> dispatcher().run(9)).isInstanceOf(Killed.class);
        channels = (tenant, connection) -> {
            throw new MisconfiguredException("no such connection");
        };
        now = now.plus(LEASE).plusSeconds(31);
        dispatcher().run(9);
        assertThat(kept(message).state()).isEqualTo(OutboxState.SENDING);

        now = now.plus(Duration.ofMinutes(16));
        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.UNCERTAIN);
    }

    @Test
    void aValueThatIsMissingIsNoBlankInAMessage() {
        OutboxMessage message = plan(request(1, 7));
        texts = (planned, facts, values) -> {
            throw new RejectedRecordException("template review-request: there is no reviewLink");
        };

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.FAILED);
        assertThat(kept(message).detail()).contains("reviewLink");
    }

    @Test
    void aTenantInPreviewSendsNothingAndOneThatRedirectsSendsToItself() {
        OutboxMessage first = plan(request(1, 7));
        rules = rules.with(Mode.PREVIEW);
        dispatcher().run(9);
        assertThat(kept(first).state()).isEqualTo(OutboxState.PREVIEWED);

        rules = new MessageRules(Mode.REDIRECT, Map.of(ChannelKind.SMS, "+15125559999"), rules.zone(), "US", rules.hours(),
                false,
                rules.caps(), rules.ages(), rules.marketingEmail());
        plan(request(2, 7));
        dispatcher().run(9);

        assertThat(twilio.accepted).extracting(OutgoingMessage::recipient).containsExactly("+15125559999");
    }

    @Test
    void aNewTenantsMessagesAreShownAndNeverSentLater() {
        rules = rules.with(Mode.PREVIEW);
        OutboxMessage message = plan(request(1, 7));
        assertThat(message.state()).isEqualTo(OutboxState.PREVIEWED);
        rules = rules.with(Mode.LIVE);

        assertThat(plan(request(1, 7)).state()).isEqualTo(OutboxState.PREVIEWED);
        dispatcher().run(9);

        assertThat(twilio.accepted).isEmpty();
    }

    @Test
    void aFlowThatIsSwitchedOffSendsNothing() {
        OutboxMessage message = plan(request(1, 7));
        inEffect = Optional.empty();

        dispatcher().run(9);

        assertThat(kept(message).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(twilio.accepted).isEmpty();
    }

    @Test
    void aConnectionOfAnotherKindIsNotUsed() {
        OutboxMessage message = plan(Messages.as(request(1, 7), MessageKind.INVOICE, ChannelKind.EMAIL),
                facts(7, List.of(Messages.email("ada@example.com"))));
        stops = request -> new Standing.Stands(facts(7, List.of(Messages.email("ada@example.com"))), Map.of());

        dispatcher().run(9);

        assertThat(kept(message).detail()).contains("connection twilio is for SMS");
    }

    @Test
    void twoMessagesThatFitACapOneByOneDoNotBothGo() {
        OutboxMessage first = plan(request(1, 7));
        OutboxMessage second = plan(request(2, 8));
        consents.record(new WrittenConsent("acme", ADA, 8, "booking page", NOON));
        rules = rules.with(Messages.perDay(1));

        dispatcher().run(9);

        assertThat(twilio.accepted).hasSize(1);
        assertThat(List.of(kept(first).state(), kept(second).state())).containsExactlyInAnyOrder(OutboxState.ACCEPTED,
                OutboxState.REFUSED);
    }

    @Test
    void aMarketingEmailBearsAddressAndUnsubscribeOrFails() {
        ContactFacts facts = facts(7, List.of(Messages.email("ada@example.com")));
        stops = request -> new Standing.Stands(facts, Map.of());
        rules = new MessageRules(Mode.LIVE, Map.of(), rules.zone(), "US", rules.hours(), false, rules.caps(), rules.ages(),
                new MarketingEmail("Acme & Sons, 1 Main St, Austin", true));
        MessageRequest request = Messages.as(request(1, 7), MessageKind.MARKETING, ChannelKind.EMAIL);
        FakeChannel mail = new FakeChannel();
        channels = (tenant, connection) -> new MessageChannel() {
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
                return mail.accept(message);
            }

            @Override
            public Optional<Handover> find(OutgoingMessage message) {
                return Optional.empty();
            }
        };
        Optional<URI> unsubscribe = Optional.of(URI.create("https://acme.example/u/1"));
        String bearing = "<p>Acme &amp; Sons,<br/>1 Main St, Austin</p>";

        OutboxMessage lacking = plan(request, facts);
        texts = (message, known, values) -> new MessageText(Optional.of("Renew"), "Renew", Optional.empty(), unsubscribe,
                Map.of());
        dispatcher().run(9);
        assertThat(kept(lacking).detail()).contains("postal address");
        OutboxMessage unending = plan(Messages.as(request(2, 7), MessageKind.MARKETING, ChannelKind.EMAIL), facts);
        texts = (message, known, values) -> new MessageText(Optional.of("Renew"), bearing, Optional.empty(), Optional.empty(),
                Map.of());
        dispatcher().run(9);
        assertThat(kept(unending).detail()).contains("unsubscribe");
        plan(Messages.as(request(3, 7), MessageKind.MARKETING, ChannelKind.EMAIL), facts);
        texts = (message, known, values) -> new MessageText(Optional.of("Renew"), "Acme & Sons\n1 Main St\nAustin",
                Optional.of(bearing), unsubscribe, Map.of());
        dispatcher().run(9);

        assertThat(mail.accepted).hasSize(1);
    }

    @Test
    void aReportOfALandlineKeepsItFromBeingTextedAgain() {
        OutboxMessage message = plan(request(1, 7));
        dispatcher().run(9);
        DeliveryReports reports = new DeliveryReports(outbox, optOuts(), () -> now);

        assertThat(reports.received("acme", "twilio",
                new DeliveryReport(Optional.of(message.token()), "SM-" + message.token(), DeliveryState.UNDELIVERED,
                        "30006", "landline", Suppression.RECIPIENT, now)))
                .isPresent();

        assertThat(kept(message).state()).isEqualTo(OutboxState.FAILED);
        assertThat(blocked.causes("acme", List.of(ADA))).containsExactly(Cause.UNREACHABLE);
    }

    @Test
    void aReportBindsItsTenantByTheAddressWhenTheMessageIsGone() {
        DeliveryReports reports = new DeliveryReports(outbox, optOuts(), () -> now);
        DeliveryReport gone = new DeliveryReport(Optional.of("gone"), "1", Optional.of("Ada@Example.com"),
                DeliveryState.DELIVERED, "spamreport", "", Suppression.OPTED_OUT, now);

        assertThat(reports.received("acme", "email", gone)).isEmpty();

        assertThat(blocked.causes("acme", List.of("ada@example.com"))).containsExactly(Cause.OPTED_OUT);
        assertThat(blocked.list("acme", 9).get(0).source()).isEqualTo("spamreport of email");
    }

    @Test
    void aReportOfSomebodyElsesMessageBindsNobody() {
        OutboxMessage message = plan(request(1, 7));
        dispatcher().run(9);
        DeliveryReports reports = new DeliveryReports(outbox, optOuts(), () -> now);

        for (Optional<String> token : List.of(Optional.<String>empty(), Optional.of(message.token()))) {
            assertThat(reports.received("other", "email", new DeliveryReport(token, "1", Optional.of(ADA),
                    DeliveryState.FAILED, "21610", "", Suppression.OPTED_OUT, now))).isEmpty();
        }

        assertThat(blocked.causes("other", List.of(ADA))).isEmpty();
        assertThat(kept(message).state()).isEqualTo(OutboxState.ACCEPTED);
    }

    @Test
    void aStartAfterAStopOpensVisitsAgainAndMarketingNot() {
        optOuts().answered("acme", new InboundReply(ADA, "+15125550000", "STOP", "SM1", now));
        assertThat(optOuts().answered("acme", new InboundReply(ADA, "+15125550000", "ok thanks", "SM2", now)))
                .isEqualTo(ReplyWord.OTHER);
        assertThat(plan(visit(1, 7)).reason()).isEqualTo("OPTED_OUT");

        optOuts().answered("acme", new InboundReply(ADA, "+15125550000", "Start", "SM3", now));

        assertThat(plan(visit(2, 7)).state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(plan(request(3, 7)).reason()).isEqualTo("NO_WRITTEN_CONSENT");
    }

    /** Nothing after it runs, as when the process is killed. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    private OutboxMessage plan(MessageRequest request) {
        return plan(request, facts(request.customerId(), List.of(mobile(ADA))));
    }

    private OutboxMessage plan(MessageRequest request, ContactFacts facts) {
        return new MessagePlanner(gate, outbox, () -> now).plan(request, rules, facts);
    }

    private OutboxMessage kept(OutboxMessage message) {
        return outbox.find(message.token()).orElseThrow();
    }

    private OptOuts optOuts() {
        return new OptOuts(blocked, consents, outbox, new DirectUnitOfWork(), () -> now);
    }

    private Dispatcher dispatcher() {
        MessageRulebook rulebook = (tenant, flow) -> inEffect == null ? Optional.of(rules) : inEffect;
        return new Dispatcher(new SendingPorts(used, optOuts(), rulebook, request -> stops.look(request),
                (message, facts, values) -> texts.write(message, facts, values),
                (tenant, connection) -> channels.of(tenant, connection), () -> now), gate, "test", LEASE);
    }
}
