package io.fieldline.flow.alert;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which booked jobs are worth a message: those whose value reaches the threshold, those of a listed job type and those of a
 * customer with a listed tag; never a job that was imported or is canceled already. A service area, when one is given, narrows all of them down to its zones and postal codes.
 *
 * @param threshold the least value
 * @param jobTypes ids or names of job types
 * @param tags ids of customer tags
 * @param zones ids of zones
 * @param postalCodes whole postal codes, or their beginnings
 */
public record AlertRules(BigDecimal threshold, Set<String> jobTypes, Set<String> tags, Set<String> zones,
        List<String> postalCodes) {

    public AlertRules {
        Objects.requireNonNull(threshold, "threshold");
        jobTypes = jobTypes.stream().map(AlertRules::plain).collect(Collectors.toUnmodifiableSet());
        tags = Set.copyOf(tags);
        zones = Set.copyOf(zones);
        postalCodes = postalCodes.stream().map(AlertRules::plain).toList();
    }

    /**
     * @param job a record of <code>jpm/jobs</code>
     * @param value what it is worth
     * @param jobType its record of <code>jpm/job-types</code>
     * @param customer its record of <code>crm/customers</code>
     * @param location its record of <code>crm/locations</code>
     */
    public boolean matches(Map<String, Object> job, BigDecimal value, Map<String, Object> jobType,
            Map<String, Object> customer, Map<String, Object> location) {
        boolean notable = value.compareTo(threshold) >= 0 || isListedType(job, jobType) || hasListedTag(customer);
        return notable && isInServiceArea(location) && isBooking(job);
    }

    /**
     * ServiceTitan marks no job as imported. One that was completed before its record was made can only have been, and one that
     * is canceled by now is no booking any more.
     */
    private static boolean isBooking(Map<String, Object> job) {
        Optional<Instant> created = time(job.get("createdOn"));
        Optional<Instant> completed = time(job.get("completedOn"));
        boolean imported = created.isPresent() && completed.isPresent() && completed.get().isBefore(created.get());
        return !imported && !"Canceled".equals(job.get("jobStatus"));
    }

    private static Optional<Instant> time(Object value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Instant.parse(value.toString()));
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private boolean isListedType(Map<String, Object> job, Map<String, Object> jobType) {
        return jobTypes.contains(plain(job.get("jobTypeId"))) || jobTypes.contains(plain(jobType.get("name")));
    }

    private boolean hasListedTag(Map<String, Object> customer) {
        return customer.get("tagTypeIds") instanceof Collection<?> ids
                && ids.stream().map(String::valueOf).anyMatch(tags::contains);
    }

    private boolean isInServiceArea(Map<String, Object> location) {
        if (zones.isEmpty() && postalCodes.isEmpty()) {
            return true;
        }
        String postalCode = location.get("address") instanceof Map<?, ?> address ? plain(address.get("zip")) : "";
        return zones.contains(String.valueOf(location.get("zoneId")))
                || !postalCode.isEmpty() && postalCodes.stream().anyMatch(postalCode::startsWith);
    }

    private static String plain(Object text) {
        return text == null ? "" : text.toString().strip().toLowerCase(Locale.ROOT);
    }
}
