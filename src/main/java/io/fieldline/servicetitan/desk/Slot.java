package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * When an appointment is to be: as it was asked for, or the first time frame of ServiceTitan's capacity that has room.
 *
 * @param frames the time frame that was taken, as capacity has it; empty where it was not asked
 */
record Slot(Instant start, Instant end, List<JsonNode> frames) {

    /** ServiceTitan answers no longer time. */
    static final Duration WINDOW = Duration.ofDays(14);

    /** @param job what capacity is asked for: <code>businessUnitIds</code>, <code>jobTypeId</code> */
    static Slot of(TenantDesk at, Args args, ObjectNode job, Optional<Duration> usual) {
        Duration length = args.has("minutes")
                ? Duration.ofMinutes(args.node("minutes").asLong())
                : usual.orElseThrow(() -> Args.wrong("minutes", "is needed here"));
        if (length.isNegative() || length.isZero()) {
            throw Args.wrong("minutes", "must be more than 0");
        }
        Optional<Instant> start = args.moment("start");
        start.filter(at.now()::isAfter).ifPresent(past -> {
            throw Args.wrong("start", Shown.moment(past.toString(), at.zone()) + " is past");
        });
        return start.isPresent()
                ? new Slot(start.get(), start.get().plus(length), List.of())
                : first(at, args, job, length);
    }

    private static Slot first(TenantDesk at, Args args, ObjectNode job, Duration length) {
        Instant from = args.day("notBefore").map(at::begin).filter(at.now()::isBefore).orElse(at.now());
        List<JsonNode> frames = frames(at, job, from, from.plus(WINDOW));
        return frames.stream().filter(frame -> frame.path("isAvailable").asBoolean() && has(frame, length))
                .sorted(Comparator.comparing(frame -> frame.path("startUtc").asText())).findFirst()
                .map(frame -> of(frame, length))
                .orElseThrow(() -> RefusedCallException.of("not_possible",
                        "Capacity offers no slot of " + length.toMinutes() + " minutes within 14 days from "
                                + Shown.moment(from.toString(), at.zone()) + "; name start, or a later notBefore."));
    }

    /** What capacity says of a time of at most 14 days. */
    static List<JsonNode> frames(TenantDesk at, ObjectNode job, Instant from, Instant to) {
        ObjectNode body = job.deepCopy().put("startsOnOrAfter", from.toString()).put("endsOnOrBefore", to.toString())
                .put("skillBasedAvailability", true);
        JsonNode answer = at.read(at.operation("dispatch/capacity", "create"), Map.of(), Query.all(), body);
        List<JsonNode> frames = new ArrayList<>();
        answer.path("availabilities").forEach(frames::add);
        return frames;
    }

    static Optional<Instant> moment(JsonNode frame, String field) {
        try {
            return Optional.of(Instant.parse(frame.path(field).asText()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static boolean has(JsonNode frame, Duration length) {
        Optional<Instant> end = moment(frame, "endUtc");
        return moment(frame, "startUtc").flatMap(start -> end.map(until -> Duration.between(start, until)))
                .filter(whole -> whole.compareTo(length) >= 0).isPresent()
                && Trees.money(frame, "openAvailability").doubleValue() * 60 >= length.toMinutes();
    }

    private static Slot of(JsonNode frame, Duration length) {
        Instant start = Instant.parse(frame.path("startUtc").asText());
        return new Slot(start, start.plus(length), List.of(frame));
    }

    /** The fields of an appointment. */
    FieldValues fields(Args args) {
        FieldValues fields = new FieldValues().put("start", start.toString()).put("end", end.toString());
        if (args.has("arrivalMinutes")) {
            fields.put("arrivalWindowStart", start.toString()).put("arrivalWindowEnd",
                    start.plus(Duration.ofMinutes(args.node("arrivalMinutes").asLong())).toString());
        }
        return fields;
    }
}
