package io.fieldline.sandbox.klaviyo;

import java.util.Objects;
import java.util.Set;

/**
 * How the stand-in for Klaviyo behaves.
 *
 * @param port 0 for any free one
 * @param apiKey the one it knows
 * @param revisions those of the API that are in use
 * @param burst events a second; 0 for no limit
 * @param steady events a minute; 0 for no limit
 */
public record KlaviyoSettings(int port, String apiKey, Set<String> revisions, int burst, int steady) {

    public static final String API_KEY = "pk_sandbox0123456789";

    public KlaviyoSettings {
        Objects.requireNonNull(apiKey, "apiKey");
        revisions = Set.copyOf(revisions);
    }

    /** With Klaviyo's own limits for events. */
    public static KlaviyoSettings usual() {
        return new KlaviyoSettings(0, API_KEY, Set.of("2026-07-15", "2026-04-15", "2026-01-15"), 350, 3_500);
    }

    public KlaviyoSettings withLimits(int eventsASecond, int eventsAMinute) {
        return new KlaviyoSettings(port, apiKey, revisions, eventsASecond, eventsAMinute);
    }
}
