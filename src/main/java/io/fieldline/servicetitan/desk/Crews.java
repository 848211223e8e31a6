package io.fieldline.servicetitan.desk;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Who goes to which appointment. */
final class Crews {

    private static final int MOST = 20_000;

    private Crews() {}

    /**
     * The active assignments, by appointment: all of them, because who is missing among them would count as free.
     *
     * @throws io.fieldline.agent.tool.RefusedCallException when they are too many to be read
     */
    static Map<Long, List<ObjectNode>> of(TenantDesk at, Collection<Long> appointments) {
        return at.allBy("dispatch/appointment-assignments", "appointmentIds", "appointmentId", appointments, MOST).stream()
                .filter(row -> row.path("active").asBoolean(true))
                .collect(Collectors.groupingBy(row -> row.path("appointmentId").longValue()));
    }

    static String names(List<ObjectNode> assignments) {
        return assignments.stream().map(row -> row.path("technicianName").asText()).distinct()
                .collect(Collectors.joining(", "));
    }
}
