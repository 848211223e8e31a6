package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.fieldline.outreach.MessageChannel.LostAnswer;

/**
 * Finds out about messages of which it is not known whether the provider has them: those are looked for that can be, and
 * handed over again that the provider knows by their token. The oldest come first, and each run goes on where the one before
 * ended. A provider that does not answer is left alone until the next run.
 */
final class OpenMessages {

    /** How long it is tried to find out. */
    private static final Duration LOOKED_FOR = Duration.ofHours(48);

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
        Place after = reached == null || reached.handedOverAt().isBefore(earliest) ? new Place(earliest, "") : reached;
        Set<String> silent = new HashSet<>();
        int left = limit;
        List<OutboxMessage> page;
        do {
            page = ports.outbox().uncertain(after.handedOverAt(), after.token(), limit);
            for (OutboxMessage message : page) {
                if (left == 0) {
                    reached = after;
                    return;
                }
                after = Place.of(message);
                left -= !silent.contains(account(message)) && settled(message, silent) ? 1 : 0;
            }
        } while (page.size() == limit);
        reached = null;
    }

    private static String account(OutboxMessage message) {
        return message.tenant() + "/" + message.request().connection();
    }

    /** @return whether the provider was asked */
    private boolean settled(OutboxMessage message, Set<String> silent) {
        Optional<MessageChannel> channel = channel(message);
        LostAnswer how = channel.map(MessageChannel::lostAnswer).orElse(LostAnswer.STAYS_OPEN);
        boolean answered = switch (how) {
            case STAYS_OPEN -> true;
            case IS_LOOKED_FOR -> lookedFor(message);
            case IS_REPEATED -> repeating.repeat(channel.get(), message);
        };
        if (!answered) {
            silent.add(account(message));
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
