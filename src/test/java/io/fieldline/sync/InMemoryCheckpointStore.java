package io.fieldline.sync;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps checkpoints for the length of a test. */
public final class InMemoryCheckpointStore implements CheckpointStore {

    private final Map<StreamKey, String> positions = new ConcurrentHashMap<>();

    @Override
    public Optional<String> load(StreamKey key) {
        return Optional.ofNullable(positions.get(key));
    }

    @Override
    public void save(StreamKey key, String position) {
        positions.put(key, position);
    }

    @Override
    public void remove(StreamKey key) {
        positions.remove(key);
    }
}
