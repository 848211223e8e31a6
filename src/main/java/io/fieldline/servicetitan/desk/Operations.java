package io.fieldline.servicetitan.desk;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.desk.record.Trees;

/** Documented operations by the name that the catalogue gives them, <code>jpm/jobs create</code>. */
final class Operations {

    private static final int CANDIDATES = 12;

    private final Catalog catalog;

    Operations(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @throws RefusedCallException with what may have been meant */
    Operation named(String text) {
        String wanted = text.strip().replaceAll("\\s+", " ");
        return catalog.operations().filter(operation -> operation.toString().equalsIgnoreCase(wanted)).findFirst()
                .orElseThrow(() -> {
                    ObjectNode details = Trees.object();
                    ArrayNode candidates = details.putArray("candidates");
                    like(wanted).stream().limit(CANDIDATES).forEach(operation -> candidates.add(operation.toString()));
                    return new RefusedCallException("not_found", "No operation is called '" + text
                            + "'. Names are such as 'jpm/jobs create'; describe_operation finds them by words.", details);
                });
    }

    /** Those in whose name or path all of the words stand; the shortest first. */
    List<Operation> like(String words) {
        List<String> parts = List.of(words.toLowerCase(Locale.ROOT).split("[^a-z0-9]+")).stream()
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word).toList();
        return catalog.operations().filter(operation -> parts.stream()
                .allMatch((operation + " " + operation.path() + " " + operation.method()).toLowerCase(Locale.ROOT)::contains))
                .sorted(Comparator.comparingInt((Operation operation) -> operation.toString().length())
                        .thenComparing(Operation::toString))
                .toList();
    }

    /** The arguments of an object as text. */
    static Map<String, String> values(JsonNode object) {
        Map<String, String> values = new LinkedHashMap<>();
        object.properties().forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        return values;
    }
}
