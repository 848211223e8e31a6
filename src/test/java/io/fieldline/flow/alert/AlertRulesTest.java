package io.fieldline.flow.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class AlertRulesTest {

    private static final Set<String> NONE = Set.of();

    @Test
    void theThresholdItselfIsEnough() {
        AlertRules rules = rules(NONE, NONE, NONE, List.of());
        assertThat(matches(rules, "5000.00")).isTrue();
        assertThat(matches(rules, "4999.99")).isFalse();
    }

    @Test
    void aListedJobTypeIsWorthAMessageWhateverItsValue() {
        assertThat(matches(rules(Set.of("install"), NONE, NONE, List.of()), "0")).isTrue();
        assertThat(matches(rules(Set.of("13"), NONE, NONE, List.of()), "0")).isTrue();
        assertThat(matches(rules(Set.of("Repair"), NONE, NONE, List.of()), "0")).isFalse();
    }

    @Test
    void aListedCustomerTagIsWorthAMessageWhateverTheValue() {
        assertThat(matches(rules(NONE, Set.of("5"), NONE, List.of()), "0")).isTrue();
        assertThat(matches(rules(NONE, Set.of("6"), NONE, List.of()), "0")).isFalse();
    }

    @Test
    void aServiceAreaNarrowsThemAllDown() {
        assertThat(matches(rules(NONE, NONE, Set.of("3"), List.of()), "9000")).isTrue();
        assertThat(matches(rules(NONE, NONE, Set.of("4"), List.of()), "9000")).isFalse();
        assertThat(matches(rules(NONE, NONE, NONE, List.of("787")), "9000")).isTrue();
        assertThat(matches(rules(NONE, NONE, NONE, List.of("10001")), "9000")).isFalse();
        assertThat(matches(rules(NONE, NONE, Set.of("4"), List.of("78701")), "9000")).isTrue();
        assertThat(matches(rules(Set.of("Install"), NONE, Set.of("4"), List.of()), "9000")).isFalse();
    }

    @Test
    void anImportedJobIsNoBookingNorIsACanceledOne() {
        Map<String, Object> imported = Map.of("jobStatus", "Completed", "createdOn", "2026-03-01T12:00:00Z", "completedOn",
                "2019-05-05T15:00:00Z");
        Map<String, Object> doneWhileNobodyLooked = Map.of("jobStatus", "Completed", "createdOn", "2026-03-01T12:00:00Z",
                "completedOn", "2026-03-01T15:00:00Z");

        assertThat(tells(imported)).isFalse();
        assertThat(tells(Map.of("jobStatus", "Canceled", "createdOn", "2026-03-01T12:00:00Z"))).isFalse();
        assertThat(tells(doneWhileNobodyLooked)).isTrue();
        assertThat(tells(Map.of("jobStatus", "Scheduled", "createdOn", "2026-03-01T12:00:00Z"))).isTrue();
    }

    private static boolean tells(Map<String, Object> job) {
        return rules(NONE, NONE, NONE, List.of()).matches(job, new BigDecimal("9000"), Map.of(), Map.of(), Map.of());
    }

    private static AlertRules rules(Set<String> jobTypes, Set<String> tags, Set<String> zones, List<String> postalCodes) {
        return new AlertRules(new BigDecimal("5000"), jobTypes, tags, zones, postalCodes);
    }

    private static boolean matches(AlertRules rules, String value) {
        return rules.matches(Map.of("jobTypeId", 13L), new BigDecimal(value), Map.of("name", "Install"),
                Map.of("tagTypeIds", List.of(4L, 5L)), Map.of("zoneId", 3L, "address", Map.of("zip", "78701-1234")));
    }
}
