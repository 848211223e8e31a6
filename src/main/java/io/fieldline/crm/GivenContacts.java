package io.fieldline.crm;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.SideRecord;

/**
 * Contacts as the feed gave them. The list that customers are read with may show them as they were before: a customer that was
 * settled so would not be looked at for them again.
 */
final class GivenContacts {

    private final Map<String, Map<String, Object>> given = new HashMap<>();

    /** @param since of what changed before this moment nothing is expected that is not shown by now */
    GivenContacts(List<Map<String, Object>> rows, Instant since) {
        rows.stream().filter(row -> time(row).filter(changed -> changed.isAfter(since)).isPresent())
                .forEach(row -> given.merge(String.valueOf(row.get("id")), row,
                        (one, other) -> newer(one, other) ? one : other));
    }

    /** @throws RetryLaterException when one of the customers has a contact as it was before, or lacks it */
    void mustBeShownBy(Collection<SideRecord> customers) {
        Set<String> behind = new TreeSet<>();
        customers.stream().filter(this::behind).forEach(customer -> behind.add(customer.id()));
        if (!behind.isEmpty()) {
            throw new RetryLaterException("ServiceTitan does not show the changed contacts of customers "
                    + String.join(", ", behind) + " yet", null);
        }
    }

    private boolean behind(SideRecord customer) {
        Map<String, Map<?, ?>> shown = new HashMap<>();
        if (customer.fields().get("contacts") instanceof List<?> contacts) {
            contacts.stream().map(contact -> (Map<?, ?>) contact).forEach(row -> shown.put(String.valueOf(row.get("id")), row));
        }
        return given.values().stream().anyMatch(row -> {
            Map<?, ?> held = shown.get(String.valueOf(row.get("id")));
            return held == null ? belongs(row, customer) : newer(row, held);
        });
    }

    private static boolean belongs(Map<String, Object> row, SideRecord customer) {
        return customer.id().equals(Objects.toString(row.get("customerId"))) && !Boolean.FALSE.equals(row.get("active"));
    }

    private static boolean newer(Map<?, ?> one, Map<?, ?> other) {
        return time(one).orElse(Instant.MIN).isAfter(time(other).orElse(Instant.MIN));
    }

    private static Optional<Instant> time(Map<?, ?> row) {
        try {
            return Optional.of(Instant.parse(String.valueOf(row.get("modifiedOn"))));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
