package io.fieldline.servicetitan.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/**
 * Who can go to an appointment: by ServiceTitan's capacity, which knows shifts, what is on them and skills, and by the zone of
 * the location, of which capacity says nothing.
 */
final class TechnicianFit {

    /** In place of a technician's name: whoever fits best. */
    static final String ANY = "available";

    private static final String ZONES = "dispatch/zones";
    private static final int MOST_TOLD = 10;

    /** @param skilled whether capacity says nothing else */
    private record Known(long id, String name, boolean free, boolean skilled, boolean inZone) {

        boolean fits() {
            return free && skilled;
        }
    }

    private final Map<Long, Known> known = new HashMap<>();
    private final String zone;
    private final String unasked;

    private TechnicianFit(String zone, String unasked) {
        this.zone = zone;
        this.unasked = unasked;
    }

    /**
     * @param job what capacity is asked for: <code>businessUnitIds</code>, <code>jobTypeId</code>
     * @param location the one of the job; empty where it has none
     */
    static TechnicianFit of(TenantDesk at, Slot slot, ObjectNode job, Optional<ObjectNode> location) {
        long zone = location.map(row -> row.path("zoneId").longValue()).orElse(0L);
        String name = zone == 0
                ? ""
                : at.find(ZONES, Long.toString(zone)).map(row -> Trees.text(row, "name")).orElse("zone " + zone);
        List<JsonNode> frames;
        try {
            frames = slot.frames().isEmpty() ? frames(at, slot, job) : slot.frames();
        } catch (TenantUnavailableException | RefusedCallException e) {
            return new TechnicianFit(name, e.getMessage());
        }
        TechnicianFit fit = new TechnicianFit(name, "");
        Map<Long, ObjectNode> technicians = new HashMap<>();
        at.names().search(NameKind.TECHNICIAN, "").forEach(row -> technicians.put(row.path("id").longValue(), row));
        frames.forEach(frame -> frame.path("technicians").forEach(one -> fit.add(one,
                zone != 0 && works(technicians.get(one.path("id").longValue()), zone))));
        return fit;
    }

    /** Those of the day that the appointment reaches into. */
    private static List<JsonNode> frames(TenantDesk at, Slot slot, ObjectNode job) {
        Instant from = slot.start().atZone(at.zone()).toLocalDate().atStartOfDay(at.zone()).toInstant();
        Instant to = slot.end().atZone(at.zone()).toLocalDate().plusDays(1).atStartOfDay(at.zone()).toInstant();
        if (Duration.between(from, to).compareTo(Slot.WINDOW) > 0) {
            throw RefusedCallException.of("not_possible", "capacity tells of 14 days at most");
        }
        return Slot.frames(at, job, from, to).stream().filter(frame -> overlaps(frame, slot)).toList();
    }

    private static boolean overlaps(JsonNode frame, Slot slot) {
        return Slot.moment(frame, "startUtc").filter(slot.end()::isAfter).isPresent()
                && Slot.moment(frame, "endUtc").filter(slot.start()::isBefore).isPresent();
    }

    private static boolean works(ObjectNode technician, long zone) {
        return technician != null && (technician.path("mainZoneId").longValue() == zone
                || Trees.ids(technician.path("zoneIds")).contains(zone));
    }

    /** Who is in several frames has to be free in all of them. */
    private void add(JsonNode one, boolean inZone) {
        Known now = new Known(one.path("id").longValue(), one.path("name").asText(),
                one.path("status").asText().equals("Available"), one.path("hasRequiredSkills").asBoolean(true), inZone);
        known.merge(now.id(), now, (before, also) -> new Known(before.id(), before.name(), before.free() && also.free(),
                before.skilled() && also.skilled(), inZone));
    }

    private List<Known> fitting() {
        return known.values().stream().filter(Known::fits)
                .sorted(Comparator.comparing(Known::inZone).reversed().thenComparing(Known::name)).toList();
    }

    /** The one who is free, has the skills, and works in the zone if anybody of these does. */
    long best() {
        if (!unasked.isEmpty()) {
            throw RefusedCallException.of("not_possible", "Capacity could not be asked who is available: " + unasked
                    + ". Name the technicians.");
        }
        return fitting().stream().findFirst().map(Known::id)
                .orElseThrow(() -> RefusedCallException.of("not_possible", "By capacity nobody with the skills for the job type"
                        + " is available then; name another time, or the technicians."));
    }

    /** What speaks against those who were chosen, and who could go as well. */
    void tell(Draft draft, Map<Long, String> chosen) {
        if (!unasked.isEmpty()) {
            draft.sideEffect("Who is available then could not be asked of capacity: " + unasked);
            return;
        }
        chosen.forEach((id, name) -> against(id).forEach(why -> draft.sideEffect(name + " " + why + ".")));
        List<Known> fitting = fitting();
        if (!fitting.isEmpty()) {
            draft.sideEffect("Available then, by capacity: " + fitting.stream().limit(MOST_TOLD)
                    .map(one -> one.name() + (one.inZone() ? " (" + zone + ")" : "")).collect(Collectors.joining(", ")) + ".");
        }
    }

    private List<String> against(long technician) {
        Known one = known.get(technician);
        List<String> reasons = new ArrayList<>();
        if (one == null || !one.free()) {
            reasons.add("is not available then, by capacity");
        }
        if (one != null && !one.skilled()) {
            reasons.add("lacks skills that the job type requires");
        }
        if (one != null && !one.inZone() && !zone.isEmpty()) {
            reasons.add("does not work in " + zone + ", where the location is");
        }
        return reasons;
    }
}
