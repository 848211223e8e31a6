package io.fieldline.agent.personal;

import java.util.regex.Matcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.RefusedCallException;

/** Puts the values of tokens into the arguments of a call, also of those in the middle of a text. */
public final class ArgumentTokens {

    private final PersonalTokens tokens;
    private final String client;
    private final String tenant;
    private final PersonalView view;

    /** @param view from now on shows each value that stood behind a token as this token */
    public ArgumentTokens(PersonalTokens tokens, String client, String tenant, PersonalView view) {
        this.tokens = tokens;
        this.client = client;
        this.tenant = tenant;
        this.view = view;
    }

    /** @throws RefusedCallException when a token stands for nothing here, or a value is a masked one handed back */
    public ObjectNode resolved(ObjectNode arguments) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        arguments.fields().forEachRemaining(field -> whole.set(field.getKey(), resolved(field.getValue(), field.getKey())));
        return whole;
    }

    private JsonNode resolved(JsonNode value, String path) {
        if (value instanceof ObjectNode object) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(
                    field -> whole.set(field.getKey(), resolved(field.getValue(), path + "." + field.getKey())));
            return whole;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode whole = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                whole.add(resolved(array.get(i), path + "[" + i + "]"));
            }
            return whole;
        }
        return value.isTextual() ? TextNode.valueOf(resolved(value.textValue(), path)) : value;
    }

    private String resolved(String text, String path) {
        if (Masks.looksMasked(text)) {
            throw RefusedCallException.of("invalid_argument",
                    path + ": is a value as it is shown masked, and not the value itself; name the record by its id instead");
        }
        return PersonalTokens.SHAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), path)));
    }

    private String value(String token, String path) {
        String value = tokens.value(client, tenant, token).orElseThrow(() -> RefusedCallException.of("invalid_argument",
                path + ": is a token that stands for nothing of this tenant"));
        view.stands(token, value);
        return value;
    }
}
