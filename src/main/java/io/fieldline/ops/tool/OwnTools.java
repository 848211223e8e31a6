package io.fieldline.ops.tool;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.ops.Operator;

/** Every tool over Fieldline itself. */
public final class OwnTools {

    /** The pack that they are in. */
    public static final String PACK = "fieldline";

    private static final ObjectMapper JSON = new ObjectMapper();

    private OwnTools() {}

    /** @param requests carries out what is Fieldline's own too, as {@link #requests} makes it */
    public static List<Tool> of(Operator operator, Requests requests) {
        return List.of(new ShowFieldline(operator), new ChangeFieldline(new OwnRecords(operator), requests));
    }

    /** @param others carries out what is not Fieldline's own */
    public static Requests requests(Operator operator, Requests others) {
        return new OwnRequests(operator, new OwnRecords(operator), others);
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode schema(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
