package io.fieldline.agent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;

/** Counts where a client looked for what it does not see and found nothing: who goes through all numbers finds the right one. */
final class Guesses {

    static final int AN_HOUR = 30;
    private static final Duration HOUR = Duration.ofHours(1);

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> failed = new ConcurrentHashMap<>();

    Guesses(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a call if it finds nothing.
     *
     * @throws RefusedCallException when that was too often already, and what the call throws itself
     */
    ObjectNode counted(String client, Supplier<ObjectNode> call) {
        require(client);
        try {
            ObjectNode answer = call.get();
            if (answer.path("items").isArray() && answer.path("items").isEmpty()) {
                failed(client);
            }
            return answer;
        } catch (RefusedCallException e) {
            if (e.code().equals("not_found")) {
                failed(client);
            }
            throw e;
        }
    }

    private void require(String client) {
        Deque<Instant> times = failed.computeIfAbsent(client, name -> new ArrayDeque<>());
        synchronized (times) {
            Instant since = clock.instant().minus(HOUR);
            times.removeIf(time -> time.isBefore(since));
            if (times.size() >= AN_HOUR) {
                throw RefusedCallException.of("over_budget", "You looked " + AN_HOUR
                        + " times within an hour for what you do not see, and found nothing; you may again at "
                        + times.getFirst().plus(HOUR).plusSeconds(1).truncatedTo(ChronoUnit.SECONDS));
            }
        }
    }

    private void failed(String client) {
        Deque<Instant> times = failed.computeIfAbsent(client, name -> new ArrayDeque<>());
        synchronized (times) {
            times.addLast(clock.instant());
        }
    }
}
