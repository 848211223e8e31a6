package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.RefusalReason;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What the gate says of messages that are not planned yet, and what became of those that are. */
final class GateWords {

    private static final int MOST = 1_000;
    /** What is decided about a message that may go at once is dated later by the time that it took to look. */
    private static final Duration LOOKING = Duration.ofMinutes(5);

    private GateWords() {}

    /**
     * @param decided as it would be kept in the outbox now
     * @param unhindered when it would go if nothing put it off
     */
    static FollowUpOutlook.Step step(OutboxMessage decided, Optional<Duration> after, Instant unhindered, MessageRules rules) {
        boolean refused = decided.state() == OutboxState.REFUSED;
        // The words about lateness name the moment of asking, which is another one at each look.
        String words = decided.reason().equals(RefusalReason.TOO_LATE.name())
                ? decided.reason()
                : decided.reason() + ": " + decided.detail();
        return new FollowUpOutlook.Step(decided.request().channel(), after, refused ? Optional.of(words) : Optional.empty(),
                !refused && decided.due().isAfter(unhindered.plus(LOOKING))
                        ? Optional.of(decided.due().atZone(rules.zone()))
                        : Optional.empty());
    }

    static ZonedDateTime zoned(Tenants tenants, String tenant, Instant when) {
        return when.atZone(tenants.find(tenant).map(Tenant::timeZone).orElse(ZoneOffset.UTC));
    }

    static String said(Standing.Stopped stopped) {
        return stopped.condition() + ": " + stopped.detail();
    }

    /** Where no message may go nothing is started. */
    static FollowUpOutlook outlook(List<FollowUpOutlook.Step> steps, MessageRules rules) {
        if (steps.isEmpty()) {
            return FollowUpOutlook.not("no message is left of it");
        }
        return steps.stream().allMatch(step -> step.refusal().isPresent())
                ? FollowUpOutlook.not(steps.get(0).refusal().orElseThrow())
                : new FollowUpOutlook(Optional.empty(), steps, rules.mode());
    }

    /** The messages of a flow about a record on one occasion. */
    static List<OutboxMessage> of(OutboxStore outbox, String tenant, String flow, long customer, Subject subject) {
        return outbox.list(tenant, flow, null, customer, MOST).stream()
                .filter(message -> message.request().key().subject().equals(subject)).toList();
    }

    /** Those that a provider has or may have. */
    static int sent(List<OutboxMessage> messages) {
        return (int) messages.stream().filter(message -> message.handedOverAt().isPresent()
                && message.state() != OutboxState.SCHEDULED && message.state() != OutboxState.CANCELLED).count();
    }

    static List<OutboxMessage> waiting(List<OutboxMessage> messages) {
        return messages.stream().filter(message -> !message.state().ended() && message.handedOverAt().isEmpty()).toList();
    }
}
