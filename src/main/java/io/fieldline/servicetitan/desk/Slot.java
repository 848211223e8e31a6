package io.fieldline.servicetitan.desk;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * When an appointment is to be: as it was asked for, or the first time frame of ServiceTitan's capacity that has room.
 *
 * @param free who is available then, as capacity says; empty where it was not asked
 */
record Slot(Instant start, Instant end, List<String> free) {

    /** ServiceTitan answers no longer time. */
    private static final Duration WINDOW = Duration.ofDays(14);

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
        ObjectNode body = job.deepCopy().put("startsOnOrAfter", from.toString())
                .put("endsOnOrBefore", from.plus(WINDOW).toString())
                .put("skillBasedAvailability", true);
        JsonNode answer = at.read(at.operation("dispatch/capacity", "create"), Map.of(), Query.all(), body);
        List<JsonNode> frames = new ArrayList<>();
        answer.path("availabilities").forEach(frames::add);
        return frames.stream().filter(frame -> frame.path("isAvailable").asBoolean() && has(frame, length))
                .sorted(Comparator.comparing(frame -> frame.path("startUtc").asText())).findFirst()
                .map(frame -> of(frame, length))
                .orElseThrow(() -> RefusedCallException.of("not_possible",
                        "Capacity offers no slot of " + length.toMinutes() + " minutes within 14 days from "
                                + Shown.moment(from.toString(), at.zone()) + "; name start, or a later notBefore."));
    }

    private static boolean has(JsonNode frame, Duration length) {
        try {
            Duration whole = Duration.between(Instant.parse(frame.path("startUtc").asText()),
                    Instant.parse(frame.path("endUtc").asText()));
            return whole.compareTo(length) >= 0
                    && Trees.money(frame, "openAvailability").doubleValue() * 60 >= length.toMinutes();
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static Slot of(JsonNode frame, Duration length) {
        Instant start = Instant.parse(frame.path("startUtc").asText());
        return new Slot(start, start.plus(length), frame.path("technicians").valueStream()
                .filter(one -> one.path("status").asText().equals("Available") && one.path("hasRequiredSkills").asBoolean(true))
                .map(one -> one.path("name").asText()).toList());
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

    void tell(Draft draft) {
        if (!free.isEmpty()) {
            draft.sideEffect("Available then, by capacity: " + free.stream().limit(10).collect(Collectors.joining(", ")) + ".");
        }
    }
}
