package io.fieldline.store;

import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.StreamKey;

final class JdbcCheckpointStore implements CheckpointStore {

    private final StateDatabase database;
    private final InstantSource clock;

    JdbcCheckpointStore(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<String> load(StreamKey key) {
        return database.find("select position from checkpoint where tenant = ? and flow = ? and stream = ?",
                row -> row.getString(1), key.tenant(), key.flow(), key.stream());
    }

    @Override
    public void save(StreamKey key, String position) {
        database.update("""
                insert into checkpoint (tenant, flow, stream, position, saved_at) values (?, ?, ?, ?, ?)
                on conflict (tenant, flow, stream) do update set position = excluded.position, saved_at = excluded.saved_at
                """, key.tenant(), key.flow(), key.stream(), position, TimeText.of(clock.instant()));
    }

    @Override
    public void remove(StreamKey key) {
        database.update("delete from checkpoint where tenant = ? and flow = ? and stream = ?", key.tenant(), key.flow(),
                key.stream());
    }
}
