package io.fieldline.outreach;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Optional;

/**
 * The hours of a day in which people may be contacted, by the clock on their wall. The rest are quiet hours.
 *
 * @param closes the first moment at which it is quiet again; on the same day as <code>opens</code>
 */
public record SendingHours(LocalTime opens, LocalTime closes) {

    public static final SendingHours DEFAULT = new SendingHours(LocalTime.of(9, 0), LocalTime.of(20, 0));

    /** Each zone can move the moment on at most once a day, and zones repeat by the week. */
    private static final int STEPS = 64;

    public SendingHours {
        if (!opens.isBefore(closes)) {
            throw new IllegalArgumentException("messages may be sent from one hour to a later one of the same day, not from "
                    + opens + " to " + closes);
        }
    }

    public boolean open(Instant at, ZoneId zone) {
        LocalTime time = at.atZone(zone).toLocalTime();
        return !time.isBefore(opens) && time.isBefore(closes);
    }

    /**
     * The first moment from <code>at</code> on at which it is day in every zone.
     *
     * @return empty when there is no such moment within some days
     */
    public Optional<Instant> next(Instant at, Collection<ZoneId> zones) {
        Instant moment = at;
        for (int step = 0; step < STEPS; step++) {
            Instant candidate = moment;
            Optional<ZoneId> closed = zones.stream().filter(zone -> !open(candidate, zone)).findFirst();
            if (closed.isEmpty()) {
                return Optional.of(moment);
            }
            moment = opening(moment, closed.get());
        }
        return Optional.empty();
    }

    /** An hour that the clocks skip is the one after it. */
    private Instant opening(Instant at, ZoneId zone) {
        ZonedDateTime local = at.atZone(zone);
        ZonedDateTime today = local.toLocalDate().atTime(opens).atZone(zone);
        return today.toInstant().isAfter(at)
                ? today.toInstant()
                : local.toLocalDate().plusDays(1).atTime(opens).atZone(zone).toInstant();
    }
}
