package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.InMemoryChangeMemory;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

class ChangeSelectionTest {

    private static final StreamKey KEY = new StreamKey("acme", "flow", "jpm/jobs");
    private static final String EARLY = "2026-03-01T07:00:00Z";
    private static final String LATE = "2026-03-01T07:30:00Z";

    private final InMemoryChangeMemory memory = new InMemoryChangeMemory();

    private ChangeSelection.Selected select(String event, Position position, List<Map<String, Object>> records) {
        ChangeSelection.Selected selected = new ChangeSelection(memory, KEY, EventFilter.of(event), new HandClock())
                .select(records, position);
        memory.remember(KEY, selected.unwanted());
        selected.wanted().stream().filter(change -> change.seen() != null)
                .forEach(change -> memory.remember(KEY, List.of(change.seen())));
        return selected;
    }

    private List<Object> handedOn(Map<String, Object>... records) {
        return select("any", Position.beginning(), List.of(records)).wanted().stream()
                .<Object>map(change -> change.record().get("modifiedOn")).toList();
    }

    private static Map<String, Object> job(long id, String modifiedOn) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("id", id);
        job.put("createdOn", EARLY);
        job.put("modifiedOn", modifiedOn);
        return job;
    }

    @Test
    @SuppressWarnings("unchecked")
    void theSameVersionIsHandedOnOnceHoweverOftenItIsSeen() {
        assertThat(handedOn(job(1, EARLY), job(1, EARLY))).containsExactly(EARLY);
        assertThat(handedOn(job(1, EARLY))).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void anOlderVersionNeverFollowsANewerOne() {
        assertThat(handedOn(job(1, LATE), job(1, EARLY))).containsExactly(LATE);
        assertThat(handedOn(job(1, EARLY))).isEmpty();
    }

    @Test
    @SuppressWarnings("unchecked")
    void twoVersionsInOneBatchAreBothHandedOnInTheirOrder() {
        assertThat(handedOn(job(1, EARLY), job(2, EARLY), job(1, LATE))).containsExactly(EARLY, EARLY, LATE);
    }

    @Test
    void whatChangedBeforeTheHorizonIsSkipped() {
        ChangeSelection.Selected selected = select("any", Position.since(Instant.parse("2026-03-01T07:15:00Z")),
                List.of(job(1, EARLY), job(2, LATE)));

        assertThat(selected.wanted()).extracting(change -> change.record().get("id")).containsExactly(2L);
        assertThat(selected.skipped()).isEqualTo(1);
    }

    @Test
    void aRecordWithoutATimeOfChangeIsToldByItsContent() {
        Map<String, Object> before = Map.of("id", 1L, "name", "Spring");
        Map<String, Object> after = Map.of("id", 1L, "name", "Summer");

        assertThat(select("any", Position.beginning(), List.of(before)).wanted()).hasSize(1);
        assertThat(select("any", Position.beginning(), List.of(before)).wanted()).isEmpty();
        assertThat(select("any", Position.beginning(), List.of(after)).wanted()).hasSize(1);
    }

    @Test
    void aRecordWithoutAnIdIsAlwaysHandedOn() {
        Map<String, Object> row = Map.of("value", "x");

        assertThat(select("any", Position.beginning(), List.of(row, row)).wanted()).hasSize(2);
    }

    @Test
    void whatIsNotWantedIsRememberedSoThatALaterVersionIsToldApart() {
        memory.remember(KEY, List.of(new SeenRecord("1", Instant.parse(EARLY), null, "Scheduled")));
        Map<String, Object> dispatched = job(1, LATE);
        dispatched.put("jobStatus", "Dispatched");

        ChangeSelection.Selected selected = select("Completed", Position.beginning(), List.of(dispatched));

        assertThat(selected.wanted()).isEmpty();
        assertThat(memory.recall(KEY, List.of("1")).get("1").status()).isEqualTo("Dispatched");
    }
}
