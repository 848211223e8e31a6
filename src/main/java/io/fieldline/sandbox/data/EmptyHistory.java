package io.fieldline.sandbox.data;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The history of a collection that starts empty. */
record EmptyHistory(long firstId) implements RowSource {

    @Override
    public int size() {
        return 0;
    }

    @Override
    public Instant modified(int index) {
        throw none(index);
    }

    @Override
    public Instant created(int index) {
        throw none(index);
    }

    @Override
    public boolean active(int index) {
        throw none(index);
    }

    @Override
    public ObjectNode row(int index) {
        throw none(index);
    }

    private static IndexOutOfBoundsException none(int index) {
        return new IndexOutOfBoundsException(index);
    }
}
