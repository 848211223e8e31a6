package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Finds the partner of records that have none: by the other side's id that a record bears, else by e-mail, else by phone. A
 * record that is somebody else's partner already is none.
 */
final class Partners {

    /** One partner, none, or several between which nobody guesses. */
    record Found(Set<String> candidates) {

        boolean one() {
            return candidates.size() == 1;
        }

        boolean several() {
            return candidates.size() > 1;
        }

        String id() {
            return candidates.iterator().next();
        }
    }

    private final Map<MatchKey, Set<String>> known;
    private final Set<String> taken = new HashSet<>();

    private Partners(Map<MatchKey, Set<String>> known) {
        this.known = known;
    }

    /**
     * @param keys of all records that look for a partner
     * @param linked which of some ids are in a link already
     */
    static Partners among(MatchIndex index, String tenant, String system, Collection<Set<MatchKey>> keys,
            Function<Collection<String>, Collection<String>> linked) {
        Set<MatchKey> all = keys.stream().flatMap(Set::stream).collect(Collectors.toCollection(LinkedHashSet::new));
        Partners partners = new Partners(index.find(tenant, system, all));
        partners.taken.addAll(linked.apply(partners.known.values().stream().flatMap(Set::stream).distinct().toList()));
        return partners;
    }

    /** The partner found is taken from then on. */
    Found of(Set<MatchKey> keys) {
        for (MatchKey.Kind kind : MatchKey.Kind.values()) {
            Set<String> free = new TreeSet<>();
            keys.stream().filter(key -> key.kind() == kind).forEach(key -> free.addAll(known.getOrDefault(key, Set.of())));
            free.removeAll(taken);
            if (!free.isEmpty()) {
                Found found = new Found(free);
                if (found.one()) {
                    taken.add(found.id());
                }
                return found;
            }
        }
        return new Found(Set.of());
    }
}
