package io.fieldline.servicetitan.http;

import java.io.IOException;

/** Reads the body of a successful answer. An exception means a broken answer, and the request is tried again. */
@FunctionalInterface
public interface BodyReader<T> {

    T read(byte[] body) throws IOException;
}
