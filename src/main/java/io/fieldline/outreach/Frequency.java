package io.fieldline.outreach;

import java.time.Duration;
import java.util.Set;

/**
 * How many messages a customer gets.
 *
 * @param messages at most so many
 * @param within in any stretch of this length
 * @param kinds that are counted and held to it; about a visit there may be several messages on one day
 */
public record Frequency(int messages, Duration within, Set<MessageKind> kinds) {

    public Frequency {
        if (messages < 1) {
            throw new IllegalArgumentException("a customer gets at least one message, not " + messages);
        }
        if (within.isNegative() || within.isZero()) {
            throw new IllegalArgumentException("messages to a customer are counted within a time above nothing, not " + within);
        }
        kinds = Set.copyOf(kinds);
    }

    public static Frequency ofMarketing(int messages, Duration within) {
        return new Frequency(messages, within, Set.of(MessageKind.MARKETING));
    }
}
