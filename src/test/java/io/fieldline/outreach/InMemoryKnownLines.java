package io.fieldline.outreach;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

public final class InMemoryKnownLines implements KnownLines {

    private record Known(LineType type, Instant lookedUpAt) {}

    private final Map<String, Known> all = new ConcurrentHashMap<>();

    @Override
    public Optional<LineType> find(String tenant, String number, Instant since) {
        return Optional.ofNullable(all.get(tenant + " " + number)).filter(known -> !known.lookedUpAt().isBefore(since))
                .map(Known::type);
    }

    @Override
    public void keep(String tenant, String number, long customerId, LineType type, Instant lookedUpAt) {
        all.put(tenant + " " + number, new Known(type, lookedUpAt));
    }

    @Override
    public int removeLookedUpBefore(Instant instant) {
        int before = all.size();
        all.values().removeIf(known -> known.lookedUpAt().isBefore(instant));
        return before - all.size();
    }
}
