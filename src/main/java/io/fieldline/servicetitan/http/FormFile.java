package io.fieldline.servicetitan.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A file to upload.
 *
 * @param name as ServiceTitan will show it
 * @param contentType such as <code>image/jpeg</code>
 * @param content its bytes
 */
public record FormFile(String name, String contentType, byte[] content) {

    public FormFile {
        if (name == null || name.isBlank() || name.chars().anyMatch(letter -> letter < ' ' || letter == '"')) {
            throw new IllegalArgumentException("a file to upload needs a name without quotes and control characters");
        }
        if (contentType == null || contentType.isBlank() || contentType.chars().anyMatch(letter -> letter < ' ')) {
            throw new IllegalArgumentException("a file to upload needs a content type");
        }
    }

    /** The body of a multipart/form-data request with the file as its field <code>file</code>. */
    byte[] form(String boundary) {
        ByteArrayOutputStream form = new ByteArrayOutputStream(content.length + 512);
        form.writeBytes(text("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: " + contentType + "\r\n\r\n"));
        form.writeBytes(content);
        form.writeBytes(text("\r\n--" + boundary + "--\r\n"));
        return form.toByteArray();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
