package io.fieldline.outreach;

import java.time.Instant;
import java.time.InstantSource;

import io.fieldline.outreach.BlockedRecipients.Blocked;
import io.fieldline.outreach.BlockedRecipients.Cause;
import io.fieldline.sync.UnitOfWork;

/**
 * What is learned of recipients: that they told us, or the provider, to stop, which binds at once and for messages of every
 * kind; that they want to be messaged again; that nothing reaches them.
 */
public final class OptOuts {

    private final BlockedRecipients blocked;
    private final WrittenConsents consents;
    private final OutboxStore outbox;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public OptOuts(BlockedRecipients blocked, WrittenConsents consents, OutboxStore outbox, UnitOfWork unitOfWork,
            InstantSource clock) {
        this.blocked = blocked;
        this.consents = consents;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** @return what the reply asked for, which is done */
    public ReplyWord answered(String tenant, InboundReply reply) {
        ReplyWord word = ReplyWord.of(reply.body());
        if (word == ReplyWord.STOP) {
            stop(tenant, reply.from(), "reply " + reply.body().strip());
        } else if (word == ReplyWord.START) {
            start(tenant, reply.from());
        }
        return word;
    }

    /**
     * Nothing more goes to this number or address. A consent that was given before ends with it, and messages that wait are
     * taken back.
     *
     * @param source by what we know
     * @return how many messages were taken back
     */
    public int stop(String tenant, String address, String source) {
        return stopped(tenant, plain(address), source);
    }

    private int stopped(String tenant, String address, String source) {
        Instant now = clock.instant();
        return unitOfWork.execute(() -> {
            blocked.block(new Blocked(tenant, address, Cause.OPTED_OUT, source, now));
            consents.withdraw(tenant, address);
            return outbox.cancel(MessageSelection.recipient(tenant, address), RefusalReason.OPTED_OUT.name(), now);
        });
    }

    /** Messages about visits and invoices go again. A written consent to marketing has to be given anew. */
    public boolean start(String tenant, String address) {
        return blocked.lift(tenant, plain(address), Cause.OPTED_OUT);
    }

    /**
     * The provider says that nothing reaches this number or address.
     *
     * @return how many messages were taken back
     */
    public int unreachable(String tenant, String address, String source) {
        return unreached(tenant, plain(address), source);
    }

    private int unreached(String tenant, String address, String source) {
        Instant now = clock.instant();
        return unitOfWork.execute(() -> {
            blocked.block(new Blocked(tenant, address, Cause.UNREACHABLE, source, now));
            return outbox.cancel(MessageSelection.recipient(tenant, address), RefusalReason.SUPPRESSED.name(), now);
        });
    }

    /** As the outbox writes it. */
    private static String plain(String address) {
        return Contact.email(address).orElse(address.strip());
    }
}
