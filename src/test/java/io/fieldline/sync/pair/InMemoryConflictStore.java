package io.fieldline.sync.pair;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Conflicts in a list. */
public final class InMemoryConflictStore implements ConflictStore {

    private final List<Conflict> conflicts = new ArrayList<>();
    private long last;

    @Override
    public void open(Collection<Conflict> opened) {
        for (Conflict one : opened) {
            Optional<Conflict> before = conflicts.stream().filter(other -> other.key().equals(one.key())
                    && other.kind() == one.kind() && Objects.equals(other.serviceTitanId(), one.serviceTitanId())
                    && Objects.equals(other.crmId(), one.crmId())).findFirst();
            before.ifPresent(conflicts::remove);
            conflicts.add(new Conflict(before.map(Conflict::id).orElseGet(() -> ++last), one.key(), one.serviceTitanId(),
                    one.crmId(), one.kind(), one.message(), one.details(),
                    before.map(Conflict::openedAt).orElse(one.openedAt())));
        }
    }

    @Override
    public List<Conflict> about(PairKey key, Collection<String> serviceTitanIds, Collection<String> crmIds) {
        return conflicts.stream().filter(conflict -> conflict.key().equals(key)
                && (among(conflict.serviceTitanId(), serviceTitanIds) || among(conflict.crmId(), crmIds))).toList();
    }

    private static boolean among(String id, Collection<String> ids) {
        return id != null && ids.contains(id);
    }

    @Override
    public void remove(Collection<Long> ids) {
        conflicts.removeIf(conflict -> ids.contains(conflict.id()));
    }

    @Override
    public Optional<Conflict> find(long id) {
        return conflicts.stream().filter(conflict -> conflict.id() == id).findFirst();
    }

    @Override
    public List<Conflict> list(String tenant, Conflict.Kind kind, int limit) {
        return conflicts.stream().filter(conflict -> (tenant == null || tenant.equals(conflict.key().tenant()))
                && (kind == null || kind == conflict.kind())).limit(limit).toList();
    }
}
