package io.fieldline.store;

import java.time.InstantSource;
import java.util.Optional;

import io.fieldline.sync.SealedTokens;

final class JdbcSealedTokens implements SealedTokens {

    private final StateDatabase database;
    private final InstantSource clock;

    JdbcSealedTokens(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<String> find(String account) {
        return database.find("select sealed from refresh_token where account = ?", row -> row.getString(1), account);
    }

    @Override
    public void keep(String account, String sealed) {
        database.update("""
                insert into refresh_token (account, sealed, kept_at) values (?, ?, ?)
                on conflict (account) do update set sealed = excluded.sealed, kept_at = excluded.kept_at
                """, account, sealed, TimeText.of(clock.instant()));
    }
}
