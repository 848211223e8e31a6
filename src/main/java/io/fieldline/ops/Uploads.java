package io.fieldline.ops;

import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.FormFile;

/**
 * Files of a call. Whoever types the command names a path; the request that goes to a service carries the content, so that
 * a service reads no file for its callers.
 */
final class Uploads {

    /** What a verb may be sent is 64 MiB, and the content grows by a third on its way. */
    private static final long LARGEST = 40L * 1024 * 1024;
    private static final String FILES = "files";
    /** The form field of every upload that ServiceTitan documents. */
    private static final String FIELD = "file";

    private Uploads() {}

    /** Puts name, content type and content in the place of each path in <code>files</code>. */
    static void inline(ObjectNode request) {
        JsonNode files = request.path(FILES);
        if (files.isMissingNode()) {
            return;
        }
        if (!(files instanceof ObjectNode fields)) {
            throw new MisconfiguredException(
                    "call: files must be an object of form field and path, such as {\"file\":\"a.jpg\"}");
        }
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (!field.getValue().isTextual()) {
                throw new MisconfiguredException("call: files." + field.getKey() + " must be the path of a file");
            }
            field.setValue(content(field.getKey(), field.getValue().asText()));
        }
    }

    private static ObjectNode content(String field, String text) {
        Path path = Path.of(text);
        try {
            if (!Files.isRegularFile(path)) {
                throw new MisconfiguredException("call: files." + field + ": there is no file " + text);
            }
            if (Files.size(path) > LARGEST) {
                throw new MisconfiguredException("call: files." + field + ": " + text + " has " + Files.size(path)
                        + " bytes, and at most " + LARGEST + " can be sent");
            }
            String name = path.getFileName().toString();
            String type = URLConnection.guessContentTypeFromName(name);
            return Json.object().put("name", name).put("contentType", type == null ? "application/octet-stream" : type)
                    .put("content", Base64.getEncoder().encodeToString(Files.readAllBytes(path)));
        } catch (IOException error) {
            throw new MisconfiguredException("call: files." + field + ": " + text + " cannot be read: " + error, error);
        }
    }

    /** How much a request grew by its files. */
    static int size(JsonNode request) {
        int size = 0;
        for (JsonNode file : request.path(FILES)) {
            size += file.path("content").asText().length();
        }
        return size;
    }

    /** The file of a call, checked against what the operation takes; null when it takes none and none is given. */
    static FormFile of(Operation operation, JsonNode request) {
        JsonNode files = request.path(FILES);
        boolean given = files.isObject() && !files.isEmpty();
        boolean takes = operation.body().isPresent() && operation.body().get().multipart();
        if (!takes && given) {
            throw new MisconfiguredException("refused: " + operation + " takes no file");
        }
        if (!takes) {
            return null;
        }
        if (!given || !files.has(FIELD) || files.size() > 1) {
            throw new MisconfiguredException("refused: " + operation + " takes one file, as its form field \"" + FIELD + "\""
                    + (given ? ", not " + String.join(", ", names(files)) : ""));
        }
        if (!request.path("body").isMissingNode() && !request.path("body").isNull()) {
            throw new MisconfiguredException("refused: " + operation + " takes a file and no body");
        }
        JsonNode file = files.path(FIELD);
        try {
            return new FormFile(file.path("name").asText(), file.path("contentType").asText(),
                    file.path("content").binaryValue());
        } catch (IOException | IllegalArgumentException error) {
            throw new MisconfiguredException("refused: files." + FIELD + ": " + error.getMessage(), error);
        }
    }

    private static List<String> names(JsonNode files) {
        return files.properties().stream().map(Map.Entry::getKey).toList();
    }
}
