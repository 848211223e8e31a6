package io.fieldline.reference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of <code>docs</code> with one section between two marks that is rendered and not written by hand. */
final class ReferencePage {

    private static final String BEGIN = "<!-- rendered from the code: -->\n";
    private static final String END = "<!-- end of what is rendered -->\n";

    private final Path file;

    ReferencePage(Path file) {
        this.file = file;
    }

    String section() {
        String text = text();
        return text.substring(begin(text), end(text));
    }

    void write(String section) {
        String text = text();
        try {
            Files.writeString(file, text.substring(0, begin(text)) + section + text.substring(end(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int begin(String text) {
        return mark(text, BEGIN) + BEGIN.length();
    }

    private int end(String text) {
        return mark(text, END);
    }

    private int mark(String text, String mark) {
        int at = text.indexOf(mark);
        if (at < 0) {
            throw new IllegalStateException(file + " has no line " + mark.strip());
        }
        return at;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
