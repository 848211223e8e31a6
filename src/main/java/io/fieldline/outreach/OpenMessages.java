package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.MessageChannel.LostAnswer;

/**
 * Finds out about messages of which it is not known whether the provider has them: those are looked for that can be, and
 * handed over again that the provider knows by their token. The oldest come first, and each run goes on where the one before
 * ended. A provider that does not answer three times in a row is left alone until the next run, which goes on with what was
 * left out; every other run begins with the oldest again, so that nobody waits for a provider that stays away.
 */
final class OpenMessages {

    /** How long it is tried to find out. */
    private static final Duration LOOKED_FOR = Duration.ofHours(48);
    private static final int SILENT_AFTER = 3;

    private final SendingPorts ports;
    private final Handovers handovers;
    private final Repeating repeating;
    private Place reached;

    OpenMessages(SendingPorts ports, Handovers handovers, Repeating repeating) {
        this.ports = ports;
        this.handovers = handovers;
        this.repeating = repeating;
    }

    /** In the order of handing over. */
    private record Place(Instant handedOverAt, String token) {

        static Place of(OutboxMessage message) {
            return new Place(message.handedOverAt().orElseThrow(), message.token());
        }
    }

    /** @param limit at most so many are looked for or handed over again */
    synchronized void lookAgain(int limit) {
        Instant earliest = ports.clock().instant().minus(LOOKED_FOR);
        boolean goesOn = reached != null && !reached.handedOverAt().isBefore(earliest);
        Place after = goesOn ? reached : new Place(earliest, "");
        Place leftOut = null;
        Map<String, Integer> unanswered = new HashMap<>();
        int left = limit;
        List<OutboxMessage> page;
        do {
            page = ports.outbox().uncertain(after.handedOverAt(), after.token(), limit);
            for (OutboxMessage message : page) {
                if (left == 0) {
                    reached = after;
                    return;
                }
                if (unanswered.getOrDefault(account(message), 0) < SILENT_AFTER) {
                    left -= settled(message, unanswered) ? 1 : 0;
                } else if (leftOut == null) {
                    leftOut = after;
                }
                after = Place.of(message);
            }
        } while (page.size() == limit);
        reached = goesOn ? null : leftOut;
    }

    private static String account(OutboxMessage message) {
        return message.tenant() + "/" + message.request().connection();
    }

    /** @return whether the provider was asked */
    private boolean settled(OutboxMessage message, Map<String, Integer> unanswered) {
        Optional<MessageChannel> channel = channel(message);
        LostAnswer how = channel.map(MessageChannel::lostAnswer).orElse(LostAnswer.STAYS_OPEN);
        boolean answered = switch (how) {
            case STAYS_OPEN -> true;
            case IS_LOOKED_FOR -> lookedFor(message);
            case IS_REPEATED -> repeating.repeat(channel.get(), message);
        };
        if (how != LostAnswer.STAYS_OPEN) {
            unanswered.compute(account(message), (account, before) -> answered ? 0 : before == null ? 1 : before + 1);
        }
        return how != LostAnswer.STAYS_OPEN;
    }

    private Optional<MessageChannel> channel(OutboxMessage message) {
        try {
            return Optional.of(ports.channels().of(message.tenant(), message.request().connection()));
        } catch (RuntimeException gone) {
            return Optional.empty();
        }
    }

    private boolean lookedFor(OutboxMessage message) {
        Found found = look(message);
        if (found instanceof Found.There there) {
            handovers.keepLate(message, there.handover());
        }
        return !(found instanceof Found.Unknown);
    }

    /** Asks the provider, where it can be asked. */
    Found look(OutboxMessage message) {
        try {
            MessageChannel channel = ports.channels().of(message.tenant(), message.request().connection());
            return channel.lostAnswer() != LostAnswer.IS_LOOKED_FOR
                    ? new Found.NotThere()
                    : channel.find(message.outgoing().orElseThrow())
                            .filter(handover -> !(handover instanceof Handover.Uncertain))
                            .<Found>map(Found.There::new).orElseGet(Found.NotThere::new);
        } catch (RuntimeException cannotBeAsked) {
            return new Found.Unknown();
        }
    }

    /** What a look at the provider brought. */
    sealed interface Found {

        record There(Handover handover) implements Found {}

        record NotThere() implements Found {}

        record Unknown() implements Found {}
    }
}
