package io.fieldline.agent.personal;

import java.util.Optional;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;

/**
 * What a call looks for. Who may look for parts of what it does not see can find out the whole, part by part: so a number or an
 * e-mail address that is not clear to a client is looked for whole, and a name or an address, of which ServiceTitan takes parts,
 * by its token alone.
 */
public final class Searches {

    private static final int DIGITS_OF_A_WHOLE_NUMBER = 10;
    /** What has so many and no letter is looked for as a number, whatever stands between the digits. */
    private static final int DIGITS_OF_A_LOCAL_NUMBER = 7;
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private final PersonalView view;
    private final PersonalSchema schema;
    private final boolean reads;
    private boolean blind;

    /**
     * @param input the schema of the arguments
     * @param reads whether the tool writes nothing, so that whatever is personal in its arguments is looked for
     */
    public Searches(PersonalView view, ObjectNode input, boolean reads) {
        this.view = view;
        this.schema = new PersonalSchema(input);
        this.reads = reads;
    }

    /**
     * @param given the arguments as the client gave them, with its tokens
     * @return whether it looks for something that its client would not be shown
     * @throws RefusedCallException when that may be a part of it
     */
    public boolean blind(ObjectNode given) {
        look(given, "", schema.root(), PersonalKinds.resource(given));
        return blind;
    }

    private void look(JsonNode value, String path, JsonNode described, String resource) {
        if (value instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> look(field.getValue(),
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    schema.property(described, field.getKey()), resource));
        } else if (value instanceof ArrayNode array) {
            array.forEach(item -> look(item, path, schema.items(described), resource));
        } else if (!value.isBoolean() && !value.asText().isBlank()) {
            String text = value.asText().strip();
            kind(text, path, described, resource).filter(kind -> view.treatment(kind) != Treatment.CLEAR)
                    .filter(kind -> !PersonalTokens.isToken(text)).ifPresent(kind -> require(kind, text, path));
        }
    }

    private Optional<String> kind(String text, String path, JsonNode described, String resource) {
        if (schema.lookup(described)) {
            return bySight(text);
        }
        return reads ? schema.kind(described).or(() -> PersonalKinds.ofFilter(path, resource, text)) : Optional.empty();
    }

    /** What stands for a person may be anything; few digits are the number of a record. */
    private static Optional<String> bySight(String text) {
        if (text.indexOf('@') >= 0) {
            return Optional.of(PersonalKinds.EMAIL);
        }
        if (text.matches("\\d+") && text.length() < DIGITS_OF_A_WHOLE_NUMBER) {
            return Optional.empty();
        }
        boolean number = !LETTER.matcher(text).find() && text.replaceAll("\\D", "").length() >= DIGITS_OF_A_LOCAL_NUMBER;
        return Optional.of(number ? PersonalKinds.PHONE : PersonalKinds.NAME);
    }

    private void require(String kind, String text, String path) {
        boolean whole = switch (kind) {
            case PersonalKinds.PHONE -> text.replaceAll("\\D", "").length() >= DIGITS_OF_A_WHOLE_NUMBER;
            case PersonalKinds.EMAIL -> text.matches("[^\\s@]+@[^\\s@.]+\\.[^\\s@]+");
            default -> false;
        };
        if (!whole) {
            throw RefusedCallException.of("not_allowed", path + ": you do not see this in clear, so look for it "
                    + (kind.equals(PersonalKinds.PHONE) || kind.equals(PersonalKinds.EMAIL)
                            ? "whole, by its token"
                            : "by its token")
                    + ", or by the id of the record");
        }
        blind = true;
    }
}
