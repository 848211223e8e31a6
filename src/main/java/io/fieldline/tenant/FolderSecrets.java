package io.fieldline.tenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;

/**
 * Secrets in files named after them, as Kubernetes mounts them: each name is a link into a folder that is exchanged as a
 * whole when a secret is rotated. One line end at the end of a file is not part of the secret; an empty file counts as
 * none.
 */
public final class FolderSecrets implements SecretSource {

    private final Path folder;

    public FolderSecrets(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<String> find(String name) {
        Path file = folder.resolve(name);
        if (Files.isDirectory(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(withoutLineEnd(Files.readString(file))).filter(value -> !value.isEmpty());
        } catch (NoSuchFileException | NotDirectoryException absent) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new MisconfiguredException("The secret file " + file + " must be readable UTF-8 text ("
                    + unreadable.getClass().getSimpleName() + ")", unreadable);
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public String place(String name) {
        return "the file " + folder.resolve(name);
    }
}
