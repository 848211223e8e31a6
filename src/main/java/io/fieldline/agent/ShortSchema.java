package io.fieldline.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Quoted;

/**
 * A schema without what only Fieldline needs of it, because clients have the schemas of all listed tools before them at every
 * step. What kind of personal data a field holds is the door's to know, and how a quoted text looks is the same everywhere.
 */
final class ShortSchema {

    private static final String PERSONAL = "x-personal";
    private static final ObjectNode QUOTED = Quoted.schema();
    private static final ObjectNode ANY_OBJECT = JsonNodeFactory.instance.objectNode().put("type", "object");
    private static final ObjectNode TEXT = JsonNodeFactory.instance.objectNode().put("type", "string");

    private ShortSchema() {}

    static ObjectNode of(ObjectNode schema) {
        return (ObjectNode) shortened(schema, QUOTED, ANY_OBJECT);
    }

    /** Of answers also that a field is a text, which nearly all are: a schema that says nothing allows it. */
    static ObjectNode ofAnswer(ObjectNode schema) {
        return (ObjectNode) shortened(of(schema), TEXT, JsonNodeFactory.instance.objectNode());
    }

    private static JsonNode shortened(JsonNode node, JsonNode known, JsonNode instead) {
        if (node.equals(known)) {
            return instead;
        }
        if (node.isArray()) {
            return JsonNodeFactory.instance.arrayNode()
                    .addAll(node.valueStream().map(one -> shortened(one, known, instead)).toList());
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        // A property may be called as the mark is; then it is no text.
        node.properties().stream().filter(field -> !field.getKey().equals(PERSONAL) || !field.getValue().isTextual())
                .forEach(field -> whole.set(field.getKey(), shortened(field.getValue(), known, instead)));
        return whole;
    }
}
