package io.fieldline.sandbox.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

import io.fieldline.failure.MisconfiguredException;

/**
 * How often each fault happens.
 *
 * @param shares the share of requests, 0 to 1 and together no more than 1
 * @param slowness how long a slow answer is held back
 */
public record FaultRates(Map<Fault, Double> shares, Duration slowness) {

    public static final FaultRates NONE = new FaultRates(Map.of(), Duration.ofSeconds(1));

    public FaultRates {
        shares = Map.copyOf(shares);
        double sum = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        if (sum > 1 || shares.values().stream().anyMatch(share -> share < 0)) {
            throw new MisconfiguredException("The shares of the faults must be between 0 and 1, together too: " + shares);
        }
    }

    /** Reads <code>server-error=0.05,slow=0.01</code>; an empty text means no faults. */
    public static FaultRates parse(String text) {
        Map<Fault, Double> shares = new EnumMap<>(Fault.class);
        for (String part : text.isBlank() ? new String[0] : text.split(",")) {
            String[] pair = part.strip().split("=");
            try {
                shares.put(Fault.of(pair[0]), Double.valueOf(pair[pair.length - 1]));
            } catch (NumberFormatException e) {
                throw new MisconfiguredException("'" + part + "' is not a fault and its share, such as server-error=0.05", e);
            }
        }
        return new FaultRates(shares, NONE.slowness());
    }

    public FaultRates withSlowness(Duration time) {
        return new FaultRates(shares, time);
    }
}
