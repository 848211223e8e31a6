package io.fieldline.warehouse;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * @param zone the tenant's, whose days are meant
 * @param spans of which each gets its own figure; they may overlap
 */
public record KpiQuestion(String tenant, Kpi kpi, By by, ZoneId zone, List<Span> spans) {

    /** Whose figures are told apart. */
    public enum By {
        NOTHING, BUSINESS_UNIT, TECHNICIAN
    }

    /** @param to the last day */
    public record Span(LocalDate from, LocalDate to) {

        /** The moments at which it begins and is over; days that are dates only are kept as midnight in UTC. */
        List<String> bounds(ZoneId zone, boolean datesOnly) {
            ZoneId counted = datesOnly ? ZoneOffset.UTC : zone;
            return List.of(from.atStartOfDay(counted).toInstant().toString(),
                    to.plusDays(1).atStartOfDay(counted).toInstant().toString());
        }
    }

    public KpiQuestion {
        spans = List.copyOf(spans);
    }

    /** The collections whose tables must be there. */
    public List<String> streams() {
        List<String> streams = new ArrayList<>(kpi.streams());
        if (by == By.TECHNICIAN) {
            switch (kpi) {
                case REVENUE -> streams.add("jpm/jobs");
                case CLOSE_RATE -> streams.add("dispatch/appointment-assignments");
                case AVERAGE_TICKET -> {
                    // A job says itself who sold it.
                }
            }
        }
        return streams;
    }

    /** The collection that says what the groups are called; empty without groups. */
    public String namesFrom() {
        return switch (by) {
            case NOTHING -> "";
            case BUSINESS_UNIT -> "settings/business-units";
            case TECHNICIAN -> "settings/technicians";
        };
    }

    /** Whose it is that a figure is somebody's. */
    public String groupBasis() {
        return switch (by) {
            case NOTHING -> "";
            case BUSINESS_UNIT -> "the business unit of the " + (kpi == Kpi.REVENUE
                    ? "invoice"
                    : kpi == Kpi.CLOSE_RATE ? "estimate" : "job");
            case TECHNICIAN -> kpi == Kpi.CLOSE_RATE
                    ? "every technician who was assigned to the job, so that a job may count for several"
                    : "the technician who sold the job (soldById)";
        };
    }
}
