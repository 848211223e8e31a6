package io.fieldline.servicetitan.desk;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which job or appointment is meant. */
final class JobChoice {

    private static final List<String> OVER = List.of("Done", "Canceled");

    private JobChoice() {}

    /** By number, which people see, or by id. */
    static ObjectNode job(TenantDesk at, String text) {
        return Numbered.one(at, "job", JobRows.RESOURCE, "jobNumber", text, rows -> rows.stream()
                .map(row -> new Shown(row, at.zone()).id().field("number", "jobNumber").field("status", "jobStatus").row())
                .toList());
    }

    static List<ObjectNode> appointments(TenantDesk at, long job) {
        return at.rows(JobRows.APPOINTMENTS, Query.all().with("jobId", job).with("sort", "+Id"), 100).rows().stream()
                .filter(row -> row.path("jobId").longValue() == job).toList();
    }

    /**
     * The appointment that is meant: the one that is named, else the only one that is not over.
     *
     * @param id empty where none is named
     */
    static ObjectNode appointment(TenantDesk at, ObjectNode job, Optional<String> id) {
        List<ObjectNode> all = appointments(at, job.path("id").longValue());
        List<ObjectNode> fitting = id.isPresent()
                ? all.stream().filter(row -> row.path("id").asText().equals(id.get())
                        || row.path("appointmentNumber").asText().equals(id.get())).toList()
                : all.stream().filter(row -> !OVER.contains(row.path("status").asText())).toList();
        if (fitting.size() == 1) {
            return at.record(JobRows.APPOINTMENTS, fitting.get(0).path("id").longValue());
        }
        if (fitting.isEmpty()) {
            throw RefusedCallException.of("not_found", "Job " + job.path("jobNumber").asText() + " has no "
                    + id.map(text -> "appointment '" + text + "'.").orElse("appointment that is still ahead."));
        }
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        fitting.forEach(row -> candidates
                .add(new Shown(row, at.zone()).id().field("number", "appointmentNumber").moments("start", "end").row()));
        throw new RefusedCallException("ambiguous", "Job " + job.path("jobNumber").asText() + " has " + fitting.size()
                + " appointments ahead. Ask again with the id of the one that is meant.", details);
    }
}
