package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ConsentGate.Moment;

/**
 * Sends one claimed message: looks how things are, asks the gate, writes the text, keeps it, hands it over, and keeps what
 * the provider said. Whatever ends before the text is kept has sent nothing and may come again; whatever ends after may have
 * been sent and does not.
 */
final class Sending {

    static final String PREVIEW = "the tenant's messages are in preview";

    private static final Duration SHORTEST_VALIDITY = Duration.ofSeconds(1);

    private final SendingPorts ports;
    private final ConsentGate gate;
    private final Handovers handovers;
    private final Duration lease;

    Sending(SendingPorts ports, ConsentGate gate, Handovers handovers, Duration lease) {
        this.ports = ports;
        this.gate = gate;
        this.handovers = handovers;
        this.lease = lease;
    }

    /** @throws SyncException when the store fails once the message was handed over: it is looked for when its lease ran out */
    void send(OutboxMessage claimed) {
        begun(claimed).ifPresent(begun -> handovers.keep(claimed, handOver(begun.channel(), begun.outgoing()),
                Backoff.after(claimed.attempts())));
    }

    private record Begun(MessageChannel channel, OutgoingMessage outgoing) {}

    /** A failure that nobody knows is taken to be this message's, so that it does not hold up the others. */
    private Optional<Begun> begun(OutboxMessage claimed) {
        try {
            return prepared(claimed);
        } catch (RejectedRecordException failure) {
            settle(claimed, Outcome.of(OutboxState.FAILED, "TEMPLATE", failure.getMessage()));
        } catch (SyncException failure) {
            Duration asked = failure instanceof RetryLaterException later
                    ? later.retryAfter().orElse(Duration.ZERO)
                    : Duration.ZERO;
            postpone(claimed, asked, failure.getMessage());
        } catch (RuntimeException failure) {
            settle(claimed, Outcome.of(OutboxState.FAILED, "DEFECT", failure.getClass().getName()));
        }
        return Optional.empty();
    }

    /** @return empty when the message was settled instead */
    private Optional<Begun> prepared(OutboxMessage claimed) {
        Optional<MessageRules> rules = ports.rules().of(claimed.tenant(), claimed.request().key().flow());
        if (rules.isEmpty()) {
            postpone(claimed, Duration.ZERO, "the flow is not switched on");
            return Optional.empty();
        }
        if (rules.get().mode() == Mode.PREVIEW) {
            settle(claimed, Outcome.of(OutboxState.PREVIEWED, "", PREVIEW));
            return Optional.empty();
        }
        MessageChannel channel = channel(claimed);
        Standing standing = look(claimed);
        if (standing instanceof Standing.Stopped stopped) {
            settle(claimed, Outcome.of(OutboxState.CANCELLED, stopped.condition(), stopped.detail()));
            return Optional.empty();
        }
        return begun(claimed, channel, rules.get(), (Standing.Stands) standing).map(outgoing -> new Begun(channel, outgoing));
    }

    /** That ServiceTitan refuses to show a record says nothing about the template. */
    private Standing look(OutboxMessage claimed) {
        try {
            return ports.stops().look(claimed.request());
        } catch (RejectedRecordException refused) {
            throw new RetryLaterException(refused.getMessage(), refused);
        }
    }

    /**
     * The recipient is kept before the gate is asked about it, by itself: an opt-out that comes between takes the message back
     * by its recipient.
     */
    private Optional<OutgoingMessage> begun(OutboxMessage claimed, MessageChannel channel, MessageRules rules,
            Standing.Stands standing) {
        Optional<Recipient> recipient = RecipientChoice.choose(claimed.request(), rules, standing.facts());
        if (recipient.isPresent() && !recipient.equals(claimed.recipient())
                && !ports.outbox().readdress(claimed, recipient.get(), now())) {
            return Optional.empty();
        }
        return ports.outbox().deciding(claimed.tenant(),
                () -> allowed(claimed, rules, standing.facts())
                        .map(pass -> outgoing(claimed, rules, standing, pass.recipient()))
                        .filter(outgoing -> begin(claimed, channel, outgoing)));
    }

