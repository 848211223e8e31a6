package io.fieldline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.LaneStatus.State;

class FlowsReadinessTest {

    private static final LaneStatus TROUBLED = new LaneStatus("acme", "alert", State.UNAVAILABLE,
            "Slack refuses the token of ann@example.com", null, null, Duration.ZERO, Duration.ofMinutes(1));

    @Test
    void staysReadyAndNamesATenantInTrouble() {
        HealthCheckResponse answer = new FlowsReadiness(state(null, TROUBLED)).call();

        assertThat(answer.getStatus()).isEqualTo(Status.UP);
        assertThat(answer.getData()).hasValueSatisfying(data -> assertThat(data).containsEntry("troubled", 1L)
                .hasEntrySatisfying("acme/alert", text -> assertThat(text.toString()).startsWith("UNAVAILABLE: Slack refuses")
                        .doesNotContain("ann@example.com")));
    }

    @Test
    void isNotReadyWhileTheStoreIsNotOwnedAndSaysWhy() {
        HealthCheckResponse answer = new FlowsReadiness(state("the state store is not owned any more: its line broke")).call();

        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        assertThat(answer.getData().orElseThrow()).containsEntry("store",
                "the state store is not owned any more: its line broke");
    }

    private static LaneStatuses state(String storeProblem, LaneStatus... lanes) {
        return new LaneStatuses() {

            @Override
            public boolean serving() {
                return true;
            }

            @Override
            public List<LaneStatus> lanes() {
                return List.of(lanes);
            }

            @Override
            public Map<String, Long> requestsSent() {
                return Map.of();
            }

            @Override
            public Map<String, Long> requestLimits() {
                return Map.of();
            }

            @Override
            public Map<String, Long> quarantinedDocuments() {
                return Map.of();
            }

            @Override
            public List<String> refusedDocuments() {
                return List.of();
            }

            @Override
            public Optional<String> storeProblem() {
                return Optional.ofNullable(storeProblem);
            }
        };
    }
}
