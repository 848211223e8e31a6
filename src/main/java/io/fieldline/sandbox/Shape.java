package io.fieldline.sandbox;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Field;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.Schema;

/**
 * Gives a row the form that an operation is documented to answer: its fields only, nulls written out, money of the
 * accounting API as text, and the least valid value where the sandbox knows nothing.
 */
final class Shape {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String LONG_AGO = "2020-01-01T00:00:00Z";
    private static final int DEEPEST = 6;

    private final Catalog catalog;

    Shape(Catalog catalog) {
        this.catalog = catalog;
    }

    /** The row as the type; an empty object gives the least that is valid. */
    JsonNode of(String module, FieldType type, JsonNode row) {
        return value(module, type, row, 0);
    }

    private JsonNode value(String module, FieldType type, JsonNode value, int depth) {
        boolean known = value != null && !value.isNull() && !value.isMissingNode();
        return switch (type.kind()) {
            case SCHEMA -> schema(module, type, known ? value : null, depth);
            case ARRAY -> array(module, type, known ? value : null, depth);
            case MONEY -> TextNode.valueOf(known ? decimal(value).toPlainString() : "0.00");
            default -> known ? value : least(type.kind());
        };
    }

    private JsonNode schema(String module, FieldType type, JsonNode value, int depth) {
        Schema schema = catalog.schema(module, type.schema());
        if (schema.enumeration()) {
            return value != null ? value : firstOf(schema);
        }
        ObjectNode shaped = NODES.objectNode();
        for (Field field : schema.fields()) {
            JsonNode part = value == null ? null : value.get(field.name());
            if (part != null && !part.isNull()) {
                shaped.set(field.name(), value(module, field.type(), part, depth + 1));
            } else if (field.nullable() || !field.required() || depth > DEEPEST) {
                shaped.set(field.name(), NullNode.getInstance());
            } else {
                shaped.set(field.name(), value(module, field.type(), null, depth + 1));
            }
        }
        return shaped;
    }

    private static JsonNode firstOf(Schema schema) {
        String first = schema.values().get(0);
        return schema.numeric() ? LongNode.valueOf(Long.parseLong(first)) : TextNode.valueOf(first);
    }

    private ArrayNode array(String module, FieldType type, JsonNode values, int depth) {
        List<JsonNode> elements = new ArrayList<>();
        if (values != null) {
            values.forEach(element -> elements.add(value(module, type.element(), element, depth + 1)));
        }
        return NODES.arrayNode().addAll(elements);
    }

    private static BigDecimal decimal(JsonNode value) {
        return value.isTextual() ? new BigDecimal(value.asText()) : value.decimalValue();
    }

    private static JsonNode least(FieldType.Kind kind) {
        return switch (kind) {
            case INT32, INT64 -> LongNode.valueOf(0);
            case DECIMAL, DOUBLE, FLOAT -> DecimalNode.valueOf(BigDecimal.ZERO);
            case BOOLEAN -> NODES.booleanNode(false);
            case GUID -> TextNode.valueOf("00000000-0000-0000-0000-000000000000");
            case DATE_TIME -> TextNode.valueOf(LONG_AGO);
            case DATE -> TextNode.valueOf(LONG_AGO.substring(0, 10));
            case DURATION, TIME -> TextNode.valueOf("00:00:00");
            case EMAIL -> TextNode.valueOf("nobody@example.com");
            case OBJECT, MAP, ANY -> NODES.objectNode();
            default -> TextNode.valueOf("");
        };
    }
}
