package io.fieldline.sandbox.quickbooks;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The body of an answer, without its time. */
record Answer(ObjectNode body) {

    static Answer of(EntityKind kind, ObjectNode record) {
        ObjectNode body = Fields.NODES.objectNode();
        body.set(kind.apiName(), record);
        return new Answer(body);
    }
}