    private Optional<Decision.Allowed> allowed(OutboxMessage claimed, MessageRules rules, ContactFacts facts) {
        Instant now = now();
        Decision decision = gate.decide(claimed.request(), rules, facts, Moment.SENDING, now);
        if (decision instanceof Decision.Refused refused) {
            settle(claimed, Outcome.refused(refused));
            return Optional.empty();
        }
        Decision.Allowed allowed = (Decision.Allowed) decision;
        if (allowed.due().isAfter(now)) {
            settle(claimed, Outcome.again(allowed.due(), ""));
            return Optional.empty();
        }
        return Optional.of(allowed);
    }

    private OutgoingMessage outgoing(OutboxMessage claimed, MessageRules rules, Standing.Stands standing,
            Recipient recipient) {
        Map<String, Object> values = new LinkedHashMap<>(claimed.request().values());
        values.putAll(standing.values());
        MessageText text = ports.texts().write(claimed, standing.facts(), values);
        MessageRequest request = claimed.request();
        if (request.kind() == MessageKind.MARKETING && request.channel() == ChannelKind.EMAIL) {
            requireMarketing(claimed, rules.marketingEmail(), text);
        }
        Instant now = now();
        return new OutgoingMessage(claimed.token(), request.channel(), address(claimed, rules, recipient), recipient.name(),
                text.subject(), text.body(),
                text.html(), text.unsubscribe(), request.key().event(), text.properties(),
                validity(now, claimed.expires()), now);
    }

    /** To whom it really goes. */
    static String address(OutboxMessage message, MessageRules rules, Recipient recipient) {
        return rules.mode() == Mode.REDIRECT ? rules.redirect().get(message.request().channel()) : recipient.address();
    }

    private static Duration validity(Instant now, Instant expires) {
        Duration left = Duration.between(now, expires);
        return left.compareTo(SHORTEST_VALIDITY) < 0 ? SHORTEST_VALIDITY : left;
    }

    private static void requireMarketing(OutboxMessage message, MarketingEmail rules, MessageText text) {
        String made = "template " + message.request().template() + " made a marketing e-mail without ";
        if (text.unsubscribe().isEmpty()) {
            throw new RejectedRecordException(made + "an address to unsubscribe at");
        }
        if (!rules.bears(text.body()) || !text.html().map(rules::bears).orElse(true)) {
            throw new RejectedRecordException(made + "the tenant's postal address");
        }
    }

    private MessageChannel channel(OutboxMessage claimed) {
        MessageRequest request = claimed.request();
        MessageChannel channel = ports.channels().of(claimed.tenant(), request.connection());
        if (channel.kind() != request.channel()) {
            throw new MisconfiguredException("tenant " + claimed.tenant() + ": flow " + request.key().flow() + " sends by "
                    + request.channel() + ", and connection " + request.connection() + " is for " + channel.kind());
        }
        return channel;
    }

    /** Nobody looks after it while the channel may still be at it. */
    private boolean begin(OutboxMessage claimed, MessageChannel channel, OutgoingMessage outgoing) {
        Instant now = now();
        Instant until = now.plus(channel.longest()).plus(lease);
        return ports.outbox().begin(claimed, outgoing, new Lease(claimed.lease().orElseThrow().holder(), until), now);
    }

    /** A failure that nobody knows says nothing of whether the provider has the message. */
    private static Handover handOver(MessageChannel channel, OutgoingMessage outgoing) {
        try {
            return channel.handOver(outgoing);
        } catch (TenantUnavailableException | MisconfiguredException refused) {
            return new Handover.NotTaken(refused.getMessage(), Optional.empty());
        } catch (RuntimeException failure) {
            return new Handover.Uncertain(String.valueOf(failure.getMessage()));
        }
    }

    private void postpone(OutboxMessage claimed, Duration asked, String detail) {
        settle(claimed, Handovers.again(claimed, Backoff.after(claimed.attempts(), asked), now(), detail));
    }

    private void settle(OutboxMessage claimed, Outcome outcome) {
        ports.outbox().settle(claimed, outcome, now());
    }

    private Instant now() {
        return ports.clock().instant();
    }
}
