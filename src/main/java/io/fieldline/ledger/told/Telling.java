package io.fieldline.ledger.told;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

import io.fieldline.ledger.DocumentKey;

/**
 * One document that ServiceTitan is to be told of in one way.
 *
 * @param position of the ledger when something of the document was last kept; who carried out an older one does not end the
 *        newer one
 * @param due when it is tried next
 * @param attempts since the document was last kept
 * @param sent what was last sent, whether or not ServiceTitan got it; empty before
 * @param sentAt when
 * @param told what ServiceTitan last showed of us; empty before
 * @param problem of the last attempt, or why there is nothing to tell; one sentence, empty when there is none
 */
public record Telling(DocumentKey key, Way way, long position, State state, Instant due, int attempts, String sent,
        Optional<Instant> sentAt, String told, String problem, Instant changedAt) {

    public enum State {
        /** Waits for its time, or for another try. */
        WAITING,
        /** It is too early to tell of it, and nothing is wrong; it is looked at again. */
        EARLY,
        /** ServiceTitan shows it. */
        DONE,
        /** There is nothing to tell, or nothing to tell it of. */
        NOTHING,
        /** ServiceTitan refused it; it is told again when the document changes. */
        REFUSED
    }

    public Telling {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(way, "way");
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(sent, "sent");
        Objects.requireNonNull(told, "told");
        Objects.requireNonNull(problem, "problem");
    }

    Telling sending(String text, Instant now) {
        return new Telling(key, way, position, state, due, attempts, text, Optional.of(now), told, problem, now);
    }

    Telling done(String text, Instant now) {
        return ended(State.DONE, text, "", now);
    }

    Telling nothing(String why, Instant now) {
        return ended(State.NOTHING, told, why, now);
    }

    Telling refused(String why, Instant now) {
        return ended(State.REFUSED, told, why, now);
    }

    private Telling ended(State how, String text, String why, Instant now) {
        return new Telling(key, way, position, how, due, attempts + 1, sent, sentAt, text, why, now);
    }

    Telling again(Instant next, String why, Instant now) {
        return later(State.WAITING, next, why, now);
    }

    Telling early(Instant next, String why, Instant now) {
        return later(State.EARLY, next, why, now);
    }

    private Telling later(State how, Instant next, String why, Instant now) {
        return new Telling(key, way, position, how, next, attempts + 1, sent, sentAt, told, why, now);
    }
}
