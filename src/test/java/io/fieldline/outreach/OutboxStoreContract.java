package io.fieldline.outreach;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.FLOW;
import static io.fieldline.outreach.Messages.NOON;
import static io.fieldline.outreach.Messages.outgoing;
import static io.fieldline.outreach.Messages.request;
import static io.fieldline.outreach.Messages.scheduled;
import static io.fieldline.outreach.Messages.visit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

/** What every outbox keeps to. */
public abstract class OutboxStoreContract {

    private static final Lease LEASE = new Lease("one", NOON.plusSeconds(120));

    protected abstract OutboxStore outbox();

    @Test
    void aMessageIsPlannedOnceAndGivenBackAsItIs() {
        OutboxMessage message = scheduled(request(1, 7), ADA, NOON);

        assertThat(outbox().plan(message)).isTrue();
        assertThat(outbox().plan(scheduled(request(1, 7), "+15125550999", NOON.plusSeconds(1)))).isFalse();
        assertThat(outbox().find(message.token())).contains(message);
        assertThat(outbox().find("unknown")).isEmpty();
    }

    @Test
    void whatIsDueIsClaimedInTheOrderOfItsTime() {
        plan(scheduled(request(3, 3), ADA, NOON.plusSeconds(1)));
        plan(scheduled(request(2, 2), ADA, NOON));
        plan(scheduled(request(1, 1), ADA, NOON.minusSeconds(1)));

        assertThat(jobs(outbox().claim(LEASE, NOON, 1, Set.of()))).containsExactly(1L);
        assertThat(jobs(outbox().claim(new Lease("two", LEASE.until()), NOON, 9, Set.of()))).containsExactly(2L);
        assertThat(outbox().claim(new Lease("three", LEASE.until()), NOON, 9, Set.of())).isEmpty();
    }

    @Test
    void aClaimedMessageSaysWhoHasItAndHowOftenItWasTried() {
        plan(scheduled(request(1, 1), ADA, NOON));

        assertThat(outbox().claim(LEASE, NOON, 9, Set.of())).singleElement().satisfies(claimed -> {
            assertThat(claimed.state()).isEqualTo(OutboxState.SENDING);
            assertThat(claimed.lease()).contains(LEASE);
            assertThat(claimed.attempts()).isEqualTo(1);
            assertThat(outbox().find(claimed.token())).contains(claimed);
        });
    }

    @Test
    void ofOneCustomerOneMessageIsUnderWayAtATime() {
        plan(scheduled(request(1, 7), ADA, NOON.minusSeconds(2)));
        plan(scheduled(request(2, 7), ADA, NOON.minusSeconds(1)));

        List<OutboxMessage> first = outbox().claim(LEASE, NOON, 9, Set.of());
        assertThat(jobs(first)).containsExactly(1L);
        assertThat(outbox().claim(new Lease("two", LEASE.until()), NOON, 9, Set.of())).isEmpty();
        outbox().settle(first.get(0), Outcome.accepted("SM1"), NOON);
        assertThat(jobs(outbox().claim(new Lease("three", LEASE.until()), NOON, 9, Set.of()))).containsExactly(2L);
    }

    @Test
    void manyWhoClaimAtOnceAreGivenEachMessageOnce() throws Exception {
        for (int job = 1; job <= 60; job++) {
            plan(scheduled(request(job, job), ADA, NOON));
        }
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<List<OutboxMessage>>> claims = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Lease lease = new Lease("thread " + i, LEASE.until());
                claims.add(threads.submit(() -> outbox().claim(lease, NOON, 10, Set.of())));
            }
            List<Long> all = new ArrayList<>();
            for (Future<List<OutboxMessage>> claim : claims) {
                all.addAll(jobs(claim.get()));
            }
            assertThat(all).doesNotHaveDuplicates();
            all.addAll(jobs(outbox().claim(LEASE, NOON, 60, Set.of())));
            assertThat(all).hasSize(60).doesNotHaveDuplicates();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aMessageIsKeptAsItWasHandedOver() {
        OutboxMessage claimed = claimed(1, 7);
        OutgoingMessage outgoing = outgoing(claimed, "Hi Ada, how was Grace? 👍");

        assertThat(outbox().begin(claimed, outgoing, new Lease("one", NOON.plusSeconds(300)), NOON.plusSeconds(3))).isTrue();
        assertThat(outbox().find(claimed.token())).hasValueSatisfying(kept -> {
            assertThat(kept.outgoing()).contains(outgoing);
            assertThat(kept.handedOverAt()).contains(NOON.plusSeconds(3));
            assertThat(kept.lease()).contains(new Lease("one", NOON.plusSeconds(300)));
        });
        assertThat(outbox().begin(claimed, outgoing, LEASE, NOON)).as("a second time").isFalse();
    }

