package io.fieldline.lane;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** The consumers that are started, so that a verb or an event finds the flow it is meant for. */
public final class RunningFlows {

    private final Set<FollowingConsumer> consumers = ConcurrentHashMap.newKeySet();
    private final List<FlowRequirement> requirements = new CopyOnWriteArrayList<>();

    /** Each flow that starts from now on has to meet it. */
    public void require(FlowRequirement requirement) {
        requirements.add(requirement);
    }

    void check(Tenant tenant, FlowSettings settings) {
        requirements.forEach(requirement -> requirement.check(tenant, settings));
    }

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
