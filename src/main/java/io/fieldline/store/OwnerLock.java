package io.fieldline.store;

/** Held by the one process that polls and writes; ends with the process, however it ends. */
interface OwnerLock extends AutoCloseable {

    @Override
    void close();
}
