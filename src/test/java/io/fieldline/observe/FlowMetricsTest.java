package io.fieldline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.fieldline.lane.LaneStatus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

class FlowMetricsTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, Long> quarantined = new TreeMap<>(Map.of("acme", 3L, "summit", 0L));
    private final FlowMetrics metrics = new FlowMetrics(new LaneStatuses() {

        @Override
        public boolean serving() {
            return true;
        }

        @Override
        public List<LaneStatus> lanes() {
            return List.of();
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
            return quarantined;
        }

        @Override
        public Optional<String> storeProblem() {
            return Optional.empty();
        }

        @Override
        public List<String> refusedDocuments() {
            return List.of();
        }
    }, meters);

    private double waiting(String tenant) {
        return meters.get("fieldline.accounting.quarantined").tag("tenant", tenant).gauge().value();
    }

    @Test
    void whatWaitsInQuarantineIsAFigureOfEachTenantThatPosts() {
        metrics.refresh(Instant.parse("2026-11-02T12:00:00Z"));
        assertThat(waiting("acme")).isEqualTo(3);
        assertThat(waiting("summit")).isZero();
        quarantined.put("acme", 0L);
        metrics.refresh(Instant.parse("2026-11-02T12:00:05Z"));
        assertThat(waiting("acme")).isZero();
    }
}
