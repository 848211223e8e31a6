package io.fieldline.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.RejectedRecordException;

class RecordReadingTest {

    @ParameterizedTest
    @CsvSource({"2026-06-01T17:00:00Z, 2026-06-01T17:00:00Z", "2026-06-01T12:00:00-05:00, 2026-06-01T17:00:00Z",
            "2026-06-01T19:30:00.5+02:30, 2026-06-01T17:00:00.500Z", "2026-06-01T17:00:00, 2026-06-01T17:00:00Z" })
    void aTimeIsReadWithAnyOffset(String written, Instant meant) {
        assertThat(new RecordReading(Map.of("id", 1L, "completedOn", written), "job").time("completedOn")).isEqualTo(meant);
    }

    @Test
    void whatIsNoTimeIsRefusedByItsField() {
        assertThatThrownBy(() -> new RecordReading(Map.of("id", 1L, "completedOn", "2026-06-01T12:00-x"), "job")
                .time("completedOn")).isInstanceOf(RejectedRecordException.class)
                .hasMessage("The job 1 has no time in its field completedOn");
    }
}
