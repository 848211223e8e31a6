package io.fieldline.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mapping.MappingReader.Layer;
import io.fieldline.mapping.MappingReader.Outcome;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.NearMisses;

/**
 * The mappings there are: the shipped ones, those in the owner's <code>config/field-mappings/</code> and those in a
 * tenant's folder below it, laid over each other. Files are looked at whenever a mapping is asked for and read anew when
 * they changed; while one is wrong the last good version stays in use.
 */
public final class FieldMappings {

    private static final String SHIPPED = "field-mappings/";
    // A class path cannot be listed in a native binary.
    private static final String INDEX = SHIPPED + "index.txt";
    private static final String SUFFIX = ".yaml";

    private final Path folder;
    private final Consumer<String> refusals;
    private final Map<String, Layer> shipped = new LinkedHashMap<>();
    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    private record Key(String name, String tenant) {}

    /** What was read last; the good mapping may come from an earlier reading. */
    private record Known(List<Layer> layers, Optional<FieldMapping> good, List<DocumentProblem> problems) {}

    /**
     * @param folder whose <code>field-mappings</code> are the owner's
     * @param refusals is told once of each refused version of a mapping whose last good version stays in use
     */
    public FieldMappings(ConfigurationFolder folder, Consumer<String> refusals) {
        this.refusals = refusals;
        this.folder = folder.fieldMappings();
        String index = StandardCharsets.UTF_8.decode(resource(INDEX)).toString();
        index.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(file -> shipped
                .put(file.substring(0, file.length() - SUFFIX.length()), new Layer(file, resource(SHIPPED + file))));
    }

    private static ByteBuffer resource(String name) {
        try (InputStream content = FieldMappings.class.getClassLoader().getResourceAsStream(name)) {
            if (content == null) {
                throw new IllegalStateException("The resource " + name + " is missing");
            }
            return ByteBuffer.wrap(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The names of all mappings that a tenant may use. */
    public Set<String> names(String tenant) {
        Set<String> names = new TreeSet<>(shipped.keySet());
        names.addAll(in(folder));
        names.addAll(in(folder.resolve(tenant)));
        return names;
    }

    private static List<String> in(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX) && !file.startsWith("."))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length())).toList();
        } catch (IOException unreadable) {
            throw new MisconfiguredException(folder + ": must be a readable folder of field mappings", unreadable);
        }
    }

    /**
     * A tenant's mapping as its files are now, or as they were when they were last right.
     *
     * @throws MisconfiguredException when there is none of this name, or when it never was right; the message holds every
     * problem
     */
    public FieldMapping mapping(String name, String tenant) {
        Known now = look(name, tenant);
        return now.good().orElseThrow(() -> new MisconfiguredException(messages(now.problems())));
    }

    /** All that is wrong with the files of one mapping now; empty when they are in effect. */
    public List<DocumentProblem> problems(String name, String tenant) {
        return look(name, tenant).problems();
    }

    /** The texts of the files that make a mapping, each laid over the one before it. */
    public List<String> documents(String name, String tenant) {
        return layers(name, tenant).stream()
                .map(layer -> StandardCharsets.UTF_8.decode(layer.content().duplicate()).toString()).toList();
    }

    private Known look(String name, String tenant) {
        if (!names(tenant).contains(name)) {
            throw new MisconfiguredException(
                    "There is no field mapping " + name + "; " + NearMisses.hint(name, names(tenant)));
        }
        return known.compute(new Key(name, tenant), (key, before) -> {
            List<Layer> layers = layers(name, tenant);
            return before != null && before.layers().equals(layers) ? before : read(key, layers, before);
        });
    }

    private List<Layer> layers(String name, String tenant) {
        List<Layer> layers = new ArrayList<>();
        Optional.ofNullable(shipped.get(name)).ifPresent(layers::add);
        for (Path file : List.of(folder.resolve(name + SUFFIX), folder.resolve(tenant).resolve(name + SUFFIX))) {
            if (Files.exists(file)) {
                layers.add(layer(file));
            }
        }
        return layers;
    }

    private static Layer layer(Path file) {
        try {
            return new Layer(file.toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        } catch (IOException unreadable) {
            throw new MisconfiguredException(file + ": must be readable", unreadable);
        }
    }

    private Known read(Key key, List<Layer> layers, Known before) {
        Outcome outcome = MappingReader.read(key.name(), layers);
        Optional<FieldMapping> good = outcome.mapping().or(() -> before == null ? Optional.empty() : before.good());
        if (!outcome.problems().isEmpty() && good.isPresent()) {
            refusals.accept("The field mapping " + key.name() + " of " + key.tenant()
                    + " was refused, its last good version stays in effect: " + messages(outcome.problems()));
        }
        return new Known(layers, good, outcome.problems());
    }

    private static String messages(List<DocumentProblem> problems) {
        return problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; "));
    }
}
