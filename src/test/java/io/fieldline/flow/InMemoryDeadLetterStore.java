package io.fieldline.flow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeadLetterStore;

/** Keeps letters in a list; can be told to refuse them, as a full disk would. */
public final class InMemoryDeadLetterStore implements DeadLetterStore {

    final List<DeadLetter> letters = new CopyOnWriteArrayList<>();
    volatile boolean full;

    @Override
    public void park(DeadLetter letter) {
        if (full) {
            throw new IllegalStateException("The store is full");
        }
        letters.removeIf(other -> letter.recordId() != null && letter.recordId().equals(other.recordId())
                && letter.key().equals(other.key()));
        letters.add(letter);
    }

    @Override
    public Optional<DeadLetter> find(String id) {
        return letters.stream().filter(letter -> letter.id().equals(id)).findFirst();
    }

    @Override
    public List<DeadLetter> list(String tenant, String flow, DeadLetter.Status status, int limit) {
        return letters.stream().limit(limit).toList();
    }

    @Override
    public long count(String tenant, String flow, DeadLetter.Status status) {
        return letters.size();
    }

    @Override
    public void settle(String id, DeadLetter.Status status, Instant at) {
        letters.removeIf(letter -> letter.id().equals(id));
    }

    @Override
    public int removeParkedBefore(Instant instant) {
        int before = letters.size();
        letters.removeIf(letter -> letter.parkedAt().isBefore(instant));
        return before - letters.size();
    }
}
