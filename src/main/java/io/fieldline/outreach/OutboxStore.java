package io.fieldline.outreach;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who was, will be or would have been messaged, and who not. Each change is one transaction and happens only from the state
 * that it is meant for, so that of two who want something else of a message one is told that it came too late.
 */
public interface OutboxStore {

    /**
     * Runs a decision about a message, the only one of the tenant at this time, among all threads and all processes that share
     * the store: two that are counted at once would both find room below a cap. What it writes is seen by the next one, and
     * not kept when it throws.
     */
    <T> T deciding(String tenant, Supplier<T> decision);

    /** @return false when this flow has told of the event of the subject already, or decided not to; then nothing changes */
    boolean plan(OutboxMessage message);

    /**
     * Takes messages whose time has come, in the order of their due times, and of one customer one at a time. Several
     * processes may claim at once; each message is given to one.
     *
     * @param except tenants whose messages are left where they are
     */
    List<OutboxMessage> claim(Lease lease, Instant now, int limit, Set<String> except);

    /** Takes messages over from those whose lease ran out. */
    List<OutboxMessage> takeOver(Lease lease, Instant now, int limit, Set<String> except);

    /** @return whether the message is still its claimer's and now has this recipient */
    boolean readdress(OutboxMessage claimed, Recipient recipient, Instant now);

    /**
     * Keeps the message as it is about to be handed over. Up to here it can be cancelled; from here on it counts as sent
     * until it is known not to be.
     *
     * @param lease a new end of the claimer's lease
     * @return false when the message was cancelled or taken over meanwhile: then it must not be handed over
     */
    boolean begin(OutboxMessage claimed, OutgoingMessage outgoing, Lease lease, Instant now);

    /** @return false when somebody else has settled it or taken it over */
    boolean settle(OutboxMessage claimed, Outcome outcome, Instant now);

    /**
     * Takes back what was not handed over yet.
     *
     * @param reason as {@link OutboxMessage#reason()}
     * @return how many
     */
    int cancel(MessageSelection selection, String reason, Instant now);

    /**
     * Keeps what a provider reported later. What is known already stays: a message that was delivered is not accepted again.
     *
     * @return the message as it is then; empty when there is none
     */
    Optional<OutboxMessage> report(DeliveryReport report);

    Optional<OutboxMessage> find(String token);

    /** The newest due times first; null for a flow, a state or a customer means any. */
    List<OutboxMessage> list(String tenant, String flow, OutboxState state, Long customerId, int limit);

    /**
     * Messages of which it is not known whether the provider has them, in the order of handing over and of their tokens.
     *
     * @param handedOverAfter with <code>token</code>, the place in that order after which they come
     */
    List<OutboxMessage> uncertain(Instant handedOverAfter, String token, int limit);

    /**
     * Keeps that an UNCERTAIN message is handed over once more, from when on it counts for caps.
     *
     * @return false when something else is known of it meanwhile: then it must not be handed over
     */
    boolean handOverAgain(OutboxMessage uncertain, Instant now);

    /**
     * Keeps that an UNCERTAIN message was not taken.
     *
     * @param outcome SCHEDULED or TOO_LATE
     * @return false when something else is known of it meanwhile
     */
    boolean putBack(OutboxMessage uncertain, Outcome outcome, Instant now);

    Map<OutboxState, Long> counts(String tenant);

    int count(History history);

    /** @return how many lost their recipient, text and values, because they ended before */
    int removePersonalDataEndedBefore(Instant instant);

    /** @return how many went, because they ended before */
    int removeEndedBefore(Instant instant);
}
