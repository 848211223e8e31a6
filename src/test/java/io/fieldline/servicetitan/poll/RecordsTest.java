package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordsTest {

    @ParameterizedTest
    @CsvSource({"2026-03-01T08:00:00Z,2026-03-01T08:00:00Z", "2026-03-01T08:00:00.1234567Z,2026-03-01T08:00:00.123456700Z",
            "2026-03-01T08:00:00,2026-03-01T08:00:00Z", "2026-03-01T08:00:00+02:00,2026-03-01T06:00:00Z",
            "2026-03-01T08:00:00.5-06:00,2026-03-01T14:00:00.500Z" })
    void readsEveryFormInWhichTimesCome(String text, Instant expected) {
        assertThat(Records.modifiedOn(Map.of("modifiedOn", text))).isEqualTo(expected);
    }

    @Test
    void whatIsNoTimeIsNone() {
        assertThat(Records.modifiedOn(Map.of("modifiedOn", "yesterday, at noon"))).isNull();
        assertThat(Records.createdOn(Map.of("createdOn", 5L))).isNull();
    }

    @Test
    void theNewestTimeIsNeverInTheFuture() {
        Instant now = Instant.parse("2026-03-01T08:00:00Z");

        assertThat(Records.newest(records("2026-03-01T07:00:00Z", "2026-03-01T07:59:00Z", null), now))
                .isEqualTo("2026-03-01T07:59:00Z");
        assertThat(Records.newest(records("2026-03-01T07:00:00Z", "2099-01-01T00:00:00Z"), now)).isEqualTo(now);
        assertThat(Records.newest(List.of(), now)).isNull();
    }

    private static List<Map<String, Object>> records(String... times) {
        return Arrays.stream(times).<Map<String, Object>>map(time -> time == null ? Map.of() : Map.of("modifiedOn", time))
                .toList();
    }

    @Test
    void aStatusIsATextOrAnObjectWithAName() {
        assertThat(Records.status(Map.of("jobStatus", "Completed"))).isEqualTo("Completed");
        assertThat(Records.status(Map.of("status", Map.of("value", 1, "name", "Sold")))).isEqualTo("Sold");
        assertThat(Records.status(Map.of("id", 1L))).isNull();
    }

    @Test
    void onlyWhatSaysSoIsInactive() {
        assertThat(Records.inactive(Map.of("active", false))).isTrue();
        assertThat(Records.inactive(Map.of("active", true))).isFalse();
        assertThat(Records.inactive(Map.of())).isFalse();
    }
}
