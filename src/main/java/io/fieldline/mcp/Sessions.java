package io.fieldline.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;

/** The sessions there are, each of the client that began it. */
final class Sessions {

    private final Door door;
    private final Predicate<String> alive;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /** @param alive whether the protocol still knows a session of this id */
    Sessions(Door door, Predicate<String> alive) {
        this.door = door;
        this.alive = alive;
    }

    /** A session begins, and is the caller's from now on. */
    Session begin(String id, Caller caller) {
        return sessions.computeIfAbsent(id, unknown -> new Session(door, caller));
    }

    Optional<Session> find(String id) {
        return Optional.ofNullable(sessions.get(id));
    }

    /** Whether a session is this caller's; one that is not is answered as one that does not exist. */
    boolean belongs(String id, Caller caller) {
        return find(id).map(session -> session.caller().equals(caller)).orElse(false);
    }

    /** Forgets the sessions that ended, and looks at the others. */
    void each(BiConsumer<String, Session> action) {
        sessions.keySet().removeIf(alive.negate());
        sessions.forEach(action);
    }
}
