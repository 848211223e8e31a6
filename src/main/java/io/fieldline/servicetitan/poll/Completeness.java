package io.fieldline.servicetitan.poll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects what speaks against a reading having been complete. */
final class Completeness {

    private final List<String> doubts = new ArrayList<>();
    private Long totalCount;
    private long active;

    void doubt(String what) {
        doubts.add(what);
    }

    void total(Long count) {
        if (count != null) {
            totalCount = count;
        }
    }

    /** Rows were read that are neither inactive nor deleted. */
    void active(long rows) {
        active += rows;
    }

    long active() {
        return active;
    }

    /** What the API says it holds; empty where it gives no number. */
    Optional<Long> totalCount() {
        return Optional.ofNullable(totalCount);
    }

    Optional<String> doubts() {
        return doubts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", doubts));
    }
}
