package io.fieldline.agent.personal;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.fieldline.agent.tool.RefusedCallException;

/**
 * Puts the values of tokens into the arguments of a call, each where a value of its kind belongs. Anywhere else the client could
 * read the value back in clear.
 */
public final class ArgumentTokens {

    private final PersonalTokens tokens;
    private final String client;
    private final String tenant;
    private final PersonalView view;
    private final PersonalSchema schema;

    /**
     * @param view from now on shows each value that stood behind a token as this token
     * @param input the schema of the arguments
     */
    public ArgumentTokens(PersonalTokens tokens, String client, String tenant, PersonalView view, ObjectNode input) {
        this.tokens = tokens;
        this.client = client;
        this.tenant = tenant;
        this.view = view;
        this.schema = new PersonalSchema(input);
    }

    /** A place in the arguments: what the schema says of it, and the kind of what it is in. */
    private record Place(String path, JsonNode described, Optional<String> around, String resource) {

        Place in(String path, JsonNode described, Optional<String> around) {
            return new Place(path, described, around, resource);
        }
    }

    /** @throws RefusedCallException when a token stands for nothing here, or a value is a masked one handed back */
    public ObjectNode resolved(ObjectNode arguments) {
        return (ObjectNode) resolved(arguments,
                new Place("", schema.root(), Optional.empty(), PersonalKinds.resource(arguments)));
    }

    private JsonNode resolved(JsonNode value, Place at) {
        Optional<String> kind = schema.kind(at.described()).or(at::around);
        if (value instanceof ObjectNode object) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            object.fields().forEachRemaining(field -> whole.set(field.getKey(), resolved(field.getValue(),
                    at.in(at.path().isEmpty() ? field.getKey() : at.path() + "." + field.getKey(),
                            schema.property(at.described(), field.getKey()), kind))));
            return whole;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode whole = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < array.size(); i++) {
                whole.add(resolved(array.get(i), at.in(at.path() + "[" + i + "]", schema.items(at.described()), kind)));
            }
            return whole;
        }
        return value.isTextual() ? TextNode.valueOf(resolved(value.textValue(), at)) : value;
    }

    private String resolved(String text, Place at) {
        if (Masks.looksMasked(text)) {
            throw refused(at, "is a value as it is shown masked, and not the value itself; name the record by its id instead");
        }
        return PersonalTokens.SHAPE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(), at)));
    }

    private String value(String token, Place at) {
        PersonalTokens.Known known = tokens.value(client, tenant, token)
                .orElseThrow(() -> refused(at, "is a token that stands for nothing of this tenant"));
        if (!kinds(at).contains(known.kind())) {
            throw refused(at,
                    "is no place for a token of kind " + known.kind() + ", which is taken only where such a value belongs");
        }
        view.stands(token, known.value());
        return known.value();
    }

    private Set<String> kinds(Place at) {
        if (schema.lookup(at.described())) {
            return Set.copyOf(PersonalKinds.ALL);
        }
        if (PersonalKinds.isContact(at.path(), at.resource())) {
            return Set.of(PersonalKinds.PHONE, PersonalKinds.EMAIL);
        }
        return schema.kind(at.described()).or(at::around).or(() -> PersonalKinds.ofField(at.path(), at.resource(), ""))
                .map(PersonalKinds::known).map(Set::of).orElse(Set.of());
    }

    private static RefusedCallException refused(Place at, String why) {
        return RefusedCallException.of("invalid_argument", at.path() + ": " + why);
    }
}
