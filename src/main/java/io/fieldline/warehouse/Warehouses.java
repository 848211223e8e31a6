package io.fieldline.warehouse;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.SettingDefinition.Type;

/** Opens warehouses for the connections of tenants. Connections to the same place share one. */
public final class Warehouses implements AutoCloseable {

    private static final String DUCKDB = "duckdb";
    private static final String POSTGRESQL = "postgresql";
    private static final String SNOWFLAKE = "snowflake";

    private static final Duration SLOW_POLL = Duration.ofMillis(500);

    private final Path folder;
    private final SharedDatabase shared;
    private final Map<String, Warehouse> open = new HashMap<>();

    /** @param folder where a relative path of a file starts */
    public Warehouses(Path folder) {
        this(folder, null);
    }

    /**
     * @param folder where a relative path of a file starts
     * @param shared the state store's database, so that rows that go there are committed together with the checkpoint; null
     *            when the state is kept elsewhere
     */
    public Warehouses(Path folder, SharedDatabase shared) {
        this.folder = folder;
        this.shared = shared;
    }

    /** What a tenant document may say about each type of warehouse. */
    public static Map<String, List<SettingDefinition>> connectionTypes() {
        return Map.of(DUCKDB,
                List.of(setting("path", Type.TEXT, true, null, "The file; its folder is made when it is not there.")),
                POSTGRESQL,
                List.of(setting("url", Type.TEXT, true, null, "Where the database is: jdbc:postgresql://host:5432/database."),
                        setting("user", Type.TEXT, true, null, "The user that owns the tables."),
                        setting("password", Type.SECRET, true, null, "The user's password."),
                        setting("schema", Type.TEXT, false, "public", "The schema for the tables; it must exist.")),
                SNOWFLAKE,
                List.of(setting("account", Type.TEXT, true, null, "The account identifier: organization-account."),
                        setting("url", Type.TEXT, false, null, "Another address than the account's own."),
                        setting("user", Type.TEXT, true, null, "The user that the public key was registered for."),
                        setting("privateKey", Type.SECRET, true, null,
                                "The user's private key, PKCS #8 in PEM, not encrypted."),
                        setting("database", Type.TEXT, true, null, "The database; it must exist."),
                        setting("schema", Type.TEXT, false, "PUBLIC", "The schema for the tables; it must exist."),
                        setting("warehouse", Type.TEXT, true, null, "The virtual warehouse that runs the statements."),
                        setting("role", Type.TEXT, false, null, "The role to act in; the user's default when not given.")));
    }

    private static SettingDefinition setting(String name, Type type, boolean required, Object defaultValue, String meaning) {
        return new SettingDefinition(name, type, required, defaultValue, List.of(), meaning);
    }

    /**
     * The warehouse behind a connection; the same one for every connection to the same place.
     *
     * @throws io.fieldline.failure.SyncException when it cannot be opened; it is tried again with the next call
     */
    public synchronized Warehouse warehouse(Connection connection) {
        return switch (connection.type()) {
            case DUCKDB -> duckDb(connection);
            case POSTGRESQL -> postgresql(connection);
            case SNOWFLAKE -> snowflake(connection);
            default -> throw new MisconfiguredException("connection " + connection.name() + " is of type " + connection.type()
                    + ", which is no warehouse");
        };
    }

    private Warehouse duckDb(Connection connection) {
        Path file = folder.resolve(required(connection, "path")).toAbsolutePath().normalize();
        return open.computeIfAbsent("duckdb " + file, target -> new Warehouse(JdbcEngine.duckDb(DuckDbFile.open(file))));
    }

    private Warehouse postgresql(Connection connection) {
        String url = required(connection, "url");
        String user = required(connection, "user");
        String schema = connection.text("schema").orElse("public");
        if (shared != null && shared.url().equals(url) && shared.schema().equals(schema)) {
            return open.computeIfAbsent("shared", target -> Warehouse.over(shared.database(), shared.unitOfWork()));
        }
        return open.computeIfAbsent("postgresql " + url + " " + user + " " + schema, target -> new Warehouse(
                JdbcEngine.postgresql(new PostgresPool(url, user, required(connection, "password"), schema))));
    }

    private Warehouse snowflake(Connection connection) {
        String account = required(connection, "account");
        String user = required(connection, "user");
        Secret key = connection.secret("privateKey").orElseThrow(() -> missing(connection, "privateKey"));
        SnowflakeSqlApi.Target target = new SnowflakeSqlApi.Target(
                connection.text("url").map(URI::create).orElseGet(() -> SnowflakeSqlApi.address(account)),
                required(connection, "database"), connection.text("schema").orElse("PUBLIC"), required(connection, "warehouse"),
                connection.text("role").orElse(null));
        return open.computeIfAbsent("snowflake " + user + " " + target, place -> new Warehouse(new SnowflakeEngine(
                new SnowflakeSqlApi(target, new SnowflakeToken(account, user, key, InstantSource.system()), SLOW_POLL))));
    }

    private static MisconfiguredException missing(Connection connection, String option) {
        return new MisconfiguredException(
                "connection " + connection.name() + " of type " + connection.type() + ": " + option + " must be given");
    }

    private static String required(Connection connection, String option) {
        return connection.text(option).filter(text -> !text.isBlank()).orElseThrow(() -> missing(connection, option));
    }

    /** Closes every warehouse; one that fails to does not keep the others open. */
    @Override
    public synchronized void close() {
        RuntimeException failure = null;
        for (Warehouse warehouse : open.values()) {
            try {
                warehouse.close();
            } catch (RuntimeException error) {
                failure = failure == null ? error : failure;
            }
        }
        open.clear();
        if (failure != null) {
            throw failure;
        }
    }
}
