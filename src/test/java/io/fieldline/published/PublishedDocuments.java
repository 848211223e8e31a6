package io.fieldline.published;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;

/** What only the published documents themselves say; it is checked where the property published.documents names them. */
final class PublishedDocuments {

    private static final Pattern SORT = Pattern.compile("[Aa]vailable fields are:?\\s*([A-Za-z, ]+)");

    private final Map<String, JsonNode> schemas = new HashMap<>();
    private final Map<String, JsonNode> operations = new HashMap<>();

    private PublishedDocuments() {}

    static PublishedDocuments load() {
        PublishedDocuments documents = new PublishedDocuments();
        String folder = System.getProperty("published.documents", "");
        if (!folder.isBlank()) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".json")).forEach(documents::read);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return documents;
    }

    private void read(Path file) {
        JsonNode document;
        try {
            document = new JsonMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!document.has("paths")) {
            return;
        }
        document.at("/components/schemas").properties().forEach(schema -> schemas.put(schema.getKey(), schema.getValue()));
        String base = URI.create(document.at("/servers/0/url").asText()).getPath();
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> operations
                .put(method.getKey().toUpperCase(Locale.ROOT) + " " + base + path.getKey(), method.getValue())));
    }

    /** The values of an enumeration; empty where it is not known. */
    Optional<Set<String>> values(String schema) {
        JsonNode values = schemas.getOrDefault(schema, MissingNode.getInstance())
                .path("enum");
        if (values.isMissingNode() || values.isEmpty()) {
            return Optional.empty();
        }
        Set<String> texts = new TreeSet<>();
        values.forEach(value -> texts.add(value.asText()));
        return Optional.of(texts);
    }

    /** The fields that a list can be sorted by; empty where the documents do not say. */
    Optional<Set<String>> sortFields(DocumentedOperation operation) {
        JsonNode documented = operations.get(operation.method() + " " + operation.path());
        if (documented != null) {
            for (JsonNode parameter : documented.path("parameters")) {
                Matcher fields = SORT.matcher(parameter.path("description").asText());
                if ("sort".equals(parameter.path("name").asText()) && fields.find()) {
                    return Optional.of(new TreeSet<>(List.of(fields.group(1).trim().split("\\s*,\\s*"))));
                }
            }
        }
        return Optional.empty();
    }

    /** What a body lacks of what its schema requires. */
    List<String> missing(String schema, JsonNode body) {
        List<String> missing = new ArrayList<>();
        schemas.getOrDefault(schema, MissingNode.getInstance()).path("required")
                .forEach(name -> {
                    if (!body.has(name.asText())) {
                        missing.add(name.asText());
                    }
                });
        return missing;
    }

    /** The names of a schema's fields; empty where it is not known. */
    Set<String> fields(String schema) {
        Set<String> names = new TreeSet<>();
        schemas.getOrDefault(schema, MissingNode.getInstance()).path("properties")
                .fieldNames().forEachRemaining(names::add);
        return names;
    }
}
