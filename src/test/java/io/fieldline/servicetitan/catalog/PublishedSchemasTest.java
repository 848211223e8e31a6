package io.fieldline.servicetitan.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Holds the catalogue's schemas against the published ones, field by field, where the system property
 * <code>published.documents</code> names a folder of them.
 */
class PublishedSchemasTest {

    private static final String FOLDER = System.getProperty("published.documents", "");

    private final Catalog catalog = Catalog.load();
    private final List<String> differences = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> agreesWithTheDocuments() throws IOException {
        if (FOLDER.isEmpty()) {
            return Stream.empty();
        }
        PublishedDocuments documents = new PublishedDocuments(Path.of(FOLDER));
        Stream<DynamicTest> modules = documents.documents().stream()
                .map(document -> dynamicTest("schemas of " + document.module(),
                        () -> compare(document.module(), published(document, documents.additions()), documents.additions())));
        return Stream.concat(modules, Stream.of(dynamicTest("schemas of webhooks", this::compareWebhooks)));
    }

    @Test
    void everyModuleHasSchemasAndItsErrors() {
        assertThat(catalog.modules()).allSatisfy(
                module -> assertThat(catalog.schema(module, "ApiErrorResponse").field("traceId").orElseThrow().required())
                        .isTrue());
        assertThat(catalog.modules().stream().mapToInt(module -> catalog.schemas(module).size()).sum()).isEqualTo(1020);
    }

    /** Everything that the module's operations reach, retired ones included, by published name. */
    private static Map<String, JsonNode> published(PublishedDocuments.Document document, JsonNode additions) {
        Map<String, JsonNode> all = new TreeMap<>();
        document.archived().at("/components/schemas").properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        document.current().at("/components/schemas").properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        Set<String> known = new HashSet<>();
        Deque<String> waiting = new ArrayDeque<>();
        PublishedDocuments.each(document.current(), (method, path, operation) -> {
            known.add(PublishedDocuments.key(method, path));
            waiting.addAll(references(operation));
        });
        PublishedDocuments.each(document.archived(), (method, path, operation) -> {
            if (!known.contains(PublishedDocuments.key(method, path))) {
                waiting.addAll(references(operation));
            }
        });
        return reachable(all, waiting);
    }

    private static Map<String, JsonNode> reachable(Map<String, JsonNode> all, Deque<String> waiting) {
        Map<String, JsonNode> reached = new TreeMap<>();
        while (!waiting.isEmpty()) {
            String name = waiting.pop();
            if (all.containsKey(name) && reached.put(name, all.get(name)) == null) {
                waiting.addAll(references(all.get(name)));
            }
        }
        reached.keySet().removeIf(PublishedTypes::envelope);
        return reached;
    }

    private static List<String> references(JsonNode node) {
        return node.findValuesAsText("$ref").stream().map(text -> text.substring(text.lastIndexOf('/') + 1)).toList();
    }

    private void compare(String module, Map<String, JsonNode> published, JsonNode additions) {
        differences.clear();
        Map<String, Schema> here = new TreeMap<>(catalog.schemas(module));
        for (Map.Entry<String, JsonNode> entry : published.entrySet()) {
            List<String> named = here.keySet().stream().filter(name -> belongs(entry.getKey(), name, published.keySet()))
                    .toList();
            if (named.size() == 1) {
                compare(entry.getKey(), entry.getValue(), here.remove(named.get(0)), additions);
            } else {
                differences.add(module + " " + entry.getKey() + " is here as " + named);
            }
        }
        here.keySet().removeIf(name -> added(name, additions) || "ApiErrorResponse".equals(name));
        assertThat(here.keySet()).as("invented").isEmpty();
        assertThat(differences).isEmpty();
    }

    /** A short name belongs to the published name that it ends; one that is a whole published name belongs to that only. */
    private static boolean belongs(String published, String name, Set<String> all) {
        return PublishedTypes.named(published, name) && (published.equals(name) || !all.contains(name));
    }

    private static boolean added(String name, JsonNode additions) {
        return additions.get("newSchemas").properties().stream().anyMatch(entry -> PublishedTypes.named(entry.getKey(), name));
    }

    private void compare(String name, JsonNode published, Schema here, JsonNode additions) {
        if (published.has("enum")) {
            Set<String> values = texts(published.get("enum"));
            values.addAll(texts(additions.path("newEnumValues").path(name)));
            expect(name, values, new TreeSet<>(here.values()));
            expect(name, "integer".equals(published.get("type").asText()), here.numeric());
            return;
        }
        Set<String> names = new TreeSet<>();
        published.path("properties").fieldNames().forEachRemaining(names::add);
        names.addAll(texts(additions.path("newFields").path(name)));
        expect(name, names, new TreeSet<>(here.fields().stream().map(Field::name).toList()));
        Set<String> required = texts(published.path("required"));
        for (Field field : here.fields()) {
            JsonNode schema = published.path("properties").path(field.name());
            if (!schema.isMissingNode()) {
                compare(name + "." + field.name(), schema, required.contains(field.name()), field);
            }
        }
    }

    private void compare(String place, JsonNode published, boolean required, Field here) {
        expect(place, "required " + required, "required " + here.required());
        expect(place, "nullable " + PublishedTypes.nullable(published), "nullable " + here.nullable());
        if (!PublishedTypes.same(PublishedTypes.text(published), here.type())) {
            differences.add(place + ": published " + PublishedTypes.text(published) + ", here " + here.type());
        }
    }

    private void compareWebhooks() throws IOException {
        JsonNode document = new ObjectMapper().readTree(Path.of(FOLDER, "webhooks-v2-payload-schemas.json").toFile());
        Map<String, JsonNode> all = new LinkedHashMap<>();
        document.at("/components/schemas").properties().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        Set<String> types = new TreeSet<>();
        document.get("webhooks").fieldNames().forEachRemaining(types::add);
        differences.clear();
        expect("webhooks", types, new TreeSet<>(catalog.webhooks().stream().map(WebhookEventType::type).toList()));
        Deque<String> waiting = new ArrayDeque<>();
        for (WebhookEventType type : catalog.webhooks()) {
            String envelope = references(document.get("webhooks").get(type.type())).get(0);
            String data = references(all.get(envelope).at("/properties/data")).get(0);
            expect(type.type(), true, PublishedTypes.named(data, type.schema()));
            waiting.add(data);
        }
        assertThat(differences).isEmpty();
        compare(Catalog.WEBHOOKS, reachable(all, waiting), new ObjectMapper().readTree("{\"newSchemas\":{}}"));
    }

    private void expect(String place, Object published, Object here) {
        if (!published.equals(here)) {
            differences.add(place + ": published " + published + ", here " + here);
        }
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(value -> texts.add(value.asText()));
        return texts;
    }
}
