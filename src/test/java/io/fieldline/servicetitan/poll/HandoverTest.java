package io.fieldline.servicetitan.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.InMemoryChangeMemory;
import io.fieldline.sync.SeenRecord;
import io.fieldline.sync.StreamKey;

class HandoverTest {

    private static final StreamKey KEY = new StreamKey("acme", "flow", "jpm/jobs");
    private static final Counts ONE = new Counts(1, 1, 0, 0, 0);

    private final InMemoryChangeMemory memory = new InMemoryChangeMemory();
    private final List<String> handedOn = new ArrayList<>();
    private final List<CompletableFuture<Counts>> fates = new ArrayList<>();

    private CompletableFuture<Counts> run(Change... changes) {
        return new Handover(memory, KEY, this::take, List.of(changes), "position").run().toCompletableFuture();
    }

    private CompletionStage<Counts> take(List<Map<String, Object>> records, StreamKey checkpoint, String position) {
        handedOn.add(records.get(0).get("id") + "@" + records.get(0).get("version"));
        CompletableFuture<Counts> fate = new CompletableFuture<>();
        fates.add(fate);
        return fate;
    }

    private static Change change(long id, int version) {
        return new Change(Map.of("id", id, "version", version),
                new SeenRecord(Long.toString(id), Instant.ofEpochSecond(version), null, null));
    }

    @Test
    void handsSeveralRecordsOnAtATime() {
        CompletableFuture<Counts> result = run(change(1, 1), change(2, 1), change(3, 1));

        assertThat(handedOn).containsExactly("1@1", "2@1", "3@1");
        fates.forEach(fate -> fate.complete(ONE));
        assertThat(result).isCompletedWithValue(new Counts(3, 3, 0, 0, 0));
    }

    @Test
    void neverHandsTwoVersionsOfOneRecordOnAtATime() {
        run(change(1, 1), change(1, 2), change(2, 1));
        assertThat(handedOn).containsExactly("1@1");

        fates.get(0).complete(ONE);

        assertThat(handedOn).containsExactly("1@1", "1@2", "2@1");
    }

    @Test
    void hasAtMost8UnderWay() {
        Change[] many = new Change[20];
        for (int index = 0; index < many.length; index++) {
            many[index] = change(index, 1);
        }
        run(many);

        assertThat(handedOn).hasSize(8);
    }

    @Test
    void handsNothingOnAfterAFailureAndWaitsForWhatIsUnderWay() {
        Change[] many = new Change[20];
        for (int index = 0; index < many.length; index++) {
            many[index] = change(index, 1);
        }
        CompletableFuture<Counts> result = run(many);

        fates.get(3).completeExceptionally(new RetryLaterException("busy", null));
        assertThat(result).isNotDone();
        for (int index = 0; index < 8; index++) {
            fates.get(index).complete(ONE);
        }

        assertThat(handedOn).hasSize(8);
        assertThatThrownBy(result::join).hasCauseInstanceOf(RetryLaterException.class);
        assertThat(memory.recordIds(KEY)).hasSize(7).doesNotContain("3");
    }

    @Test
    void remembersEachRecordAsSoonAsItIsConfirmed() {
        run(change(1, 1), change(2, 1));

        fates.get(1).complete(ONE);

        assertThat(memory.recordIds(KEY)).containsExactly("2");
    }

    @Test
    void aRecipientThatThrowsAtOnceFailsTheHandover() {
        CompletableFuture<Counts> result = new Handover(memory, KEY, (records, checkpoint, position) -> {
            throw new IllegalStateException("broken");
        }, List.of(change(1, 1)), "position").run().toCompletableFuture();

        assertThatThrownBy(result::join).hasRootCauseMessage("broken");
    }

    @Test
    void thousandsThatAreConfirmedOnTheSpotDoNotFillTheStack() {
        List<Change> many = new ArrayList<>();
        for (int index = 0; index < 20_000; index++) {
            many.add(change(index, 1));
        }

        Counts counts = new Handover(memory, KEY, (records, checkpoint, position) -> CompletableFuture.completedFuture(ONE),
                many,
                "position").run().toCompletableFuture().join();

        assertThat(counts.written()).isEqualTo(20_000);
    }

    @Test
    void nothingToHandOnIsDoneAtOnce() {
        assertThat(run()).isCompletedWithValue(Counts.NONE);
    }
}
