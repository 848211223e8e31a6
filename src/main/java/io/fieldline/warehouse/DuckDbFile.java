package io.fieldline.warehouse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.logging.Logger;

import javax.sql.DataSource;

import org.duckdb.DuckDBConnection;

import io.fieldline.failure.MisconfiguredException;

/**
 * A DuckDB file that stays open as long as this is. DuckDB has a driver and no DataSource, and its connections are cheap:
 * each is a duplicate of the one that keeps the file open.
 */
final class DuckDbFile implements DataSource, AutoCloseable {

    private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OWNER_ONLY_FILE = PosixFilePermissions.fromString("rw-------");

    private final Path path;
    private final DuckDBConnection keeper;

    private DuckDbFile(Path path, DuckDBConnection keeper) {
        this.path = path;
        this.keeper = keeper;
    }

    /** @throws io.fieldline.failure.RetryLaterException when another process has the file open */
    static DuckDbFile open(Path path) {
        try {
            createFolder(path.toAbsolutePath().getParent());
            DuckDBConnection keeper = DriverManager.getConnection("jdbc:duckdb:" + path, settings())
                    .unwrap(DuckDBConnection.class);
            DuckDbFile file = new DuckDbFile(path, keeper);
            file.narrow();
            return file;
        } catch (SQLException error) {
            throw WarehouseFailures.of(error);
        } catch (IOException error) {
            throw new MisconfiguredException("the folder of the warehouse " + path + " cannot be made: " + error, error);
        }
    }

    /**
     * The process is to stay small: what does not fit into the memory limit goes to disk. A load is one thread's work; a
     * second one made it no faster and took half as much processor time again, which reading needs meanwhile. The log of
     * changes is folded into the file in large steps, because each step compresses the newest rows again.
     */
    private static Properties settings() {
        Properties settings = new Properties();
        settings.setProperty("memory_limit", "256MB");
        settings.setProperty("threads", "1");
        settings.setProperty("preserve_insertion_order", "false");
        settings.setProperty("checkpoint_threshold", "64MB");
        return settings;
    }

    /** Folders made here are their owner's alone; one that is there already stays as it is. */
    private static void createFolder(Path folder) throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        Files.createDirectories(folder, posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER) }
                : new FileAttribute<?>[0]);
    }

    /** DuckDB makes its files, and its log anew after each fold, with the permissions of the process. */
    void narrow() {
        for (Path file : List.of(path, path.resolveSibling(path.getFileName() + ".wal"))) {
            try {
                if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(file, OWNER_ONLY_FILE);
                }
            } catch (NoSuchFileException foldedMeanwhile) {
                continue;
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = keeper.duplicate();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TimeZone = 'UTC'");
        }
        return connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public void close() throws SQLException {
        keeper.close();
        narrow();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) throws SQLException {
        throw new SQLFeatureNotSupportedException("DuckDB does not log to a writer");
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException("a file has no login");
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("DuckDB does not log");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("not a " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
