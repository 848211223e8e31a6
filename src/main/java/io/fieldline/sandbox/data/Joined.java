package io.fieldline.sandbox.data;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A history and one that came after it; the ids of the second go on where those of the first end. */
record Joined(RowSource first, RowSource second) implements RowSource {

    Joined {
        if (second.firstId() != first.firstId() + first.size()) {
            throw new IllegalArgumentException("The second history begins with the id " + second.firstId());
        }
    }

    @Override
    public int size() {
        return first.size() + second.size();
    }

    @Override
    public long firstId() {
        return first.firstId();
    }

    @Override
    public Instant modified(int index) {
        return of(index).modified(within(index));
    }

    @Override
    public Instant created(int index) {
        return of(index).created(within(index));
    }

    @Override
    public boolean active(int index) {
        return of(index).active(within(index));
    }

    @Override
    public ObjectNode row(int index) {
        return of(index).row(within(index));
    }

    private RowSource of(int index) {
        return index < first.size() ? first : second;
    }

    private int within(int index) {
        return index < first.size() ? index : index - first.size();
    }
}
