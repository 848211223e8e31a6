package io.fieldline.observe;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.LaneStatus.State;

/**
 * Ready once the flows are started. A tenant in trouble is named with its cause and does not make the service unready:
 * the other tenants are served. A store that this process does not own any more does: nobody is served then.
 */
@Readiness
@ApplicationScoped
class FlowsReadiness implements HealthCheck {

    private final LaneStatuses statuses;

    @Inject
    FlowsReadiness(LaneStatuses statuses) {
        this.statuses = statuses;
    }

    @Override
    public HealthCheckResponse call() {
        Optional<String> store = statuses.storeProblem();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("flows").status(statuses.serving() && store.isEmpty());
        store.ifPresent(cause -> answer.withData("store", cause));
        int troubled = 0;
        for (LaneStatus lane : statuses.lanes()) {
            if (lane.state() == State.BACKING_OFF || lane.state() == State.UNAVAILABLE || lane.state() == State.STOPPED) {
                troubled++;
                answer.withData(lane.tenant() + "/" + lane.flow(), lane.state() + ": " + PersonalDataMask.mask(lane.message()));
            }
        }
        statuses.refusedDocuments().forEach(message -> answer.withData("refused " + message.split(":", 2)[0], message));
        return answer.withData("lanes", statuses.lanes().size()).withData("troubled", troubled).build();
    }
}
