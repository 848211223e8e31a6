package io.fieldline.outreach;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Short links, for as long as a test runs. */
public final class InMemoryShortLinks implements ShortLinks {

    private record Led(String token, String target) {}

    private final Map<String, Led> links = new LinkedHashMap<>();

    @Override
    public String keep(String code, String token, String target, Instant now) {
        Led led = new Led(token, target);
        return links.entrySet().stream().filter(known -> known.getValue().equals(led)).map(Map.Entry::getKey).findFirst()
                .orElseGet(() -> {
                    links.put(code, led);
                    return code;
                });
    }

    @Override
    public Optional<String> target(String code) {
        return Optional.ofNullable(links.get(code)).map(Led::target);
    }

    @Override
    public int removeOfNoMessage() {
        return 0;
    }

    public int size() {
        return links.size();
    }
}
