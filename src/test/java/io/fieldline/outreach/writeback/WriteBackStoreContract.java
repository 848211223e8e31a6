package io.fieldline.outreach.writeback;

import static io.fieldline.outreach.Messages.ADA;
import static io.fieldline.outreach.Messages.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.outreach.DeliveryReport;
import io.fieldline.outreach.DeliveryState;
import io.fieldline.outreach.Lease;
import io.fieldline.outreach.Messages;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutreachStores;
import io.fieldline.outreach.Suppression;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBack.State;

/** What every store of what ServiceTitan is to be told keeps to. */
public abstract class WriteBackStoreContract {

    protected abstract WriteBackStore store();

    protected abstract OutreachStores outreach();

    @Test
    void anOptOutIsNewUntilItIsWantedAndEndedOnceItIsLifted() {
        outreach().blocked().block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));
        outreach().blocked().block(new Blocked("acme", "ada@customer.example", Cause.OPTED_OUT, "link", NOON));
        outreach().blocked().block(new Blocked("acme", "+15125550199", Cause.UNREACHABLE, "21614", NOON));
        outreach().blocked().block(new Blocked("other", "+15125550177", Cause.OPTED_OUT, "reply STOP", NOON));

        assertThat(store().newOptOuts("acme", false, 9)).containsExactly(ADA);
        assertThat(store().newOptOuts("acme", true, 9)).containsExactly("ada@customer.example");
        WriteBack wish = WriteBack.waiting("acme", Kind.OPT_OUT, ADA, NOON);
        store().want(wish);
        assertThat(store().newOptOuts("acme", false, 9)).isEmpty();
        assertThat(store().endedOptOuts("acme", 9)).isEmpty();

        outreach().blocked().lift("acme", ADA, Cause.OPTED_OUT);
        assertThat(store().endedOptOuts("acme", 9)).containsExactly(wish);
        store().want(wish.wanted(false, NOON));
        assertThat(store().endedOptOuts("acme", 9)).isEmpty();

        outreach().blocked().block(new Blocked("acme", ADA, Cause.OPTED_OUT, "reply STOP", NOON));
        assertThat(store().newOptOuts("acme", false, 9)).containsExactly(ADA);
    }

    @Test
    void whoCarriedOutAnOlderWishDoesNotEndTheNewerOne() {
        WriteBack stop = WriteBack.waiting("acme", Kind.OPT_OUT, ADA, NOON);
        store().want(stop);
        store().want(stop.wanted(false, NOON));

        assertThat(store().settle(stop.ended(State.DONE, "", NOON))).isFalse();
        assertThat(store().find("acme", Kind.OPT_OUT, ADA)).contains(stop.wanted(false, NOON));
        store().want(stop);
        assertThat(store().find("acme", Kind.OPT_OUT, ADA).orElseThrow().wanted()).isFalse();
    }

    @Test
    void whatWaitsIsDueAtItsTimeWithWhatWasKept() {
        WriteBack wish = WriteBack.waiting("acme", Kind.OPT_OUT, ADA, NOON);
        store().want(wish);
        WriteBack later = wish
                .keeping(Map.of("contacts", Map.of("customer/7/1", Map.of("marketingUpdatesEnabled", true))), NOON)
                .again(NOON.plusSeconds(60), "ServiceTitan is away", NOON);

        assertThat(store().due("acme", NOON.minusSeconds(1), 9)).isEmpty();
        assertThat(store().due("acme", NOON, 9)).containsExactly(wish);
        assertThat(store().due("other", NOON, 9)).isEmpty();
        assertThat(store().settle(later)).isTrue();
        assertThat(store().due("acme", NOON, 9)).isEmpty();
        assertThat(store().due("acme", NOON.plusSeconds(60), 9)).containsExactly(later);
        assertThat(store().troubled("acme", 9)).containsExactly(later);
        assertThat(store().troubled("other", 9)).isEmpty();
        store().settle(later.ended(State.DONE, "", NOON));
        assertThat(store().troubled(null, 9)).isEmpty();
    }

    @Test
    void aMessageIsNewlySentOnceItIsAcceptedUntilANoteOfItIsWanted() {
        OutboxMessage message = Messages.scheduled(Messages.request(4711, 7), ADA, NOON);
        outreach().outbox().plan(message);
        assertThat(store().newlySent("acme", List.of("twilio"), NOON.minusSeconds(9), 9)).isEmpty();

        accept(message);
        assertThat(store().newlySent("acme", List.of("twilio"), NOON.minusSeconds(9), 9))
                .extracting(OutboxMessage::token).containsExactly(message.token());
        assertThat(store().newlySent("acme", List.of("mail"), NOON.minusSeconds(9), 9)).isEmpty();
        assertThat(store().newlySent("other", List.of("twilio"), NOON.minusSeconds(9), 9)).isEmpty();
        assertThat(store().newlySent("acme", List.of("twilio"), NOON.plusSeconds(9), 9)).isEmpty();
        assertThat(store().customersAt("acme", ADA, 9)).containsExactly(7L);
        assertThat(store().customersAt("other", ADA, 9)).isEmpty();

        store().want(WriteBack.waiting("acme", Kind.JOB_NOTE, message.token(), NOON));
        assertThat(store().newlySent("acme", List.of("twilio"), NOON.minusSeconds(9), 9)).isEmpty();
        assertThat(store().removeWithoutMessage()).isZero();
        assertThat(outreach().outbox().removeEndedBefore(NOON.plus(Duration.ofDays(1)))).isEqualTo(1);
        assertThat(store().removeWithoutMessage()).isEqualTo(1);
    }

    private void accept(OutboxMessage message) {
        Lease lease = new Lease("worker", NOON.plusSeconds(90));
        OutboxMessage claimed = outreach().outbox().claim(lease, NOON, 1, Set.of()).get(0);
        assertThat(outreach().outbox().begin(claimed, Messages.outgoing(claimed, "Thank you"), lease, NOON)).isTrue();
        outreach().outbox().report(new DeliveryReport(Optional.of(message.token()), "SM1", DeliveryState.ACCEPTED, "", "",
                Suppression.NONE, NOON));
    }
}
