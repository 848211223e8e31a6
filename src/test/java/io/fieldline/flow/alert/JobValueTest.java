package io.fieldline.flow.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;

class JobValueTest {

    private static final Map<String, Object> INSTALL = Map.of("id", 13L, "name", "Install");
    private static final Map<String, Object> TABLE = Map.of("Install", new BigDecimal("8000"), "14", "1200.50");

    private final JobValue value = new JobValue(TABLE);

    @Test
    void isTheTotalWhenThereIsOne() {
        assertThat(value.of(job(new BigDecimal("99.50")), INSTALL, List.of(estimate("7000", null))))
                .isEqualByComparingTo("99.50");
        assertThat(value.of(job("99.50"), INSTALL, List.of())).isEqualByComparingTo("99.50");
    }

    @Test
    void countsNoTotalAndAZeroTotalAsNone() {
        assertThat(value.of(job(null), INSTALL, List.of(estimate("7000", null)))).isEqualByComparingTo("7000");
        assertThat(value.of(job(BigDecimal.ZERO), INSTALL, List.of(estimate("7000", null)))).isEqualByComparingTo("7000");
    }

    @Test
    void doesNotReadEstimatesWhenThereIsATotal() {
        Iterable<Map<String, Object>> unread = () -> {
            throw new AssertionError("read");
        };
        assertThat(value.of(job(new BigDecimal("1")), INSTALL, unread)).isEqualByComparingTo("1");
    }

    @Test
    void takesTheHighestOfOpenEstimatesForTheyAreAlternatives() {
        assertThat(value.of(job(null), INSTALL, List.of(estimate("7000", null), estimate("9000", null))))
                .isEqualByComparingTo("9000");
    }

    @Test
    void addsUpWhatWasSold() {
        assertThat(value.of(job(null), INSTALL, List.of(estimate("7000", "2026-01-01T00:00:00Z"),
                estimate("500", "2026-01-02T00:00:00Z"), estimate("9000", null)))).isEqualByComparingTo("7500");
    }

    @Test
    void leavesDismissedEstimatesOut() {
        Map<String, Object> dismissed = Map.of("subtotal", new BigDecimal("9000"), "status", Map.of("name", "Dismissed"));
        assertThat(value.of(job(null), INSTALL, List.of(dismissed))).isEqualByComparingTo("8000");
    }

    @Test
    void addsUpTheItemsOfAnEstimateWithoutSubtotal() {
        Map<String, Object> estimate = Map.of("subtotal", BigDecimal.ZERO, "items",
                List.of(Map.of("total", new BigDecimal("100")), Map.of("total", new BigDecimal("20.25"))));
        assertThat(value.of(job(null), INSTALL, List.of(estimate))).isEqualByComparingTo("120.25");
    }

    @Test
    void isWhatTheOwnerSaysOfItsTypeElseZero() {
        assertThat(value.of(job(null), INSTALL, List.of())).isEqualByComparingTo("8000");
        assertThat(value.of(Map.of("jobTypeId", 14L), Map.of("name", "Tune-up"), List.of())).isEqualByComparingTo("1200.50");
        assertThat(value.of(Map.of("jobTypeId", 15L), Map.of(), List.of())).isEqualByComparingTo("0");
    }

    @Test
    void refusesAnAmountThatIsNone() {
        assertThatThrownBy(() -> value.of(job("a lot"), INSTALL, List.of())).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("a lot");
    }

    private static Map<String, Object> job(Object total) {
        Map<String, Object> job = new HashMap<>(Map.of("id", 1L, "jobTypeId", 13L));
        job.put("total", total);
        return job;
    }

    private static Map<String, Object> estimate(String subtotal, String soldOn) {
        Map<String, Object> estimate = new HashMap<>(Map.of("subtotal", new BigDecimal(subtotal), "active", true));
        estimate.put("soldOn", soldOn);
        return estimate;
    }
}
