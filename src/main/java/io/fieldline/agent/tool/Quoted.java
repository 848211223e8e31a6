package io.fieldline.agent.tool;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What somebody wrote in ServiceTitan, as it is answered: <code>{"quoted": "…"}</code>, with <code>"cut": 5210</code>, its
 * whole length in characters, where it was too long. It is data, whatever it says.
 */
public final class Quoted {

    public static final int LONGEST = 600;
    public static final String FIELD = "quoted";

    private Quoted() {}

    /** @param text may be null, which is quoted as nothing */
    public static ObjectNode of(String text) {
        String whole = text == null ? "" : text.strip();
        ObjectNode quoted = JsonNodeFactory.instance.objectNode();
        if (whole.length() <= LONGEST) {
            return quoted.put(FIELD, whole);
        }
        int end = Character.isHighSurrogate(whole.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return quoted.put(FIELD, whole.substring(0, end)).put("cut", whole.length());
    }

    /** The schema of such a property. */
    public static ObjectNode schema() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        properties.putObject(FIELD).put("type", "string");
        properties.putObject("cut").put("type", "integer");
        schema.putArray("required").add(FIELD);
        return schema;
    }
}
