package io.fieldline.servicetitan;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The consumers that are started, so that a verb or an event finds the flow it is meant for. */
public final class RunningFlows {

    private final Set<ServiceTitanConsumer> consumers = ConcurrentHashMap.newKeySet();

    void add(ServiceTitanConsumer consumer) {
        consumers.add(consumer);
    }

    void remove(ServiceTitanConsumer consumer) {
        consumers.remove(consumer);
    }

    public Stream<ServiceTitanConsumer> all() {
        return consumers.stream();
    }

    public Optional<ServiceTitanConsumer> find(String flow) {
        return all().filter(consumer -> consumer.flow().equals(flow)).findFirst();
    }
}
