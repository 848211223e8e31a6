package io.fieldline.sandbox.data;

import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Keeps what happens to jobs, as the collection <code>jpm/job-history</code> with one row a job. What came before the sandbox's
 * time is not in it. The documents list no values of <code>eventType</code>: <code>Job Booked</code> and
 * <code>Technician Arrived</code> are what integrators saw, and the others are worded alike.
 */
public final class JobHistories {

    static final String COLLECTION = "jpm/job-history";

    private static final Map<String, String> JOBS = Map.of("Hold", "Job On Hold", "Completed", "Job Completed", "Canceled",
            "Job Canceled");
    private static final Map<String, String> ASSIGNMENTS = Map.of("Dispatched", "Technician Dispatched", "Working",
            "Technician Arrived");

    private final Table histories;
    private final InstantSource clock;
    private final Map<Long, Long> rows = new ConcurrentHashMap<>();
    private long entries;

    JobHistories(Table histories, InstantSource clock) {
        this.histories = histories;
        this.clock = clock;
    }

    void watch(Table jobs, Table appointments, Table assignments) {
        jobs.watch((before, after) -> status(JOBS, "jobStatus", before, after)
                .or(() -> before == null ? Optional.of("Job Booked") : Optional.empty())
                .ifPresent(event -> add(after.path("id").longValue(), event)));
        appointments.watch((before, after) -> {
            if (before != null && !before.path("start").equals(after.path("start"))) {
                add(after.path("jobId").longValue(), "Job Rescheduled");
            }
        });
        assignments.watch((before, after) -> status(ASSIGNMENTS, "status", before, after)
                .or(() -> before == null ? Optional.of("Technician Assigned") : Optional.empty())
                .ifPresent(event -> add(after.path("jobId").longValue(), event)));
    }

    /** The event of a status that was entered. */
    private static Optional<String> status(Map<String, String> events, String field, ObjectNode before, ObjectNode after) {
        String status = after.path(field).asText();
        return before != null && Objects.equals(before.path(field).asText(), status)
                ? Optional.empty()
                : Optional.ofNullable(events.get(status));
    }

    private synchronized void add(long job, String event) {
        ObjectNode entry = JsonNodeFactory.instance.objectNode().put("id", Ids.JOB_HISTORY_ENTRIES + ++entries)
                .put("employeeId", Ids.EMPLOYEES).put("eventType", event).put("date", Timestamps.text(clock.instant()))
                .put("usedSchedulingTool", "Manual").put("memo", "");
        Long row = rows.get(job);
        ArrayNode history = row == null
                ? JsonNodeFactory.instance.arrayNode()
                : (ArrayNode) histories.stored(row).orElseThrow().get("history").deepCopy();
        ObjectNode fields = JsonNodeFactory.instance.objectNode().put("jobId", job);
        fields.set("history", history.add(entry));
        if (row == null) {
            rows.put(job, histories.insert(fields).get("id").longValue());
        } else {
            histories.update(row, fields);
        }
    }

    /** The job's history as one of the fields <code>history</code>. */
    public ObjectNode of(long job) {
        return Optional.ofNullable(rows.get(job)).flatMap(histories::row)
                .orElseGet(() -> JsonNodeFactory.instance.objectNode());
    }
}
