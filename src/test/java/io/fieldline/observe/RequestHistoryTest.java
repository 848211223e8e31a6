package io.fieldline.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

class RequestHistoryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private final RequestHistory history = new RequestHistory();

    @Test
    void tellsTheRequestsOfTheLastHourAndTheRateOfTheLastMinute() {
        for (int second = 0; second <= 7_200; second += 5) {
            history.add(NOON.plusSeconds(second), Map.of("acme", second * 2L));
        }
        Instant now = NOON.plus(Duration.ofHours(2));

        assertThat(history.lastHour(now)).containsEntry("acme", 7_200L);
        assertThat(history.perSecond(now).get("acme")).isEqualTo(2.0);
    }

    @Test
    void countsFromTheStartWhileThereIsNoHourYet() {
        history.add(NOON, Map.of("acme", 10L));
        history.add(NOON.plusSeconds(10), Map.of("acme", 30L, "new", 5L));

        assertThat(history.lastHour(NOON.plusSeconds(10))).containsEntry("acme", 30L).containsEntry("new", 5L);
        assertThat(history.perSecond(NOON.plusSeconds(10)).get("acme")).isEqualTo(3.0);
    }
}
