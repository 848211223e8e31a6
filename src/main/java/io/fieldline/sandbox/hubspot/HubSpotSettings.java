package io.fieldline.sandbox.hubspot;

import java.time.Duration;
import java.util.Objects;

/**
 * How the stand-in for HubSpot behaves.
 *
 * @param port 0 for any free one
 * @param token the one private app token it knows
 * @param callsPerTenSeconds how many calls it takes in ten seconds; 0 for no limit
 * @param searchesPerSecond how many of them may be searches; 0 for no limit
 * @param searchLag how long a write stays unknown to searches
 * @param partialFailures whether a batch whose inputs all bear an <code>objectWriteTraceId</code> is written as far as it
 * can be, under status 207; without it one bad input refuses the whole batch
 * @param mergeMakesNewId whether a merge ends in a record with an id of its own, as HubSpot's do since 2025; without it the
 * primary record keeps its id
 */
public record HubSpotSettings(int port, String token, int callsPerTenSeconds, int searchesPerSecond, Duration searchLag,
        boolean partialFailures, boolean mergeMakesNewId) {

    public static final String TOKEN = "pat-na1-sandbox";

    public HubSpotSettings {
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(searchLag, "searchLag");
    }

    /** As an account of the Professional edition behaves: 190 calls in ten seconds, five searches a second. */
    public static HubSpotSettings usual() {
        return new HubSpotSettings(0, TOKEN, 190, 5, Duration.ZERO, true, true);
    }

    public HubSpotSettings withoutLimits() {
        return new HubSpotSettings(port, token, 0, 0, searchLag, partialFailures, mergeMakesNewId);
    }

    public HubSpotSettings withPartialFailures(boolean partial) {
        return new HubSpotSettings(port, token, callsPerTenSeconds, searchesPerSecond, searchLag, partial, mergeMakesNewId);
    }

    public HubSpotSettings withMergeMakesNewId(boolean newId) {
        return new HubSpotSettings(port, token, callsPerTenSeconds, searchesPerSecond, searchLag, partialFailures, newId);
    }
}
