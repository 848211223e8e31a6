package io.fieldline.sync;

import java.util.Optional;

/** Saved positions that are safe to resume from. A position is text of the reader's own making. */
public interface CheckpointStore {

    Optional<String> load(StreamKey key);

    void save(StreamKey key, String position);

    void remove(StreamKey key);
}
