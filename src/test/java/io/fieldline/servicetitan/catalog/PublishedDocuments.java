package io.fieldline.servicetitan.catalog;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A folder of ServiceTitan's OpenAPI documents: one file per module, the older generation in
 * <code>archive-2026-03-17</code>, later additions in <code>additions-2026-07.json</code>.
 */
final class PublishedDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** One module's documents; base is its path without the tenant, <code>/crm/v2</code>. */
    record Document(String file, String module, String base, JsonNode current, JsonNode archived) {}

    private final List<Document> documents = new ArrayList<>();
    private final JsonNode additions;

    PublishedDocuments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".json")).sorted().toList()) {
                JsonNode document = JSON.readTree(file.toFile());
                if (document.has("paths")) {
                    String base = URI.create(document.at("/servers/0/url").asText()).getPath();
                    String name = file.getFileName().toString();
                    documents.add(new Document(name.replace(".json", ""), base.split("/")[1], base, document,
                            JSON.readTree(folder.resolve("archive-2026-03-17").resolve(name).toFile())));
                }
            }
        }
        additions = JSON.readTree(folder.resolve("additions-2026-07.json").toFile());
    }

    List<Document> documents() {
        return documents;
    }

    JsonNode additions() {
        return additions;
    }

    List<PublishedOperation> operations() {
        List<PublishedOperation> operations = new ArrayList<>();
        for (Document document : documents) {
            Set<String> known = new HashSet<>();
            each(document.current(), (method, path, operation) -> {
                known.add(key(method, path));
                operations.add(operation(document.base(), method, path, operation, false));
            });
            each(document.archived(), (method, path, operation) -> {
                if (!known.contains(key(method, path))) {
                    operations.add(operation(document.base(), method, path, operation, true));
                }
            });
            for (JsonNode addition : additions.get("newOperations")) {
                if (addition.get("module").asText().equals(document.file())) {
                    operations.add(addition(document.base(), addition));
                }
            }
        }
        return operations;
    }

    interface Visitor {
        void visit(String method, String path, JsonNode operation);
    }

    static void each(JsonNode document, Visitor visitor) {
        document.get("paths").properties().forEach(path -> path.getValue().properties()
                .forEach(method -> visitor.visit(method.getKey().toUpperCase(java.util.Locale.ROOT), path.getKey(),
                        method.getValue())));
    }

    /** Names of path parameters changed between the generations. */
    static String key(String method, String path) {
        return method + " " + path.replaceAll("\\{\\w+}", "{}").toLowerCase(java.util.Locale.ROOT);
    }

    private static PublishedOperation operation(String base, String method, String path, JsonNode operation, boolean retired) {
        Map<String, String> inPath = new LinkedHashMap<>();
        Map<String, String> inQuery = new LinkedHashMap<>();
        for (JsonNode parameter : operation.path("parameters")) {
            String name = parameter.get("name").asText();
            String type = PublishedTypes.text(parameter.get("schema"));
            if ("query".equals(parameter.get("in").asText())) {
                inQuery.put(name, type + (parameter.path("required").asBoolean() ? "!" : ""));
            } else if (!"tenant".equals(name)) {
                inPath.put(name, type);
            }
        }
        Map<Integer, String> answers = new TreeMap<>();
        operation.get("responses").properties().forEach(response -> {
            int status = Integer.parseInt(response.getKey());
            answers.put(status, status < 400 ? content(response.getValue()) : null);
        });
        Set<String> scopes = new HashSet<>();
        operation.path("security").forEach(one -> one.forEach(names -> names.forEach(name -> scopes.add(name.asText()))));
        return new PublishedOperation(method + " " + base + path, inPath, inQuery, content(operation.path("requestBody")),
                answers, scopes.isEmpty() ? "-" : String.join(" ", scopes), retired);
    }

    private static PublishedOperation addition(String base, JsonNode addition) {
        Map<Integer, String> answers = new TreeMap<>();
        addition.get("responses").properties().forEach(response -> {
            int status = Integer.parseInt(response.getKey());
            String type = response.getValue().asText().split(" ")[0];
            answers.put(status, status >= 400 ? null : "empty".equals(type) ? "-" : type);
        });
        Map<String, String> query = null;
        if (addition.has("query")) {
            Map<String, String> types = Map.of("int", "int32", "bool", "boolean");
            query = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> parameter : addition.get("query").properties()) {
                query.put(parameter.getKey(), types.get(parameter.getValue().asText().split(",")[0]));
            }
        }
        return new PublishedOperation(addition.get("method").asText() + " " + base + addition.get("path").asText(), null, query,
                addition.path("body").asText("-"), answers, "?", false);
    }

    private static String content(JsonNode message) {
        JsonNode content = message.path("content");
        return content.isEmpty() ? "-" : PublishedTypes.text(content.properties().iterator().next().getValue().get("schema"));
    }
}
