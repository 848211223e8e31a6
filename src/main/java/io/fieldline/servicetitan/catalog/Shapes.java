package io.fieldline.servicetitan.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

import io.fieldline.sync.RecordShape;
import io.fieldline.sync.RecordShape.Kind;

/** Says what a warehouse needs to know of a schema's top-level fields. */
final class Shapes {

    private Shapes() {}

    static RecordShape of(Schema schema, Function<String, Schema> schemas) {
        Map<String, Kind> kinds = new LinkedHashMap<>();
        schema.fields().forEach(field -> kinds.put(field.name(), kind(field.type(), schemas)));
        return new RecordShape(kinds);
    }

    private static Kind kind(FieldType type, Function<String, Schema> schemas) {
        return switch (type.kind()) {
            case INT32, INT64 -> Kind.INTEGER;
            case DECIMAL, DOUBLE, FLOAT -> Kind.DECIMAL;
            case MONEY -> Kind.MONEY;
            case BOOLEAN -> Kind.BOOLEAN;
            case DATE_TIME -> Kind.TIMESTAMP;
            case DATE -> Kind.DATE;
            case SCHEMA -> enumeration(schemas.apply(type.schema()));
            case ARRAY, INDEXED_OBJECTS, MAP, OBJECT, ANY, CHOICE -> Kind.JSON;
            default -> Kind.TEXT;
        };
    }

    private static Kind enumeration(Schema schema) {
        if (!schema.enumeration()) {
            return Kind.JSON;
        }
        return schema.numeric() ? Kind.INTEGER : Kind.TEXT;
    }
}
