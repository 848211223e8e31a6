package io.fieldline.servicetitan.poll;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.fieldline.sync.SourceRecord;

/** Reads a page in one pass over its bytes. Numbers become Long or BigDecimal, never a binary fraction. */
final class PageParser {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int USUAL_FIELDS = 64;

    private final JsonParser parser;
    private final FieldPath start = FieldPath.start();
    /** What was read of the objects that are open, one array for each level. */
    private final List<Object[]> open = new ArrayList<>();
    private int depth;

    private PageParser(JsonParser parser) {
        this.parser = parser;
    }

    /** Reads a paged list, an export page, a bare array or a single record. */
    static Page parse(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            Page page = new PageParser(parser).page();
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "something follows the answer");
            }
            return page;
        }
    }

    /** The token of a feed's next page, when the first bytes of an answer say that there is one. */
    static Optional<String> continuation(byte[] head) {
        boolean more = false;
        String token = null;
        try (JsonParser parser = JSON.createParser(head)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME && !parser.currentName().equals("data")) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                more |= name.equals("hasMore") && value == JsonToken.VALUE_TRUE;
                token = name.equals("continueFrom") && value == JsonToken.VALUE_STRING ? parser.getText() : token;
                parser.skipChildren();
            }
        } catch (IOException cutOff) {
            return Optional.empty();
        }
        return more ? Optional.ofNullable(token) : Optional.empty();
    }

    static Map<String, Object> parseRecord(byte[] body) throws IOException {
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(parser, "not an object");
            }
            return new PageParser(parser).object();
        }
    }

    private Page page() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == JsonToken.START_ARRAY) {
            return new Page(records(), false, null, null, null);
        }
        if (first == JsonToken.START_OBJECT) {
            return envelope();
        }
        throw new JsonParseException(parser, "neither an object nor an array");
    }

    private Page envelope() throws IOException {
        List<Map<String, Object>> records = null;
        Map<String, Object> rest = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals("data") && value == JsonToken.START_ARRAY) {
                records = records();
            } else {
                rest.put(name, value(value));
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

    private List<Map<String, Object>> records() throws IOException {
        List<Map<String, Object>> records = new ArrayList<>();
        JsonToken token;
        while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
            if (token == JsonToken.START_OBJECT) {
                records.add(object());
            } else if (token == null) {
                throw new JsonParseException(parser, "the answer ends inside its rows");
            } else {
                Map<String, Object> bare = new LinkedHashMap<>();
                bare.put("value", value(token));
                records.add(bare);
            }
        }
        return records;
    }

    private Map<String, Object> object() throws IOException {
        if (depth == open.size()) {
            open.add(new Object[USUAL_FIELDS]);
        }
        FieldPath path = start;
        for (FieldPath next = field(path); next != null; next = field(path)) {
            path = next;
            depth++;
            Object value = value(parser.nextToken());
            depth--;
            keep(path.length() - 1, value);
        }
        Object[] values = Arrays.copyOf(open.get(depth), path.length());
        return path.fields() != null ? new SourceRecord(path.fields(), values) : lastOfEach(path.names(), values);
    }

    /** The path with the field that comes next, or null at the end of the object. */
    private FieldPath field(FieldPath path) throws IOException {
        FieldPath likely = path.likely();
        if (likely != null && parser.nextFieldName(likely.name())) {
            return likely;
        }
        JsonToken token = likely == null ? parser.nextToken() : parser.currentToken();
        return token == JsonToken.FIELD_NAME ? path.then(parser.currentName()) : null;
    }

    private void keep(int position, Object value) {
        Object[] values = open.get(depth);
        if (position == values.length) {
            values = Arrays.copyOf(values, 2 * position);
            open.set(depth, values);
        }
        values[position] = value;
    }

    /** Where a name comes twice, the last one counts. */
    private static Map<String, Object> lastOfEach(List<String> names, Object[] values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int at = 0; at < values.length; at++) {
            fields.put(names.get(at), values[at]);
        }
        return fields;
    }

    private Object value(JsonToken token) throws IOException {
        if (token == null) {
            throw new JsonParseException(parser, "the answer ends inside an object");
        }
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            case START_OBJECT -> object();
            case START_ARRAY -> array();
            default -> throw new JsonParseException(parser, "unexpected " + token);
        };
    }

    private Object integer() throws IOException {
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return parser.getDecimalValue();
        }
        return parser.getLongValue();
    }

    private List<Object> array() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_ARRAY) {
            return List.of();
        }
        List<Object> values = new ArrayList<>();
        for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token == null) {
                throw new JsonParseException(parser, "the answer ends inside an array");
            }
            values.add(value(token));
        }
        return values;
    }
}
