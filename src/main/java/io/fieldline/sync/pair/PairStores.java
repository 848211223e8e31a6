package io.fieldline.sync.pair;

import java.util.Objects;

/** What is remembered of pairs. */
public record PairStores(PairLinkStore links, ConflictStore conflicts, MatchIndex index) {

    public PairStores {
        Objects.requireNonNull(links, "links");
        Objects.requireNonNull(conflicts, "conflicts");
        Objects.requireNonNull(index, "index");
    }
}
