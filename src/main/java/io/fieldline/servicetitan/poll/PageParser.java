package io.fieldline.servicetitan.poll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** Reads a page in one pass over its bytes. Numbers become Long or BigDecimal, never a binary fraction. */
final class PageParser {

    private static final JsonFactory JSON = new JsonFactory();

    private PageParser() {}

    /** Reads a paged list, an export page, a bare array or a single record. */
    static Page parse(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            Page page;
            if (first == JsonToken.START_ARRAY) {
                page = new Page(records(parser), false, null, null, null);
            } else if (first == JsonToken.START_OBJECT) {
                page = envelope(parser);
            } else {
                throw new JsonParseException(parser, "neither an object nor an array");
            }
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the answer");
            }
            return page;
        }
    }

    static Map<String, Object> parseRecord(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "not an object");
            }
            return object(parser);
        }
    }

    private static Page envelope(JsonParser parser) throws IOException {
        List<Map<String, Object>> records = null;
        Map<String, Object> rest = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_ARRAY) {
                records = records(parser);
            } else {
                rest.put(name, value(parser));
            }
        }
        if (records == null) {
            return new Page(List.of(rest), false, null, null, null);
        }
        boolean paged = rest.containsKey("page") || rest.containsKey("continueFrom");
        if (paged && !(rest.get("hasMore") instanceof Boolean)) {
            throw new JsonParseException(parser, "a page without hasMore");
        }
        return new Page(records, Boolean.TRUE.equals(rest.get("hasMore")),
                rest.get("continueFrom") instanceof String token ? token : null,
                rest.get("page") instanceof Long number ? Integer.valueOf(number.intValue()) : null,
                rest.get("totalCount") instanceof Long total ? total : null);
    }

    private static List<Map<String, Object>> records(JsonParser parser) throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                records.add(object(parser));
            } else if (token == null) {
                throw new JsonParseException(parser, "the answer ends inside its rows");
            } else {
                Map<String, Object> bare = new LinkedHashMap<>();
                bare.put("value", value(parser));
                records.add(bare);
            }
        }
        return records;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>(64);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            default -> throw new JsonParseException(parser, "unexpected " + parser.currentToken());
        };
    }

    private static Object integer(JsonParser parser) throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getDecimalValue();
        }
        return parser.getLongValue();
    }

    private static List<Object> array(JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == null) {
                throw new JsonParseException(parser, "the answer ends inside an array");
            }
            values.add(value(parser));
        }
        return values;
    }
}
