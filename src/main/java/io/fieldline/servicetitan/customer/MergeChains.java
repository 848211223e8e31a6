package io.fieldline.servicetitan.customer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Into which customer a merged one went in the end: a customer that others were merged into may be merged itself. */
final class MergeChains {

    private final Map<Long, Long> mergedTo = new HashMap<>();
    private final Set<Long> known = new HashSet<>();

    /** Knows only the merges among the rows. */
    MergeChains(Collection<Map<String, Object>> customers) {
        add(customers);
    }

    private void add(Collection<Map<String, Object>> customers) {
        customers.forEach(row -> {
            known.add((Long) row.get("id"));
            if (row.get("mergedToId") instanceof Long into) {
                mergedTo.put((Long) row.get("id"), into);
            }
        });
    }

    /** Asks for the customers at the ends until none of them was merged on. */
    MergeChains followed(Function<Collection<Long>, List<Map<String, Object>>> customers) {
        Set<Long> next = unknownEnds();
        while (!next.isEmpty()) {
            known.addAll(next);
            add(customers.apply(next));
            next = unknownEnds();
        }
        return this;
    }

    private Set<Long> unknownEnds() {
        Set<Long> ends = new HashSet<>(mergedTo.values());
        ends.removeAll(known);
        return ends;
    }

    /** Empty for a customer that was not merged. A circle, which should not be, ends where it closes. */
    Optional<Long> end(long customer) {
        Set<Long> passed = new HashSet<>();
        Long at = customer;
        while (mergedTo.containsKey(at) && passed.add(at)) {
            at = mergedTo.get(at);
        }
        return at == customer ? Optional.empty() : Optional.of(at);
    }
}
