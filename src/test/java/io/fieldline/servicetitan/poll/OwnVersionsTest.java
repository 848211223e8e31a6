package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

class OwnVersionsTest {

    private static final String JOBS = "jpm/jobs";
    private static final StreamKey TOLD = new StreamKey("acme", "told", JOBS);
    private static final StreamKey BEHIND = new StreamKey("acme", "behind", JOBS);
    private static final Instant FIRST = Instant.parse("2026-06-01T10:00:00Z");
    private static final Instant SECOND = Instant.parse("2026-06-01T11:00:00Z");
    private static final Instant OURS = Instant.parse("2026-06-01T11:00:01Z");

    @TempDir
    Path temporary;

    private StateStore store;
    private OwnVersions versions;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.system());
        store.changeMemory().remember(TOLD, List.of(new SeenRecord("7", SECOND, null, "Completed")));
        store.changeMemory().remember(BEHIND, List.of(new SeenRecord("7", FIRST, null, "Scheduled")));
        versions = new OwnVersions(store.changeMemory(), (tenant, collection) -> List.of(TOLD, BEHIND));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Map<String, Object> job(Instant modifiedOn, String summary, Object externalData) {
        Map<String, Object> job = new HashMap<>();
        job.put("id", 7L);
        job.put("jobStatus", "Completed");
        job.put("summary", summary);
        job.put("modifiedOn", modifiedOn.toString());
        job.put("createdOn", "2026-05-01T10:00:00Z");
        job.put("externalData", externalData);
        return job;
    }

    private void made(Map<String, Object> before, Map<String, Object> after) {
        versions.made("acme", JOBS, before, after, Set.of("externalData"));
    }

    private List<Object> summariesHandedOn(StreamKey stream, Map<String, Object> record) {
        return new ArrayList<>(new ChangeSelection(store.changeMemory(), stream, EventFilter.of("any"), InstantSource.system())
                .select(List.of(record), Position.since(FIRST.minusSeconds(60))).wanted().stream()
                .map(change -> change.record().get("summary")).toList());
    }

    @Test
    void aFlowThatWasHandedTheVersionBeforeIsNotHandedOurs() {
        made(job(SECOND, "Drain", List.of()), job(OURS, "Drain", List.of("ours")));
        assertThat(summariesHandedOn(TOLD, job(OURS, "Drain", List.of()))).isEmpty();
        assertThat(store.changeMemory().recall(TOLD, List.of("7")).get("7").status()).isEqualTo("Completed");
    }

    @Test
    void aFlowThatWasNotHandedTheVersionBeforeIsHandedOurs() {
        made(job(SECOND, "Drain", List.of()), job(OURS, "Drain", List.of("ours")));
        assertThat(summariesHandedOn(BEHIND, job(OURS, "Drain", List.of()))).containsExactly("Drain");
    }

    @Test
    void whatSomebodyChangedMeanwhileIsHandedOn() {
        made(job(SECOND, "Drain", List.of()), job(OURS, "Drain and sink", List.of("ours")));
        assertThat(summariesHandedOn(TOLD, job(OURS, "Drain and sink", List.of()))).containsExactly("Drain and sink");
    }

    @Test
    void whatSomebodyChangesAfterwardsIsHandedOn() {
        made(job(SECOND, "Drain", List.of()), job(OURS, "Drain", List.of("ours")));
        assertThat(summariesHandedOn(TOLD, job(OURS.plusSeconds(1), "Sink", List.of()))).containsExactly("Sink");
    }

    @Test
    void aNewerVersionThatAFlowWasHandedMeanwhileIsNotForgotten() {
        store.changeMemory().remember(TOLD, List.of(new SeenRecord("7", OURS.plusSeconds(9), null, "Canceled")));
        made(job(SECOND, "Drain", List.of()), job(OURS, "Drain", List.of("ours")));
        assertThat(store.changeMemory().recall(TOLD, List.of("7")).get("7").status()).isEqualTo("Canceled");
    }
}
