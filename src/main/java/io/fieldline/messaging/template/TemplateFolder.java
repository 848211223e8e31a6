package io.fieldline.messaging.template;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.fieldline.tenant.ConfigurationFolder;

/** The owner's templates as files. */
public final class TemplateFolder {

    private static final int DEPTH = 3;

    private final Path folder;
    private Map<String, String> seen = Map.of();

    public TemplateFolder(ConfigurationFolder configuration) {
        this.folder = configuration.templates();
    }

    /** Each file with what tells one version of it from another. What cannot be looked at is as it was before. */
    public synchronized Map<String, String> look() {
        if (Files.notExists(folder)) {
            seen = Map.of();
            return seen;
        }
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                found.put(file.toString(), Files.getLastModifiedTime(file) + " " + Files.size(file));
            }
            seen = found;
        } catch (IOException | UncheckedIOException unreadable) {
            return seen;
        }
        return seen;
    }
}
