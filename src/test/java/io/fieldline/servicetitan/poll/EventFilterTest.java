package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.SeenRecord;

class EventFilterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
    private static final Instant SWITCHED_ON = Instant.parse("2026-02-28T08:00:00Z");
    private static final String TODAY = "2026-03-01T07:00:00Z";
    private static final SeenRecord SEEN = new SeenRecord("1", NOW, null, "Scheduled");

    private static boolean wants(String event, SeenRecord before, String createdOn, Object... fields) {
        Map<String, Object> record = new HashMap<>(Map.of("id", 1L, "createdOn", createdOn, "modifiedOn", TODAY));
        for (int field = 0; field < fields.length; field += 2) {
            record.put((String) fields[field], fields[field + 1]);
        }
        return EventFilter.of(event).wants(record, before, Position.since(SWITCHED_ON), NOW);
    }

    @Test
    void anyWantsEverything() {
        assertThat(wants("any", SEEN, TODAY, "active", false)).isTrue();
    }

    @Test
    void createdWantsARecordNotSeenBeforeThatIsNew() {
        assertThat(wants("created", null, TODAY)).isTrue();
    }

    @Test
    void createdDoesNotWantARecordSeenBefore() {
        assertThat(wants("created", SEEN, TODAY)).isFalse();
    }

    @Test
    void aJobFromBeforeTheFlowWasSwitchedOnIsNotCreatedNow() {
        assertThat(wants("created", null, "2026-02-28T07:59:59Z")).isFalse();
    }

    @Test
    void anImportedJobKeepsItsOldDateAndIsNotCreatedNow() {
        assertThat(wants("created", null, "2019-06-01T00:00:00Z")).isFalse();
        assertThat(EventFilter.of("created").wants(Map.of("id", 1L, "createdOn", "2019-06-01T00:00:00Z"), null,
                Position.beginning(), NOW)).isFalse();
    }

    @Test
    void updatedWantsWhatWasThereBefore() {
        assertThat(wants("updated", SEEN, TODAY)).isTrue();
        assertThat(wants("updated", null, "2025-01-01T00:00:00Z")).isTrue();
        assertThat(wants("updated", null, TODAY)).isFalse();
        assertThat(wants("updated", SEEN, TODAY, "active", false)).isFalse();
    }

    @Test
    void deletedWantsWhatBecameInactive() {
        assertThat(wants("deleted", SEEN, TODAY, "active", false)).isTrue();
        assertThat(wants("deleted", SEEN, TODAY, "active", true)).isFalse();
    }

    @Test
    void aStatusIsWantedWhenARecordEntersIt() {
        assertThat(wants("Completed", SEEN, TODAY, "jobStatus", "Completed")).isTrue();
        assertThat(wants("Completed", null, TODAY, "jobStatus", "Completed")).isTrue();
        assertThat(wants("Completed", SEEN, TODAY, "jobStatus", "Dispatched")).isFalse();
        assertThat(wants("Completed", new SeenRecord("1", NOW, null, "Completed"), TODAY, "jobStatus", "Completed")).isFalse();
    }

    @Test
    void aSlipOfThePenIsNotTakenForAStatus() {
        assertThatThrownBy(() -> EventFilter.of("craeted")).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("craeted").hasMessageContaining("created");
    }
}
