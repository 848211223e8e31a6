package io.fieldline.outreach;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class InMemoryWrittenConsents implements WrittenConsents {

    private final Map<String, WrittenConsent> all = new HashMap<>();

    @Override
    public void record(WrittenConsent consent) {
        all.put(consent.tenant() + " " + consent.address(), consent);
    }

    @Override
    public Optional<WrittenConsent> find(String tenant, String address) {
        return Optional.ofNullable(all.get(tenant + " " + address));
    }

    @Override
    public List<WrittenConsent> list(String tenant, int limit) {
        return all.values().stream().filter(one -> one.tenant().equals(tenant))
                .sorted(Comparator.comparing(WrittenConsent::givenAt).reversed().thenComparing(WrittenConsent::address))
                .limit(limit).toList();
    }

    @Override
    public boolean withdraw(String tenant, String address) {
        return all.remove(tenant + " " + address) != null;
    }
}
