package io.fieldline.servicetitan.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.SeenRecord;

/**
 * Which changes a flow wants: any, created, updated, deleted, or a record entering a status such as
 * <code>Completed</code>.
 */
public final class EventFilter {

    /** A record older than this is never new: what is remembered of records may be forgotten after it. */
    public static final Duration NEW_FOR = Duration.ofDays(30);

    private enum Kind {
        ANY, CREATED, UPDATED, DELETED, STATUS
    }

    private final Kind kind;
    private final String status;

    private EventFilter(Kind kind, String status) {
        this.kind = kind;
        this.status = status;
    }

    public static EventFilter of(String event) {
        return switch (event.toLowerCase(Locale.ROOT)) {
            case "any" -> new EventFilter(Kind.ANY, null);
            case "created" -> new EventFilter(Kind.CREATED, null);
            case "updated" -> new EventFilter(Kind.UPDATED, null);
            case "deleted" -> new EventFilter(Kind.DELETED, null);
            default -> status(event);
        };
    }

    /** ServiceTitan writes statuses with a capital; anything else is a slip of the pen. */
    private static EventFilter status(String event) {
        if (event.isBlank() || !Character.isUpperCase(event.charAt(0))) {
            throw new MisconfiguredException("event is '" + event + "'; it must be any, created, updated, deleted, or a status"
                    + " as ServiceTitan writes it, such as Completed");
        }
        return new EventFilter(Kind.STATUS, event);
    }

    /** @param before what the flow was handed of the record before; null when nothing is remembered */
    boolean wants(Map<String, Object> record, SeenRecord before, Position position, Instant now) {
        return switch (kind) {
            case ANY -> true;
            case CREATED -> before == null && isNew(record, position, now);
            case UPDATED -> !(before == null && isNew(record, position, now)) && !Records.inactive(record);
            case DELETED -> Records.inactive(record);
            case STATUS -> status.equals(Records.status(record)) && (before == null || !status.equals(before.status()));
        };
    }

    private static boolean isNew(Map<String, Object> record, Position position, Instant now) {
        Instant createdOn = Records.createdOn(record);
        boolean afterHorizon = position.horizon() == null || createdOn != null && !createdOn.isBefore(position.horizon());
        return afterHorizon && (createdOn == null || createdOn.isAfter(now.minus(NEW_FOR)));
    }
}
