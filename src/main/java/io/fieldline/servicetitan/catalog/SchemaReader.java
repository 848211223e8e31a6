package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;

/** Turns <code>catalog/schemas/&lt;module&gt;.yaml</code> into schemas: name, then the fields or the enumerated values. */
final class SchemaReader {

    private static final String ENUM = "enum ";
    private static final String NUMERIC_ENUM = "int32 enum ";

    private final String module;

    SchemaReader(String module) {
        this.module = module;
    }

    Map<String, Schema> read() {
        try {
            Map<String, Schema> schemas = new HashMap<>();
            CatalogFiles.read("schemas/" + module + ".yaml").properties()
                    .forEach(entry -> schemas.put(entry.getKey(), schema(entry.getKey(), entry.getValue().asText())));
            return schemas;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The schema file of module " + module + " is not readable", e);
        }
    }

    private Schema schema(String name, String text) {
        try {
            if (text.startsWith(ENUM)) {
                return new Schema(module, name, List.of(), values(text, ENUM), false);
            }
            if (text.startsWith(NUMERIC_ENUM)) {
                return new Schema(module, name, List.of(), values(text, NUMERIC_ENUM), true);
            }
            return new Schema(module, name, "object".equals(text) ? List.of() : fields(text), List.of(), false);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("The schema file of module " + module + ", " + name + ": " + e.getMessage(), e);
        }
    }

    private static List<String> values(String text, String prefix) {
        return List.of(text.substring(prefix.length()).split(" \\| "));
    }

    private static List<Field> fields(String text) {
        List<Field> fields = new ArrayList<>();
        for (FieldNotation.Entry entry : FieldNotation.entries(text)) {
            FieldType type = FieldNotation.type(entry.type() == null ? "string" : entry.type());
            fields.add(new Field(entry.name(), type, entry.required(), entry.nullable()));
        }
        return fields;
    }
}
