package io.fieldline.crm;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A job that was done. A canceled job may bear a time of completion too, so its status decides.
 *
 * @param completedOn null where the row has none that can be read
 * @param row as the API gave it
 */
record CompletedJob(String id, String customerId, Instant completedOn, Map<String, Object> row) {

    private static final String COMPLETED = "Completed";

    /**
     * The completed jobs of a page in its order, of each the last row: ServiceTitan gives older versions before newer ones.
     *
     * @param horizon jobs that were completed before it are left out; null when none are
     */
    static List<CompletedJob> among(List<Map<String, Object>> rows, Instant horizon) {
        Map<Object, Map<String, Object>> newest = new LinkedHashMap<>();
        rows.forEach(row -> newest.put(row.get("id"), row));
        return newest.values().stream().flatMap(row -> of(row).stream())
                .filter(job -> horizon == null || job.completedOn() == null || !job.completedOn().isBefore(horizon)).toList();
    }

    private static Optional<CompletedJob> of(Map<String, Object> row) {
        return COMPLETED.equals(row.get("jobStatus")) && !Boolean.FALSE.equals(row.get("active"))
                ? Optional.of(new CompletedJob(text(row, "id"), text(row, "customerId"), time(text(row, "completedOn")), row))
                : Optional.empty();
    }

    private static String text(Map<String, Object> row, String field) {
        return Objects.toString(row.get(field), "");
    }

    private static Instant time(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
