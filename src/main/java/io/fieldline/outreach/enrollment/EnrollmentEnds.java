package io.fieldline.outreach.enrollment;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.SyncException;
import io.fieldline.outreach.EnrollmentChannel;
import io.fieldline.outreach.EnrollmentChannel.Release;
import io.fieldline.outreach.MessageChannels;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.RefusalReason;
import io.fieldline.outreach.SequenceStore;

/**
 * Lets contacts go for which there is no more reason. That is no message to a customer, so neither consent nor the hour nor a
 * number of messages holds it up; it is tried until the CRM shows it. Who is to be let go is found in the store each time.
 */
public final class EnrollmentEnds {

    private static final int AT_ONCE = 100;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final EnrollmentStore store;
    private final SequenceStore sequences;
    private final OutboxStore outbox;
    private final MessageChannels channels;
    private final InstantSource clock;

    private record Account(String tenant, String connection) {}

    public EnrollmentEnds(EnrollmentStore store, SequenceStore sequences, OutboxStore outbox, MessageChannels channels,
            InstantSource clock) {
        this.store = store;
        this.sequences = sequences;
        this.outbox = outbox;
        this.channels = channels;
        this.clock = clock;
    }

    /** For one thread at a time. */
    public void run() {
        while (store.take(clock.instant(), AT_ONCE) == AT_ONCE) {
            continue;
        }
        store.optedOut(AT_ONCE).forEach(this::optOut);
        store.endWithTheirSequence(clock.instant());
        Map<Account, SyncException> away = new HashMap<>();
        for (Enrollment enrollment : store.due(clock.instant(), AT_ONCE)) {
            Account account = new Account(enrollment.tenant(), enrollment.connection());
            if (away.containsKey(account)) {
                later(enrollment, away.get(account).getMessage());
            } else {
                end(enrollment, account, away);
            }
        }
    }

    private void optOut(Enrollment enrollment) {
        String reason = RefusalReason.OPTED_OUT.name();
        sequences.stop(enrollment.tenant(), enrollment.flow(), enrollment.subject().record(), reason, clock.instant());
        store.end(enrollment.token(), reason, clock.instant());
    }

    /**
     * A failure that nobody knows is taken to be this contact's, so that it does not hold up the others.
     *
     * @param away accounts that are not to be asked again in this turn
     */
    private void end(Enrollment enrollment, Account account, Map<Account, SyncException> away) {
        try {
            store.settle(enrollment.ended(released(enrollment), clock.instant()));
        } catch (SyncException failure) {
            if (!(failure instanceof RejectedRecordException)) {
                away.put(account, failure);
            }
            later(enrollment, failure.getMessage());
        } catch (RuntimeException failure) {
            later(enrollment, failure.getClass().getName());
        }
    }

    /** @return why there was nothing to do; empty when there was */
    private String released(Enrollment enrollment) {
        if (store.goesOnOtherwise(enrollment)) {
            return "the contact stays for another reason";
        }
        if (!(channels.of(enrollment.tenant(), enrollment.connection()) instanceof EnrollmentChannel channel)) {
            throw new MisconfiguredException("Tenant " + enrollment.tenant() + ": the connection " + enrollment.connection()
                    + " is not that of a CRM any more, and a contact is still in its workflow");
        }
        // The address may lead to nobody any more, the id does not change.
        String contact = outbox.find(enrollment.token()).flatMap(OutboxMessage::providerId).orElse(enrollment.contact());
        return channel.end(contact, enrollment.trigger()) == Release.RELEASED ? "" : "there was nothing left to end";
    }

    private void later(Enrollment enrollment, String problem) {
        Instant now = clock.instant();
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(enrollment.attempts(), 10));
        store.settle(enrollment.again(now.plus(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait), problem, now));
    }
}
