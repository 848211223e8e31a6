package io.fieldline.servicetitan.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;

import io.fieldline.servicetitan.catalog.FieldType.Kind;

/**
 * Compares JSON with the documented schemas. Fields that the schema does not name are legal everywhere, as the API adds
 * fields with each release and drops unknown ones of a request silently. A field that is not required may be null, as
 * the API writes nulls out.
 */
public final class SchemaValidator {

    private final Catalog catalog;

    public SchemaValidator(Catalog catalog) {
        this.catalog = catalog;
    }

    /** What is wrong with a success's body; an answer without a documented body takes anything. */
    public List<Violation> answer(Operation operation, int status, JsonNode body) {
        Check check = new Check(operation.module(), true);
        Answer answer = operation.answer(status);
        FieldType type = answer.type();
        switch (answer.form()) {
            case PAGE -> check.page(body, type, false);
            case COLLECTION -> check.page(body, type, true);
            case EXPORT -> {
                check.member(body, "hasMore", FieldType.of(Kind.BOOLEAN), false);
                check.member(body, "continueFrom", FieldType.of(Kind.STRING), false);
                check.rows(body, type);
            }
            case ROWS -> check.rows(body, type);
            case RESULT -> check.member(body, "data", type, false);
            case ARRAY -> check.value("", body, FieldType.holding(Kind.ARRAY, type, false));
            case OBJECT -> check.value("", body, type);
            default -> {
                return List.of();
            }
        }
        return check.violations;
    }

    /** What is wrong with an error's body. */
    public List<Violation> problem(Operation operation, JsonNode body) {
        return value(operation.module(), FieldType.schema("ApiErrorResponse"), body);
    }

    /**
     * What is wrong with a request's body. A PATCH takes the fields that it changes: what the documents mark as required
     * below its top level stems from the server's types and is not asked for.
     */
    public List<Violation> request(Operation operation, JsonNode body) {
        Optional<Body> documented = operation.body();
        if (documented.isEmpty() || documented.get().multipart()) {
            return List.of();
        }
        Check check = new Check(operation.module(), operation.method() != HttpMethod.PATCH);
        check.value("", body, documented.get().type());
        return check.violations;
    }

    /** What is wrong with any JSON of a type, such as an event's data. */
    public List<Violation> value(String module, FieldType type, JsonNode value) {
        Check check = new Check(module, true);
        check.value("", value, type);
        return check.violations;
    }

    /** One walk through one document. */
    private final class Check {

        private final String module;
        private final boolean nestedRequired;
        private final List<Violation> violations = new ArrayList<>();

        private Check(String module, boolean nestedRequired) {
            this.module = module;
            this.nestedRequired = nestedRequired;
        }

        private void page(JsonNode body, FieldType row, boolean totalAlways) {
            member(body, "page", FieldType.of(Kind.INT32), false);
            member(body, "pageSize", FieldType.of(Kind.INT32), false);
            member(body, "hasMore", FieldType.of(Kind.BOOLEAN), false);
            if (totalAlways || body.hasNonNull("totalCount")) {
                member(body, "totalCount", FieldType.of(Kind.INT32), false);
            }
            rows(body, row);
        }

        private void rows(JsonNode body, FieldType row) {
            member(body, "data", FieldType.holding(Kind.ARRAY, row, false), false);
        }

        private void member(JsonNode body, String name, FieldType type, boolean nullable) {
            field("", body, new Field(name, type, true, nullable));
        }

        private void field(String path, JsonNode object, Field field) {
            String place = path.isEmpty() ? field.name() : path + "." + field.name();
            JsonNode value = object.get(field.name());
            boolean required = field.required() && (nestedRequired || path.isEmpty());
            if (value == null) {
                if (required && !field.nullable()) {
                    violate(place, "is required");
                }
            } else if (value.isNull()) {
                if (required && !field.nullable()) {
                    violate(place, "must not be null");
                }
            } else {
                value(place, value, field.type());
            }
        }

        private void value(String path, JsonNode value, FieldType type) {
            switch (type.kind()) {
                case ANY -> {
                }
                case OBJECT -> expect(path, value, JsonNodeType.OBJECT, "an object");
                case ARRAY, INDEXED_OBJECTS -> array(path, value, type);
                case MAP -> map(path, value, type);
                case SCHEMA -> schema(path, value, catalog.schema(module, type.schema()));
                case CHOICE -> choice(path, value, type);
                default -> SingleValues.rule(value, type.kind()).ifPresent(rule -> violate(path, rule));
            }
        }

        private void array(String path, JsonNode value, FieldType type) {
            if (expect(path, value, JsonNodeType.ARRAY, "an array")) {
                for (int index = 0; index < value.size(); index++) {
                    element(path + "[" + index + "]", value.get(index), type);
                }
            }
        }

        private void map(String path, JsonNode value, FieldType type) {
            if (expect(path, value, JsonNodeType.OBJECT, "an object")) {
                value.properties().forEach(entry -> element(path + "." + entry.getKey(), entry.getValue(), type));
            }
        }

        private void element(String path, JsonNode value, FieldType type) {
            if (!value.isNull()) {
                value(path, value, type.element());
            } else if (!type.elementNullable()) {
                violate(path, "must not be null");
            }
        }

        private void schema(String path, JsonNode value, Schema schema) {
            if (schema.enumeration()) {
                boolean form = schema.numeric() ? value.isIntegralNumber() : value.isTextual();
                if (!form || !schema.values().contains(value.asText())) {
                    violate(path, "must be one of " + String.join(", ", schema.values()));
                }
            } else if (expect(path, value, JsonNodeType.OBJECT, "an object")) {
                schema.fields().forEach(field -> field(path, value, field));
            }
        }

        private void choice(String path, JsonNode value, FieldType type) {
            Map<String, List<Violation>> refused = new LinkedHashMap<>();
            for (FieldType alternative : type.choices()) {
                Check check = new Check(module, nestedRequired);
                check.value(path, value, alternative);
                if (check.violations.isEmpty()) {
                    return;
                }
                refused.put(alternative.schema(), check.violations);
            }
            violate(path, "must be one of " + String.join(", ", refused.keySet()));
        }

        private boolean expect(String path, JsonNode value, JsonNodeType type, String name) {
            if (value.getNodeType() != type) {
                violate(path, "must be " + name);
                return false;
            }
            return true;
        }

        private void violate(String path, String rule) {
            violations.add(new Violation(path, rule));
        }
    }
}
