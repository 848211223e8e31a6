package io.fieldline.mcp;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;

/** The sessions there are, each of the client that began it. */
final class Sessions {

    static final int MOST_OF_A_CLIENT = 20;

    private final Door door;
    private final AtomicLong begun = new AtomicLong();
    private final Predicate<String> alive;
    private final Consumer<String> ended;
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * @param alive whether the protocol still knows a session of this id
     * @param ended hears of one that ends before its time
     */
    Sessions(Door door, Predicate<String> alive, Consumer<String> ended) {
        this.ended = ended;
        this.door = door;
        this.alive = alive;
    }

    /** A session begins, and is the caller's from now on. Of a client with too many the oldest ends. */
    Session begin(String id, Caller caller) {
        Session session = sessions.computeIfAbsent(id, unknown -> new Session(door, caller, begun.incrementAndGet()));
        List<Map.Entry<String, Session>> own = sessions.entrySet().stream()
                .filter(one -> one.getValue().caller().client().equals(caller.client()))
                .sorted(Comparator.comparingLong(one -> one.getValue().number())).toList();
        own.stream().limit(Math.max(0, own.size() - MOST_OF_A_CLIENT)).map(Map.Entry::getKey).forEach(oldest -> {
            sessions.remove(oldest);
            ended.accept(oldest);
        });
        return session;
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
