package io.fieldline.servicetitan.desk;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Who is to go, by the argument <code>technicians</code>: names, or whoever is available and fits best. */
final class Crew {

    private static final String TECHNICIANS = "technicians";

    private final Map<Long, String> chosen = new LinkedHashMap<>();
    private final Optional<TechnicianFit> fit;

    private Crew(Optional<TechnicianFit> fit) {
        this.fit = fit;
    }

    /** Capacity is asked where somebody is to go, and told of where it gave the slot. */
    static Crew of(TenantDesk at, Args args, Slot slot, ObjectNode asked, Optional<ObjectNode> location) {
        List<String> texts = args.texts(TECHNICIANS);
        if (texts.isEmpty() && slot.frames().isEmpty()) {
            return new Crew(Optional.empty());
        }
        TechnicianFit fit = TechnicianFit.of(at, slot, asked, location);
        Crew crew = new Crew(Optional.of(fit));
        texts.forEach(text -> crew.add(at, text.equalsIgnoreCase(TechnicianFit.ANY) ? Long.toString(fit.best()) : text));
        return crew;
    }

    /** Those who are named, and nothing is asked about them. */
    static Crew named(TenantDesk at, Args args) {
        Crew crew = new Crew(Optional.empty());
        args.texts(TECHNICIANS).forEach(text -> crew.add(at, text));
        return crew;
    }

    private void add(TenantDesk at, String text) {
        ObjectNode technician = at.names().one(NameKind.TECHNICIAN, text);
        chosen.put(technician.path("id").longValue(), technician.path("name").asText());
    }

    /** In the order of their numbers. */
    ArrayNode ids() {
        ArrayNode ids = Trees.object().arrayNode();
        chosen.keySet().stream().sorted().forEach(ids::add);
        return ids;
    }

    void tell(Draft draft) {
        fit.ifPresent(one -> one.tell(draft, chosen));
    }
}
