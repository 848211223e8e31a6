package io.fieldline.tenant;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

import io.fieldline.failure.MisconfiguredException;

/**
 * An encrypted PKCS#12 file of secrets, one secret key entry each, which <code>keytool -importpass</code> can write too.
 * The format does not tell upper from lower case in names, so they are listed in upper case. The file is read again when
 * its modification time or size changed, and written whole beside itself before it takes its place.
 */
public final class SecretKeystore implements SecretSource {

    // An algorithm with a registered identifier and no key length: the format insists on the one, secrets on the other.
    private static final String ALGORITHM = "HmacSHA256";

    private final Path file;
    private final Supplier<Optional<String>> password;
    private Loaded loaded;

    /** @param password asked for anew whenever the file is opened */
    public SecretKeystore(Path file, Supplier<Optional<String>> password) {
        this.file = file;
        this.password = password;
    }

    @Override
    public Optional<String> find(String name) {
        return get(name);
    }

    @Override
    public String place(String name) {
        return "the keystore " + file;
    }

    public synchronized Optional<String> get(String name) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        char[] opening = openingPassword();
        try {
            KeyStore store = current(opening);
            if (!(store.getKey(name, opening) instanceof SecretKey key)) {
                return Optional.empty();
            }
            return Optional.of(new String(key.getEncoded(), StandardCharsets.UTF_8)).filter(value -> !value.isEmpty());
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(unreadable);
        }
    }

    public synchronized List<String> list() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try {
            return Collections.list(current(openingPassword()).aliases()).stream()
                    .map(name -> name.toUpperCase(Locale.ROOT)).sorted().toList();
        } catch (IOException | GeneralSecurityException unreadable) {
            throw unreadable(unreadable);
        }
    }

    /** Adds or replaces a secret; the file is made when it is the first. */
    public synchronized void put(String name, String value) {
        Secrets.requireName(name);
        if (value.isEmpty()) {
            throw new MisconfiguredException("The secret " + name + " must not be empty");
        }
        char[] opening = openingPassword();
        try {
            KeyStore store = opened(opening);
            SecretKey key = new SecretKeySpec(value.getBytes(StandardCharsets.UTF_8), ALGORITHM);
            store.setKeyEntry(name, key, opening, null);
            write(store, opening);
        } catch (IOException | GeneralSecurityException unwritable) {
            throw unreadable(unwritable);
        }
    }

    /** @return false when there was no such secret */
    public synchronized boolean remove(String name) {
        if (!Files.exists(file)) {
            return false;
        }
        char[] opening = openingPassword();
        try {
            KeyStore store = opened(opening);
            if (!store.containsAlias(name)) {
                return false;
            }
            store.deleteEntry(name);
            write(store, opening);
            return true;
        } catch (IOException | GeneralSecurityException unwritable) {
            throw unreadable(unwritable);
        }
    }

    private KeyStore current(char[] opening) throws IOException, GeneralSecurityException {
        FileTime modified = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        if (loaded == null || !loaded.modified.equals(modified) || loaded.size != size) {
            loaded = new Loaded(modified, size, opened(opening));
        }
        return loaded.store;
    }

    private KeyStore opened(char[] opening) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        if (!Files.exists(file)) {
            store.load(null, opening);
            return store;
        }
        try (InputStream content = Files.newInputStream(file)) {
            store.load(content, opening);
        }
        return store;
    }

    private void write(KeyStore store, char[] opening) throws IOException, GeneralSecurityException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(folder, ".secrets", ".p12");
        try {
            if (Files.getFileStore(fresh).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            try (OutputStream content = Files.newOutputStream(fresh)) {
                store.store(content, opening);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            loaded = null;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private char[] openingPassword() {
        return password.get().filter(text -> !text.isEmpty())
                .orElseThrow(() -> new MisconfiguredException("The keystore " + file
                        + " needs a password: set FIELDLINE_KEYSTORE_PASSWORD or write it to keystore.password beside it"))
                .toCharArray();
    }

    private MisconfiguredException unreadable(Exception cause) {
        return new MisconfiguredException(
                "The keystore " + file + " could not be opened: it must be a PKCS#12 file and its password must match", cause);
    }

    private record Loaded(FileTime modified, long size, KeyStore store) {}
}
