package io.fieldline.ledger.suggest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row that is proposed.
 *
 * @param when what it asks for
 * @param gives what stands for it in the books; without the entry that a person has to fill in
 * @param missing what is to be filled in, such as <code>item</code>; empty when nothing is
 * @param candidates for it
 * @param note for people, such as how much it is about; empty for none
 */
record Row(Map<String, String> when, Map<String, String> gives, String missing, List<String> candidates, String note) {

    private static final String PLAIN = "[A-Za-z][A-Za-z0-9 .&/()_'%-]*[A-Za-z0-9)%]";
    private static final String OTHER_MEANING = "(?i)true|false|yes|no|on|off|null|y|n";

    boolean complete() {
        return missing.isEmpty();
    }

    static Row found(Map<String, String> when, Map<String, String> gives, String note) {
        return new Row(when, gives, "", List.of(), note);
    }

    /** @param open whether a row that is not complete stands as it is, so that the document is refused for it */
    List<String> lines(boolean open) {
        List<String> lines = new ArrayList<>();
        if (!complete()) {
            lines.add("  # fill in " + missing + (candidates.isEmpty()
                    ? ": nothing in the books comes near"
                    : ", perhaps " + String.join(" or ", candidates)));
        }
        boolean bare = open && !complete();
        Map<String, String> all = new LinkedHashMap<>(when);
        if (!bare) {
            all.putAll(gives);
        }
        Stream<String> parts = all.entrySet().stream().map(part -> part.getKey() + ": " + quoted(part.getValue()));
        Stream<String> whole = complete() || open ? parts : Stream.concat(parts, Stream.of(missing + ": ?"));
        lines.add((complete() || open ? "  - { " : "  # - { ") + whole.collect(Collectors.joining(", ")) + " }"
                + (note.isEmpty() ? "" : "   # " + note.replaceAll("\\s+", " ")));
        return lines;
    }

    /** As YAML, whatever signs are in it. */
    static String quoted(String text) {
        return text.matches(PLAIN) && !text.matches(OTHER_MEANING)
                ? text
                : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
