package io.fieldline.servicetitan.http;

import java.io.IOException;

/** Reads the body of a successful answer. An exception means a broken answer, and the request is tried again. */
@FunctionalInterface
public interface BodyReader<T> {

    T read(byte[] body) throws IOException;

    /**
     * Shown the first bytes of a successful answer while the rest is on its way; a broken answer that is asked for again is
     * shown again. Called by the thread that receives, so it must be quick.
     */
    default void begins(byte[] head) {
        // Most answers are of use only as a whole.
    }
}
