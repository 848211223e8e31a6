package io.fieldline.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.fieldline.mapping.MappingReader.Layer;
import io.fieldline.mapping.MappingReader.Outcome;
import io.fieldline.tenant.DocumentProblem;

/** Mappings out of a test's own rows. */
final class WrittenMapping {

    static final MappingContext CHICAGO = new MappingContext("US", ZoneId.of("America/Chicago"), Map.of());

    private WrittenMapping() {}

    /** A mapping of these rows, which have to be right. */
    static FieldMapping of(String... rows) {
        Outcome outcome = read(rows);
        return outcome.mapping().orElseThrow(() -> new AssertionError(outcome.problems()));
    }

    /** What is said about rows that are wrong. */
    static List<String> problemsOf(String... rows) {
        return read(rows).problems().stream().map(DocumentProblem::message).toList();
    }

    private static Outcome read(String... rows) {
        return MappingReader.read("test", List.of(layer("test.yaml", document(rows))));
    }

    static String document(String... rows) {
        List<String> lines = new ArrayList<>(List.of("mapping: test", "fields:"));
        for (String row : rows) {
            lines.add("  - " + row);
        }
        return String.join("\n", lines) + "\n";
    }

    static Layer layer(String file, String text) {
        return new Layer(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }
}
