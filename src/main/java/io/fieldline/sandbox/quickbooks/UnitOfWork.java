package io.fieldline.sandbox.quickbooks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/** What one request changes: all of it, or nothing where it is refused. Not safe for use by many threads. */
final class UnitOfWork {

    private final Deque<Runnable> undo = new ArrayDeque<>();

    /** @param undone takes back what was just done */
    void did(Runnable undone) {
        undo.push(undone);
    }

    <T> T run(Supplier<T> work) {
        undo.clear();
        try {
            return work.get();
        } catch (RuntimeException e) {
            undo.forEach(Runnable::run);
            throw e;
        } finally {
            undo.clear();
        }
    }
}
