package io.fieldline.sync.pair;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Keys in a map. */
public final class InMemoryMatchIndex implements MatchIndex {

    private final Map<String, Map<String, Set<MatchKey>>> systems = new HashMap<>();

    @Override
    public void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords) {
        systems.computeIfAbsent(tenant + "/" + system, name -> new HashMap<>()).putAll(keysOfRecords);
    }

    @Override
    public Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> keys) {
        Map<MatchKey, Set<String>> found = new HashMap<>();
        systems.getOrDefault(tenant + "/" + system, Map.of()).forEach((id, some) -> some.stream().filter(keys::contains)
                .forEach(key -> found.computeIfAbsent(key, any -> new TreeSet<>()).add(id)));
        return found;
    }
}
