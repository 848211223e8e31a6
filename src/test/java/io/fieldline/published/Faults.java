package io.fieldline.published;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** What goes wrong, and how often. */
public final class Faults {

    /** The ways to fail that integrators saw. */
    public enum Fault {
        TOO_MANY_REQUESTS, SERVER_ERROR, UNAVAILABLE_IN_HTML, CONNECTION_RESET, TRUNCATED_BODY, HTML_WITH_200, REVOKED_TOKEN
    }

    private static final long SEED = 20_261;

    private final Random random = new Random(SEED);
    private final Map<Fault, Double> rates = new EnumMap<>(Fault.class);

    private Faults() {}

    public static Faults none() {
        return new Faults();
    }

    /** About a quarter of all requests, in every way. */
    public static Faults quarter() {
        return none().and(Fault.TOO_MANY_REQUESTS, 0.05).and(Fault.SERVER_ERROR, 0.04).and(Fault.UNAVAILABLE_IN_HTML, 0.03)
                .and(Fault.CONNECTION_RESET, 0.04).and(Fault.TRUNCATED_BODY, 0.04).and(Fault.HTML_WITH_200, 0.03)
                .and(Fault.REVOKED_TOKEN, 0.03);
    }

    public Faults and(Fault fault, double rate) {
        rates.put(fault, rate);
        return this;
    }

    synchronized Optional<Fault> next() {
        double drawn = random.nextDouble();
        for (Map.Entry<Fault, Double> rate : rates.entrySet()) {
            drawn -= rate.getValue();
            if (drawn < 0) {
                return Optional.of(rate.getKey());
            }
        }
        return Optional.empty();
    }
}
