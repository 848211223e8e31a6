package io.fieldline.wiring;

import java.util.Optional;

import io.fieldline.accounting.PostingTurns;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.LaneStatus;
import io.fieldline.tenant.Tenant;

/** Flows that post, as their lanes stand. */
final class FlowsInLanes implements PostingTurns.Flows {

    private final LaneServices lanes;

    FlowsInLanes(LaneServices lanes) {
        this.lanes = lanes;
    }

    @Override
    public boolean runs(String tenant, String flow) {
        return state(tenant, flow).filter(state -> state != LaneStatus.State.PAUSED).isPresent();
    }

    @Override
    public void resume(Tenant tenant, String flow) {
        if (state(tenant.name(), flow).filter(LaneStatus.State.STOPPED::equals).isPresent()) {
            lanes.flows().find(flow).ifPresent(consumer -> consumer.applied(tenant));
        }
    }

    private Optional<LaneStatus.State> state(String tenant, String flow) {
        return lanes.lanes().statuses().stream().filter(lane -> lane.tenant().equals(tenant) && lane.flow().equals(flow))
                .map(LaneStatus::state).findFirst();
    }
}
