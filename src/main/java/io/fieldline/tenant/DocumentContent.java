package io.fieldline.tenant;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A document's bytes as they were found; empty when the file was there and could not be read. */
record DocumentContent(Optional<ByteBuffer> content) {

    static DocumentContent of(Path file) {
        try {
            return new DocumentContent(Optional.of(ByteBuffer.wrap(Files.readAllBytes(file))));
        } catch (IOException unreadable) {
            return new DocumentContent(Optional.empty());
        }
    }

    Optional<byte[]> bytes() {
        return content.map(ByteBuffer::array);
    }

    /** Without the content, which may hold secrets. */
    @Override
    public String toString() {
        return "DocumentContent[" + content.map(ByteBuffer::remaining).map(size -> size + " bytes").orElse("unreadable") + "]";
    }
}
