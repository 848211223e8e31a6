package io.fieldline.agent;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How much a client may ask, whatever it asks: so many calls at once, so that it leaves the others room, and so many a minute, so
 * that the audit, which is kept for ever, grows no faster.
 */
final class Traffic {

    static final int AT_ONCE = 10;
    static final int A_MINUTE = 300;

    private final InstantSource clock;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();

    Traffic(InstantSource clock) {
        this.clock = clock;
    }

    /** @param noted whether it is the first in this minute that is turned away for this reason */
    record TurnedAway(String why, boolean noted) {}

    private static final class Use {

        private Instant minute = Instant.MIN;
        private int calls;
        private int underWay;
        private boolean noted;

        synchronized Optional<TurnedAway> enter(Instant now) {
            Instant current = now.truncatedTo(ChronoUnit.MINUTES);
            if (!current.equals(minute)) {
                minute = current;
                calls = 0;
                noted = false;
            }
            if (calls >= A_MINUTE) {
                return turnedAway("You called " + A_MINUTE + " times within a minute; the next one begins at "
                        + current.plus(1, ChronoUnit.MINUTES));
            }
            calls++;
            if (underWay >= AT_ONCE) {
                return turnedAway(AT_ONCE + " calls of yours are under way; wait for one of them");
            }
            underWay++;
            return Optional.empty();
        }

        private Optional<TurnedAway> turnedAway(String why) {
            boolean first = !noted;
            noted = true;
            return Optional.of(new TurnedAway(why, first));
        }

        synchronized void leave() {
            underWay--;
        }
    }

    /** @return empty when the call may go on, and then {@link #leave} has to follow */
    Optional<TurnedAway> enter(String client) {
        return use(client).enter(clock.instant());
    }

    void leave(String client) {
        use(client).leave();
    }

    private Use use(String client) {
        return uses.computeIfAbsent(client, name -> new Use());
    }
}
