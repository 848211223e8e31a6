package io.fieldline.sandbox.salesforce;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Reply;

/** A refusal in Salesforce's words. */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;
    private final transient List<String> fields;

    ApiError(int status, String code, String message, String... fields) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.fields = List.of(fields);
    }

    static ApiError invalidField(String object, String field) {
        return new ApiError(400, "INVALID_FIELD", "No such column '" + field + "' on sobject of type " + object);
    }

    static ApiError malformedQuery(String what) {
        return new ApiError(400, "MALFORMED_QUERY", what);
    }

    int status() {
        return status;
    }

    /** As one element of the array that a refused request is answered with. */
    ObjectNode element() {
        return error("errorCode");
    }

    /** As one element of the errors of a record in a collection. */
    ObjectNode ofRecord() {
        return error("statusCode");
    }

    Reply reply() {
        return Reply.json(status, JsonNodeFactory.instance.arrayNode().add(element()));
    }

    private ObjectNode error(String nameOfCode) {
        ObjectNode error = JsonNodeFactory.instance.objectNode().put("message", getMessage()).put(nameOfCode, code);
        fields.forEach(error.putArray("fields")::add);
        return error;
    }
}
