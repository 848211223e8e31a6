package io.fieldline.store;

import java.nio.file.Path;
import java.util.regex.Pattern;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Secret;

/**
 * Where the state is kept.
 *
 * @param kind embedded SQLite or a PostgreSQL server
 * @param folder the data folder, for SQLite
 * @param url <code>jdbc:postgresql://host:port/database</code>, without a password in it
 * @param user the PostgreSQL role
 * @param password its password
 * @param schema the PostgreSQL schema, created when missing
 */
public record StateStoreSettings(Kind kind, Path folder, String url, String user, Secret password, String schema) {

    private static final Pattern SCHEMA = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

    public StateStoreSettings {
        if (kind == Kind.SQLITE) {
            require(folder != null, "folder is missing");
        } else {
            require(url != null && url.startsWith("jdbc:postgresql:"), "url must begin with jdbc:postgresql:");
            require(!url.contains("password="), "url must not hold a password; use the setting password");
            require(user != null && password != null, "user and password are needed for PostgreSQL");
            require(schema != null && SCHEMA.matcher(schema).matches(),
                    "schema must be a lower-case name such as fieldline, not " + schema);
        }
    }

    public static StateStoreSettings sqlite(Path folder) {
        return new StateStoreSettings(Kind.SQLITE, folder, null, null, null, null);
    }

    public static StateStoreSettings postgresql(String url, String user, Secret password, String schema) {
        return new StateStoreSettings(Kind.POSTGRESQL, null, url, user, password, schema);
    }

    /** For people. */
    String location() {
        return kind == Kind.SQLITE ? folder.toAbsolutePath().toString() : url + ", schema " + schema;
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new MisconfiguredException("state store: " + rule);
        }
    }

    public enum Kind {
        SQLITE, POSTGRESQL
    }
}
