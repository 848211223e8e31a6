package io.fieldline.servicetitan.desk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Who goes to which appointment. */
final class Crews {

    private Crews() {}

    /** The active assignments, by appointment. */
    static Map<Long, List<ObjectNode>> of(TenantDesk at, Collection<Long> appointments) {
        return at.by("dispatch/appointment-assignments", "appointmentIds", "appointmentId", appointments, 2_000).stream()
                .filter(row -> row.path("active").asBoolean(true))
                .collect(Collectors.groupingBy(row -> row.path("appointmentId").longValue()));
    }

    static String names(List<ObjectNode> assignments) {
        return assignments.stream().map(row -> row.path("technicianName").asText()).distinct()
                .collect(Collectors.joining(", "));
    }
}
