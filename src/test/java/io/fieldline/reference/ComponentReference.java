package io.fieldline.reference;

import static io.fieldline.reference.MarkdownTable.code;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.WebhookEventType;

/** The component's options and headers from its Camel metadata, and its collections from the catalogue. */
final class ComponentReference {

    private static final String METADATA = "/META-INF/io/fieldline/servicetitan/servicetitan.json";

    private final JsonNode metadata;
    private final Catalog catalog;

    private ComponentReference(JsonNode metadata, Catalog catalog) {
        this.metadata = metadata;
        this.catalog = catalog;
    }

    static ComponentReference load() throws IOException {
        try (InputStream json = ComponentReference.class.getResourceAsStream(METADATA)) {
            return new ComponentReference(new ObjectMapper().readTree(json), Catalog.load());
        }
    }

    String render() {
        return "\n## Options\n\n" + options() + "\n## Headers\n\n" + headers() + "\n## Modules\n\n" + modules()
                + "\n## Collections that can be followed\n\n" + catalog.modules().stream().map(this::collections)
                        .collect(Collectors.joining())
                + "## Events\n\n" + events() + "\n";
    }

    /** What Camel adds to every endpoint is in Camel's own documentation. */
    private String options() {
        MarkdownTable table = new MarkdownTable("Option", "Used by", "Default", "Meaning");
        metadata.path("properties").fields().forEachRemaining(option -> {
            JsonNode what = option.getValue();
            String group = what.path("group").asText();
            if (group.endsWith("(advanced)")) {
                return;
            }
            String name = what.path("prefix").asText() + (what.path("prefix").isMissingNode() ? option.getKey() : "…");
            table.row(code(name), usedBy(what.path("kind").asText().equals("path") ? "path" : group),
                    what.has("defaultValue") ? code(what.path("defaultValue").asText()) : "",
                    what.path("description").asText().replaceFirst(" This is a multi-value option.*", "")
                            + allowed(what.path("enum")));
        });
        return table.toString();
    }

    private static String usedBy(String group) {
        return switch (group) {
            case "path" -> "both, in the address";
            case "consumer" -> "`from`";
            case "producer" -> "`to`";
            default -> "both";
        };
    }

    private static String allowed(JsonNode values) {
        List<String> names = new ArrayList<>();
        values.forEach(value -> names.add(code(value.asText())));
        return names.isEmpty() ? "" : ": " + String.join(" or ", names);
    }

    private String headers() {
        MarkdownTable table = new MarkdownTable("Header", "Set or read by", "Type", "Meaning");
        metadata.path("headers").fields().forEachRemaining(header -> table.row(code(header.getKey()),
                usedBy(header.getValue().path("group").asText()), header.getValue().path("javaType").asText(),
                header.getValue().path("description").asText()));
        return table.toString();
    }

    private String modules() {
        MarkdownTable table = new MarkdownTable("Module", "Collections", "Operations", "Export feeds", "Retired");
        catalog.modules().forEach(module -> table.row(code(module), catalog.collections(module).size(),
                operations(module).size(), operations(module).stream().filter(one -> one.name().equals("export")).count(),
                operations(module).stream().filter(Operation::retired).count()));
        List<Operation> all = catalog.operations().toList();
        table.row("all", catalog.modules().stream().mapToInt(module -> catalog.collections(module).size()).sum(), all.size(),
                all.stream().filter(one -> one.name().equals("export")).count(),
                all.stream().filter(Operation::retired).count());
        return table.toString();
    }

    private Collection<Operation> operations(String module) {
        return catalog.collections(module).stream().flatMap(collection -> collection.operations().stream()).toList();
    }

    private String collections(String module) {
        Map<String, ApiCollection> sorted = new TreeMap<>();
        catalog.collections(module).stream().filter(one -> list(one).isPresent() || one.export().isPresent())
                .forEach(one -> sorted.put(one.name(), one));
        MarkdownTable table = new MarkdownTable("Collection", "Export feed", "List", "Asked for changes since", "Operations");
        sorted.values().forEach(one -> table.row(code(one), one.export().isPresent() ? "yes" : "",
                list(one).isPresent() ? "yes" : "",
                list(one).filter(list -> list.hasParameter("modifiedOnOrAfter")).isPresent() ? "yes" : "",
                one.operations().stream().map(ComponentReference::name).collect(Collectors.joining(", "))));
        return sorted.isEmpty() ? "" : "### " + module + "\n\n" + table + "\n";
    }

    /** A list that is answered without arguments of the caller. */
    private static Optional<Operation> list(ApiCollection collection) {
        return collection.list().filter(list -> list.pathParameters().isEmpty() && list.answer().rows()
                && list.requiredInput().isEmpty());
    }

    private static String name(Operation operation) {
        return operation.retired() ? operation.name() + " (retired)" : operation.name();
    }

    private String events() {
        Map<String, WebhookEventType> sorted = new TreeMap<>();
        catalog.webhooks().forEach(event -> sorted.put(event.type(), event));
        MarkdownTable table = new MarkdownTable("Event", "Record read again");
        sorted.values().forEach(event -> table.row(code(event.type()), code(event.module() + "/" + event.collection())));
        return table.toString();
    }
}
