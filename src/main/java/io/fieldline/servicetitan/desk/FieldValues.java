package io.fieldline.servicetitan.desk;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.servicetitan.desk.record.SameValues;
import io.fieldline.servicetitan.desk.record.Trees;

/** What fields of a record are to be, by their paths in it. */
final class FieldValues {

    private final Map<String, JsonNode> values = new LinkedHashMap<>();

    FieldValues put(String path, JsonNode value) {
        values.put(path, value);
        return this;
    }

    FieldValues put(String path, String value) {
        return put(path, TextNode.valueOf(value));
    }

    /** The argument, where it was given; an empty text empties the field. */
    FieldValues given(Args args, String argument, String path) {
        if (!args.node(argument).isMissingNode() && !args.node(argument).isNull()) {
            put(path, args.node(argument));
        }
        return this;
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    Map<String, JsonNode> map() {
        return values;
    }

    /** Those that the record does not hold yet. */
    FieldValues differing(ObjectNode record) {
        FieldValues differing = new FieldValues();
        values.forEach((path, value) -> {
            if (!SameValues.same(value, Trees.at(record, path))) {
                differing.put(path, value);
            }
        });
        return differing;
    }

    /** The same fields as the record holds them; where nothing is, what is to be a text is empty, and anything else nothing. */
    FieldValues as(ObjectNode record) {
        FieldValues before = new FieldValues();
        values.forEach((path, value) -> {
            JsonNode now = Trees.at(record, path);
            boolean none = now.isNull() || now.isMissingNode();
            before.put(path, none ? value.isTextual() ? TextNode.valueOf("") : NullNode.getInstance() : now);
        });
        return before;
    }

    /** As a request's body. */
    ObjectNode body() {
        ObjectNode body = Trees.object();
        values.forEach((path, value) -> {
            int dot = path.indexOf('.');
            if (dot < 0) {
                body.set(path, value);
            } else {
                body.withObject("/" + path.substring(0, dot)).set(path.substring(dot + 1), value);
            }
        });
        return body;
    }
}
