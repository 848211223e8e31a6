package io.fieldline.flow;

import java.util.Collection;
import java.util.List;

import io.fieldline.tenant.NearMisses;

/** What to say after a name that nobody knows. */
final class Hint {

    private Hint() {}

    static String of(String unknown, Collection<String> known) {
        List<String> near = NearMisses.of(unknown, known);
        if (!near.isEmpty()) {
            return "did you mean " + String.join(" or ", near) + "?";
        }
        return known.isEmpty() ? "there are none" : "known: " + String.join(", ", known.stream().sorted().toList());
    }
}
