package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Runs verbs, here or in the service that owns the store. */
public interface Operator {

    /** @throws io.fieldline.failure.SyncException when the verb could not be done */
    ObjectNode run(String verb, ObjectNode arguments, Consumer<ObjectNode> progress);
}
