package io.fieldline.sync;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers versions for the length of a test. */
public final class InMemoryChangeMemory implements ChangeMemory {

    private final Map<StreamKey, Map<String, SeenRecord>> seen = new ConcurrentHashMap<>();

    @Override
    public Map<String, SeenRecord> recall(StreamKey key, Collection<String> recordIds) {
        Map<String, SeenRecord> found = new HashMap<>(of(key));
        found.keySet().retainAll(recordIds);
        return found;
    }

    @Override
    public Set<String> recordIds(StreamKey key) {
        return Set.copyOf(of(key).keySet());
    }

    @Override
    public void remember(StreamKey key, Collection<SeenRecord> records) {
        records.forEach(record -> of(key).put(record.recordId(), record));
    }

    @Override
    public void forget(StreamKey key, Collection<String> recordIds) {
        of(key).keySet().removeAll(recordIds);
    }

    @Override
    public int forgetModifiedBefore(StreamKey key, Instant instant) {
        int before = of(key).size();
        of(key).values().removeIf(record -> record.modifiedOn() != null && record.modifiedOn().isBefore(instant));
        return before - of(key).size();
    }

    private Map<String, SeenRecord> of(StreamKey key) {
        return seen.computeIfAbsent(key, stream -> new ConcurrentHashMap<>());
    }
}
