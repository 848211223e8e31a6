package io.fieldline.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.MisconfiguredException;

/** A lock on <code>fieldline.lock</code> in the data folder, which also tells who holds it. */
final class FileOwnerLock implements OwnerLock {

    /**
     * Stores owned by this process. The operating system drops a process' locks on a file as soon as the process closes any
     * handle to it, so a second owner in the same process must be found out without touching the file.
     */
    private static final Map<Path, StoreOwner> OWNED_HERE = new ConcurrentHashMap<>();

    private final Path folder;
    private final FileChannel channel;

    private FileOwnerLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    static FileOwnerLock take(Path folder, Instant now) {
        try {
            Path realFolder = folder.toRealPath();
            StoreOwner self = new StoreOwner("pid " + ProcessHandle.current().pid(), now);
            StoreOwner holder = OWNED_HERE.putIfAbsent(realFolder, self);
            if (holder != null) {
                throw taken(folder, holder.toString());
            }
            try {
                return lock(realFolder, self);
            } catch (IOException | RuntimeException failure) {
                OWNED_HERE.remove(realFolder);
                throw failure;
            }
        } catch (IOException error) {
            throw new MisconfiguredException("the data folder " + folder + " cannot be locked: " + error, error);
        }
    }

    private static FileOwnerLock lock(Path folder, StoreOwner self) throws IOException {
        Path file = folder.resolve("fieldline.lock");
        OwnerOnlyFiles.create(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                throw taken(folder, Files.readString(file).strip());
            }
            channel.truncate(0);
            channel.write(ByteBuffer.wrap((self + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
            return new FileOwnerLock(folder, channel);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    private static MisconfiguredException taken(Path folder, String holder) {
        return new MisconfiguredException("the state store in " + folder + " is owned by another process (" + holder + ")");
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        } finally {
            OWNED_HERE.remove(folder);
        }
    }
}
