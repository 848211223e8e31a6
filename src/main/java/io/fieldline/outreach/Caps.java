package io.fieldline.outreach;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How often.
 *
 * @param acrossFlows of all flows of the tenant to one customer
 * @param again how long one customer hears nothing more of this flow's event
 * @param perDay messages of this flow on a calendar day of the tenant's
 * @param household how long nobody else at the same location, or with the same number or address, hears of this flow's event
 */
public record Caps(Optional<Frequency> acrossFlows, Optional<Duration> again, OptionalInt perDay,
        Optional<Duration> household) {

    public static final Caps NONE = new Caps(Optional.empty(), Optional.empty(), OptionalInt.empty(), Optional.empty());

    public Caps {
        again.ifPresent(time -> requirePositive("again", time));
        household.ifPresent(time -> requirePositive("household", time));
        perDay.ifPresent(most -> {
            if (most < 1) {
                throw new IllegalArgumentException("caps: a flow that may send " + most + " messages a day is switched off"
                        + " instead");
            }
        });
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("caps: " + name + " is longer than nothing, not " + time);
        }
    }
}
