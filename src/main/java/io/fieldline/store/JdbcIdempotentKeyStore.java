package io.fieldline.store;

import java.time.Instant;
import java.time.InstantSource;

import io.fieldline.sync.IdempotentKeyStore;

final class JdbcIdempotentKeyStore implements IdempotentKeyStore {

    private final StateDatabase database;
    private final InstantSource clock;

    JdbcIdempotentKeyStore(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean add(String tenant, String scope, String key) {
        return database.update("""
                insert into idempotent_key (tenant, scope, key_text, added_at) values (?, ?, ?, ?)
                on conflict (tenant, scope, key_text) do nothing
                """, tenant, scope, key, TimeText.of(clock.instant())) == 1;
    }

    @Override
    public boolean contains(String tenant, String scope, String key) {
        return database.find("select 1 from idempotent_key where tenant = ? and scope = ? and key_text = ?",
                row -> row.getInt(1), tenant, scope, key).isPresent();
    }

    @Override
    public boolean remove(String tenant, String scope, String key) {
        return database.update("delete from idempotent_key where tenant = ? and scope = ? and key_text = ?", tenant, scope,
                key) == 1;
    }

    @Override
    public int removeAddedBefore(Instant instant) {
        return database.update("delete from idempotent_key where added_at < ?", TimeText.of(instant));
    }
}
