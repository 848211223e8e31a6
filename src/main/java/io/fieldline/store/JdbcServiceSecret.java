package io.fieldline.store;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** A key of the service's own, made by chance when it is first asked for. */
final class JdbcServiceSecret implements Supplier<byte[]> {

    private static final int BYTES = 32;

    private final StateDatabase database;
    private final String name;

    JdbcServiceSecret(StateDatabase database, String name) {
        this.database = database;
        this.name = name;
    }

    @Override
    public byte[] get() {
        return Base64.getDecoder().decode(kept().orElseGet(this::made));
    }

    private Optional<String> kept() {
        return database.find("select value from service_secret where name = ?", row -> row.getString(1), name);
    }

    /** Of two that are made at once one is kept. */
    private String made() {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        database.update("insert into service_secret (name, value) values (?, ?) on conflict (name) do nothing", name,
                Base64.getEncoder().encodeToString(key));
        return kept().orElseThrow(() -> new IllegalStateException("The state store did not keep a key of this service"));
    }
}
