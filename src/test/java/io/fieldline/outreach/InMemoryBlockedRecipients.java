package io.fieldline.outreach;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

public final class InMemoryBlockedRecipients implements BlockedRecipients {

    private record Key(String tenant, String address, Cause cause) {}

    private final Map<Key, Blocked> all = new LinkedHashMap<>();

    @Override
    public void block(Blocked blocked) {
        all.putIfAbsent(new Key(blocked.tenant(), blocked.address(), blocked.cause()), blocked);
    }

    @Override
    public boolean lift(String tenant, String address, Cause cause) {
        return all.remove(new Key(tenant, address, cause)) != null;
    }

    @Override
    public Set<Cause> causes(String tenant, Collection<String> addresses) {
        return all.keySet().stream().filter(key -> key.tenant().equals(tenant) && addresses.contains(key.address()))
                .map(Key::cause).collect(Collectors.toSet());
    }

    @Override
    public List<Blocked> list(String tenant, int limit) {
        return all.values().stream().filter(one -> one.tenant().equals(tenant)).limit(limit).toList();
    }
}
