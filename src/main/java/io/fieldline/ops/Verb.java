package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One thing an operator can ask for. People, monitors and programs reach the same verbs: a command runs one in its own
 * process, or sends it to the service that owns the store.
 */
public interface Verb {

    String name();

    /** True when it only looks, so that it may run beside a service. */
    boolean looksOnly();

    /**
     * @param arguments by name; each verb's Javadoc lists its own
     * @param progress hears of interim results; never after the call has returned
     * @return the result; its field <code>ok</code> is false when the work was done and left something to look at
     * @throws io.fieldline.failure.SyncException when it could not be done
     */
    ObjectNode run(ObjectNode arguments, Consumer<ObjectNode> progress);
}