    @Test
    void aMessageThatWasTakenBackIsNotHandedOver() {
        OutboxMessage claimed = claimed(1, 7);

        assertThat(outbox().cancel(MessageSelection.subject("acme", Subject.of("job", 1)), "job-cancelled", NOON)).isEqualTo(1);
        assertThat(outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON)).isFalse();
        assertThat(outbox().settle(claimed, Outcome.accepted("SM1"), NOON)).isFalse();
        assertThat(outbox().find(claimed.token())).hasValueSatisfying(kept -> {
            assertThat(kept.state()).isEqualTo(OutboxState.CANCELLED);
            assertThat(kept.reason()).isEqualTo("job-cancelled");
        });
    }

    @Test
    void whatIsUnderWayIsNotTakenBack() {
        OutboxMessage claimed = claimed(1, 7);
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON);

        assertThat(outbox().cancel(MessageSelection.customer("acme", 7), "person", NOON)).isZero();
        assertThat(outbox().find(claimed.token()).orElseThrow().state()).isEqualTo(OutboxState.SENDING);
    }

    @Test
    void messagesAreTakenBackByWhatTheyAreAbout() {
        plan(scheduled(request(1, 1), ADA, NOON));
        plan(scheduled(request(2, 2), "+15125550102", NOON));
        plan(scheduled(request(3, 3), "+15125550103", NOON));
        plan(scheduled(visit(4, 4), "+15125550104", NOON));

        assertThat(outbox().cancel(MessageSelection.recipient("other", ADA), "x", NOON)).isZero();
        assertThat(outbox().cancel(MessageSelection.recipient("acme", ADA), "x", NOON)).isEqualTo(1);
        assertThat(outbox().cancel(MessageSelection.customer("acme", 2), "x", NOON)).isEqualTo(1);
        assertThat(outbox().cancel(MessageSelection.subject("acme", Subject.of("job", 3)).ofFlow("other"), "x", NOON)).isZero();
        assertThat(outbox().cancel(MessageSelection.subject("acme", Subject.of("job", 3)).ofFlow(FLOW), "x", NOON))
                .isEqualTo(1);
        assertThat(outbox().cancel(MessageSelection.token("acme", Messages.key(FLOW, 4).token()), "x", NOON)).isEqualTo(1);
        assertThat(outbox().counts("acme")).isEqualTo(Map.of(OutboxState.CANCELLED, 4L));
        assertThat(outbox().counts("other")).isEmpty();
        assertThatThrownBy(() -> new MessageSelection("acme", Optional.empty(), Optional.empty(), Optional.empty(),
                OptionalLong.empty(), Optional.empty())).hasMessageContaining("which messages");
    }

    @Test
    void byWhatElseAMessageCouldNotGoIsKeptUntilPersonalDataIsRemoved() {
        List<PassedOver> others = List.of(new PassedOver("texts", "DO_NOT_TEXT", "the number is marked as do not text"),
                new PassedOver("app", "NO_RECIPIENT", "nobody has a push token"));
        OutboxMessage message = scheduled(request(1, 7).instead(others), ADA, NOON);
        plan(message);

        assertThat(outbox().find(message.token()).orElseThrow().request().passedOver()).isEqualTo(others);
        outbox().cancel(MessageSelection.token("acme", message.token()), "x", NOON);
        outbox().removePersonalDataEndedBefore(NOON.plusSeconds(1));
        assertThat(outbox().find(message.token()).orElseThrow().request().passedOver()).isEmpty();
    }

    @Test
    void aSubjectIsTakenBackOnEveryOccasion() {
        for (String occasion : List.of("2026", "2027")) {
            MessageRequest request = request(1, 7);
            plan(scheduled(new MessageRequest(
                    new MessageKey("acme", "renewal", "renewal-1", new Subject("membership", 12, occasion)), request.kind(),
                    request.channel(), "twilio", "t", 7, OptionalLong.empty(), NOON, NOON, Map.of()), ADA, NOON));
        }

        assertThat(outbox().cancel(MessageSelection.subject("acme", Subject.of("membership", 12)), "renewed", NOON))
                .isEqualTo(2);
    }

    @Test
    void onlyTheClaimerSettlesAMessage() {
        OutboxMessage claimed = claimed(1, 7);
        List<OutboxMessage> taken = outbox().takeOver(new Lease("heir", NOON.plusSeconds(999)), LEASE.until().plusSeconds(1),
                9, Set.of());

        assertThat(taken).singleElement().satisfies(one -> assertThat(one.attempts()).isEqualTo(1));
        assertThat(outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON)).isFalse();
        assertThat(outbox().readdress(claimed, new Recipient("+15125550999", "Ada"), NOON)).isFalse();
        assertThat(outbox().settle(claimed, Outcome.accepted("SM1"), NOON)).isFalse();
        assertThat(outbox().settle(taken.get(0), Outcome.again(NOON, "later"), NOON)).isTrue();
    }

    @Test
    void aLeaseThatRunsIsLeftAlone() {
        claimed(1, 7);

        assertThat(outbox().takeOver(new Lease("heir", NOON.plusSeconds(999)), LEASE.until(), 9, Set.of())).isEmpty();
    }

    @Test
    void whatGoesBackToWaitWasNotHandedOver() {
        OutboxMessage claimed = claimed(1, 7);
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON);

        assertThat(outbox().settle(claimed, Outcome.again(NOON.plusSeconds(60), "busy"), NOON)).isTrue();
        assertThat(outbox().find(claimed.token())).hasValueSatisfying(kept -> {
            assertThat(kept.state()).isEqualTo(OutboxState.SCHEDULED);
            assertThat(kept.due()).isEqualTo(NOON.plusSeconds(60));
            assertThat(kept.outgoing()).isEmpty();
            assertThat(kept.handedOverAt()).isEmpty();
            assertThat(kept.lease()).isEmpty();
            assertThat(kept.detail()).isEqualTo("busy");
        });
        assertThat(outbox().claim(LEASE, NOON.plusSeconds(60), 9, Set.of())).singleElement()
                .satisfies(again -> assertThat(again.attempts()).isEqualTo(2));
    }

    @Test
    void aNewRecipientIsWhoseOptOutTakesTheMessageBack() {
        OutboxMessage claimed = claimed(1, 7);

        assertThat(outbox().readdress(claimed, new Recipient("+15125550999", "Ada"), NOON)).isTrue();
        assertThat(outbox().cancel(MessageSelection.recipient("acme", ADA), "OPTED_OUT", NOON)).isZero();
        assertThat(outbox().cancel(MessageSelection.recipient("acme", "+15125550999"), "OPTED_OUT", NOON)).isEqualTo(1);
    }

    @Test
    void aReportChangesWhatWasHandedOverAndNothingElse() {
        OutboxMessage claimed = claimed(1, 7);
        plan(scheduled(request(2, 8), ADA, NOON));
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON);
        outbox().settle(claimed, Outcome.accepted("SM1"), NOON);

        assertThat(outbox().report(report(null, "SM1", DeliveryState.DELIVERED)).orElseThrow().state())
                .isEqualTo(OutboxState.DELIVERED);
        assertThat(outbox().report(report(claimed.token(), "SM1", DeliveryState.ACCEPTED)).orElseThrow().state())
                .as("reports come in any order").isEqualTo(OutboxState.DELIVERED);
        assertThat(outbox().report(report(claimed.token(), "SM1", DeliveryState.FAILED)).orElseThrow().state())
                .isEqualTo(OutboxState.DELIVERED);
        assertThat(outbox().report(report(Messages.key(FLOW, 2).token(), "SM9", DeliveryState.DELIVERED)).orElseThrow().state())
                .as("never tried").isEqualTo(OutboxState.SCHEDULED);
        assertThat(outbox().report(report(null, "SM2", DeliveryState.FAILED))).isEmpty();
    }

    @Test
    void tenantsThatHaveTheirShareAreLeftOut() {
        plan(scheduled(request(1, 7), ADA, NOON));

        assertThat(outbox().claim(LEASE, NOON, 9, Set.of("acme", "other"))).isEmpty();
        assertThat(jobs(outbox().claim(LEASE, NOON, 9, Set.of("other")))).containsExactly(1L);
        Instant later = LEASE.until().plusSeconds(1);
        assertThat(outbox().takeOver(LEASE, later, 9, Set.of("acme"))).isEmpty();
        assertThat(jobs(outbox().takeOver(LEASE, later, 9, Set.of()))).containsExactly(1L);
    }

    @Test
    void whatIsUncertainIsListedInTheOrderOfHandingOver() {
        List<OutboxMessage> messages = List.of(uncertain(1, NOON.plusSeconds(2)), uncertain(2, NOON.plusSeconds(1)),
                uncertain(3, NOON.plusSeconds(2)));
        List<Long> sameTime = messages.get(0).token().compareTo(messages.get(2).token()) < 0
                ? List.of(1L, 3L)
                : List.of(3L, 1L);

        List<OutboxMessage> first = outbox().uncertain(NOON, "", 2);
        assertThat(jobs(first)).containsExactly(2L, sameTime.get(0));
        assertThat(jobs(outbox().uncertain(NOON.plusSeconds(2), first.get(1).token(), 2))).containsExactly(sameTime.get(1));
    }

    @Test
    void anUncertainMessageIsHandedOverAgainOnlyWhileItIsUncertain() {
        OutboxMessage message = uncertain(1, NOON);

        assertThat(outbox().handOverAgain(message, NOON.plusSeconds(60))).isTrue();
        assertThat(outbox().handOverAgain(message, NOON.plusSeconds(61))).as("somebody else did meanwhile").isFalse();
        OutboxMessage again = outbox().find(message.token()).orElseThrow();
        assertThat(again.handedOverAt()).contains(NOON.plusSeconds(60));
        assertThat(again.attempts()).isEqualTo(2);
        assertThat(again.outgoing()).isEqualTo(message.outgoing());
        outbox().report(report(message.token(), "SM1", DeliveryState.DELIVERED));
        assertThat(outbox().handOverAgain(again, NOON.plusSeconds(90))).isFalse();
    }

    @Test
    void anUncertainMessageThatWasNotTakenWaitsAgain() {
        OutboxMessage message = uncertain(1, NOON);

        assertThat(outbox().putBack(message, Outcome.again(NOON.plusSeconds(60), "not there"), NOON.plusSeconds(5))).isTrue();
        assertThat(outbox().putBack(message, Outcome.again(NOON, "not there"), NOON.plusSeconds(5))).isFalse();
        OutboxMessage back = outbox().find(message.token()).orElseThrow();
        assertThat(back.state()).isEqualTo(OutboxState.SCHEDULED);
        assertThat(back.due()).isEqualTo(NOON.plusSeconds(60));
        assertThat(back.handedOverAt()).isEmpty();
        assertThat(back.outgoing()).isEmpty();
        assertThat(jobs(outbox().claim(LEASE, NOON.plusSeconds(60), 9, Set.of()))).containsExactly(1L);
    }

    private OutboxMessage uncertain(long job, Instant handedOver) {
        OutboxMessage claimed = claimed(job, job);
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, handedOver);
        outbox().settle(claimed, Outcome.of(OutboxState.UNCERTAIN, "UNCERTAIN", "no answer"), handedOver);
        return outbox().find(claimed.token()).orElseThrow();
    }

    @Test
    void aReportSettlesWhatWasUncertain() {
        OutboxMessage claimed = claimed(1, 7);
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON);
        outbox().settle(claimed, Outcome.of(OutboxState.UNCERTAIN, "UNCERTAIN", "no answer"), NOON);
        assertThat(outbox().uncertain(NOON.minusSeconds(1), "", 9)).hasSize(1);
        assertThat(outbox().uncertain(NOON, "~", 9)).isEmpty();

        OutboxMessage reported = outbox()
                .report(new DeliveryReport(Optional.of(claimed.token()), "SM1", DeliveryState.UNDELIVERED,
                        "30006", "landline", Suppression.RECIPIENT, NOON))
                .orElseThrow();

        assertThat(reported.state()).isEqualTo(OutboxState.FAILED);
        assertThat(reported.reason()).isEqualTo("30006");
        assertThat(reported.providerId()).contains("SM1");
        assertThat(outbox().uncertain(NOON.minusSeconds(1), "", 9)).isEmpty();
    }

    @Test
    void aMessageThatArrivedAfterAllIsNotSentAgain() {
        OutboxMessage claimed = claimed(1, 7);
        outbox().begin(claimed, outgoing(claimed, "Hi"), LEASE, NOON);
        outbox().settle(claimed, Outcome.again(NOON, "said to be busy"), NOON);

        assertThat(outbox().report(report(claimed.token(), "SM1", DeliveryState.ACCEPTED)).orElseThrow().state())
                .isEqualTo(OutboxState.ACCEPTED);
        assertThat(outbox().claim(LEASE, NOON.plusSeconds(9), 9, Set.of())).isEmpty();
    }

    @Test
    void messagesAreListedByFlowStateAndCustomer() {
        plan(scheduled(request(1, 1), ADA, NOON));
        plan(scheduled(request(2, 2), ADA, NOON.plusSeconds(1)));
        outbox().cancel(MessageSelection.customer("acme", 1), "person", NOON);

        assertThat(jobs(outbox().list("acme", null, null, null, 9))).containsExactly(2L, 1L);
        assertThat(jobs(outbox().list("acme", FLOW, OutboxState.CANCELLED, null, 9))).containsExactly(1L);
        assertThat(jobs(outbox().list("acme", null, null, 2L, 9))).containsExactly(2L);
        assertThat(outbox().list("acme", "other", null, null, 9)).isEmpty();
        assertThat(outbox().list("other", null, null, null, 9)).isEmpty();
    }

    @Test
    void theHistoryCountsWhatWasHandedOverAndIfAskedWhatWaits() {
        OutboxMessage sent = claimed(1, 7);
        outbox().begin(sent, outgoing(sent, "Hi"), LEASE, NOON);
        assertThat(outbox().count(history("x", false))).as("being handed over").isEqualTo(1);
        outbox().settle(sent, Outcome.accepted("SM1"), NOON);
        plan(scheduled(request(2, 7), ADA, NOON.plusSeconds(60)));
        plan(scheduled(request(3, 8), "+15125550108", NOON));

        assertThat(outbox().count(history("x", false))).isEqualTo(1);
        assertThat(outbox().count(history("x", true))).isEqualTo(2);
        assertThat(outbox().count(history(sent.token(), true))).as("without the one that asks").isEqualTo(1);
        outbox().report(report(sent.token(), "SM1", DeliveryState.FAILED));
        assertThat(outbox().count(history("x", false))).as("refused, so nobody was reached").isZero();
    }

    @Test
    void theHistoryIsAskedForATimeAKindAndAHousehold() {
        plan(scheduled(request(1, 7), ADA, NOON));
        plan(scheduled(visit(2, 8), ADA, NOON.plusSeconds(10)));
        plan(scheduled(request(3, 9), "+15125550109", NOON.plusSeconds(20)));

        assertThat(outbox().count(of(Set.of(), null, null, NOON, NOON.plusSeconds(20)))).as("both ends are outside")
                .isEqualTo(1);
        assertThat(outbox().count(of(Set.of(MessageKind.MARKETING), null, null, NOON.minusSeconds(1), null))).isEqualTo(2);
        assertThat(outbox().count(of(Set.of(), 90L, ADA, NOON.minusSeconds(1), null))).as("by number or by location")
                .isEqualTo(3);
        assertThat(outbox().count(of(Set.of(), null, ADA, NOON.minusSeconds(1), null))).isEqualTo(2);
    }

    @Test
    void whenAnAppointmentBeginsStaysWhenPersonalDataGoes() {
        MessageRequest request = request(1, 7);
        MessageRequest told = new MessageRequest(request.key(), request.kind(), request.channel(), request.connection(),
                request.template(), request.customerId(), request.locationId(), request.happenedAt(), request.notBefore(),
                Map.of("start", "2026-09-01T14:00:00Z", "customerName", "Ada"));
        OutboxMessage waiting = scheduled(told, ADA, NOON);
        plan(waiting);
        outbox().cancel(MessageSelection.token(told.tenant(), waiting.token()), "taken-back", NOON);

        outbox().removePersonalDataEndedBefore(NOON.plusSeconds(1));
        assertThat(outbox().find(waiting.token()).orElseThrow().request().values())
                .isEqualTo(Map.of("start", "2026-09-01T14:00:00Z"));
    }

    @Test
    void personalDataGoesFirstAndTheRestLater() {
        OutboxMessage sent = claimed(1, 7);
        outbox().begin(sent, outgoing(sent, "Hi Ada"), LEASE, NOON);
        outbox().settle(sent, Outcome.accepted("SM1"), NOON);
        plan(scheduled(request(2, 8), "+15125550108", NOON));

        assertThat(outbox().removePersonalDataEndedBefore(NOON)).isZero();
        assertThat(outbox().removePersonalDataEndedBefore(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(outbox().removePersonalDataEndedBefore(NOON.plusSeconds(1))).isZero();
        assertThat(outbox().find(sent.token())).hasValueSatisfying(kept -> {
            assertThat(kept.recipient()).isEmpty();
            assertThat(kept.outgoing()).isEmpty();
            assertThat(kept.request().values()).isEmpty();
        });
        assertThat(outbox().plan(scheduled(request(1, 7), ADA, NOON))).as("still known").isFalse();
        assertThat(outbox().count(history("x", false))).isEqualTo(1);
        assertThat(outbox().removeEndedBefore(NOON.plusSeconds(1))).isEqualTo(1);
        assertThat(jobs(outbox().list("acme", null, null, null, 9))).as("what waits stays").containsExactly(2L);
    }

    private OutboxMessage claimed(long job, long customer) {
        plan(scheduled(request(job, customer), ADA, NOON));
        List<OutboxMessage> claimed = outbox().claim(LEASE, NOON, 9, Set.of());
        assertThat(jobs(claimed)).containsExactly(job);
        return claimed.get(0);
    }

    private void plan(OutboxMessage message) {
        assertThat(outbox().plan(message)).isTrue();
    }

    private static List<Long> jobs(List<OutboxMessage> messages) {
        return messages.stream().map(message -> message.request().key().subject().id()).toList();
    }

    private static DeliveryReport report(String token, String providerId, DeliveryState state) {
        return new DeliveryReport(Optional.ofNullable(token), providerId, state, "", "", Suppression.NONE, NOON);
    }

    private static History history(String except, boolean waiting) {
        return new History("acme", except, Optional.of(FLOW), Optional.of("review-request"), Set.of(), OptionalLong.of(7),
                OptionalLong.empty(), Optional.empty(), NOON.minus(Duration.ofDays(1)), Optional.empty(), waiting);
    }

    private static History of(Set<MessageKind> kinds, Long location, String recipient, Instant after, Instant before) {
        return new History("acme", "x", Optional.empty(), Optional.empty(), kinds, OptionalLong.empty(),
                location == null ? OptionalLong.empty() : OptionalLong.of(location), Optional.ofNullable(recipient), after,
                Optional.ofNullable(before), true);
    }
}
