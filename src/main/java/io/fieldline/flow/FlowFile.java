package io.fieldline.flow;

import java.util.Objects;

/**
 * A file with a route, as it was found.
 *
 * @param name the file's name, <code>warehouse-pipeline.yaml</code>
 * @param origin who wrote it
 * @param text its content; empty text when it could not be read, which then fails the check
 */
public record FlowFile(String name, Origin origin, String text) {

    static final String SUFFIX = ".yaml";
    static final String SETTINGS_SUFFIX = ".settings.yaml";

    public FlowFile {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(text, "text");
        if (!isFlow(name)) {
            throw new IllegalArgumentException("A flow's file is named <id>.yaml (found " + name + ")");
        }
    }

    /** The id that the route in it must have. */
    public String id() {
        return name.substring(0, name.length() - SUFFIX.length());
    }

    static boolean isFlow(String fileName) {
        return fileName.endsWith(SUFFIX) && !isSettings(fileName) && !fileName.startsWith(".")
                && fileName.length() > SUFFIX.length();
    }

    static boolean isSettings(String fileName) {
        return fileName.endsWith(SETTINGS_SUFFIX) && !fileName.startsWith(".");
    }
}
