package io.fieldline.sandbox.salesforce;

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.sandbox.http.Reply;

/**
 * What the data API says to a call.
 *
 * @param body missing where there is none
 */
record Answer(int status, JsonNode body, Map<String, String> headers) {

    static Answer of(int status, JsonNode body) {
        return new Answer(status, body, Map.of());
    }

    static Answer empty(int status) {
        return of(status, JsonNodeFactory.instance.missingNode());
    }

    static Answer refused(ApiError error) {
        return of(error.status(), JsonNodeFactory.instance.arrayNode().add(error.element()));
    }

    Reply reply() {
        Reply reply = body.isMissingNode() ? Reply.empty(status) : Reply.json(status, body);
        for (Map.Entry<String, String> header : headers.entrySet()) {
            reply = reply.withHeader(header.getKey(), header.getValue());
        }
        return reply;
    }
}
