package io.fieldline.lane;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The consumers that are started, so that a verb or an event finds the flow it is meant for. */
public final class RunningFlows {

    private final Set<FollowingConsumer> consumers = ConcurrentHashMap.newKeySet();

    void add(FollowingConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(FollowingConsumer consumer) {
        consumers.remove(consumer);
    }

    public Stream<FollowingConsumer> all() {
        return consumers.stream();
    }

    public Optional<FollowingConsumer> find(String flow) {
        return all().filter(consumer -> consumer.flow().equals(flow)).findFirst();
    }
}
