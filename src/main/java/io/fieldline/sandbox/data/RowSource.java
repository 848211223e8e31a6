package io.fieldline.sandbox.data;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The rows that a collection has before anything happens. Row by index, so that a large history needs no memory.
 * Modification times never fall as the index grows.
 */
interface RowSource {

    int size();

    /** Ids are consecutive from here. */
    long firstId();

    Instant modified(int index);

    Instant created(int index);

    boolean active(int index);

    /** A new object on every call. */
    ObjectNode row(int index);
}
