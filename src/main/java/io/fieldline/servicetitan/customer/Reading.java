package io.fieldline.servicetitan.customer;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.SideRecord;

/** Reads customers with their contacts, also as often as it takes until a write shows. */
final class Reading {

    /** How long ServiceTitan was seen to show the state before a write. */
    private static final List<Duration> PAUSES = List.of(Duration.ofSeconds(2), Duration.ofSeconds(10));

    private final CustomerApi api;
    private final CustomerRecords records;
    private final CustomerSide.Pause pause;

    Reading(CustomerApi api, CustomerRecords records, CustomerSide.Pause pause) {
        this.api = api;
        this.records = records;
        this.pause = pause;
    }

    /** A text that is no number is the id of no customer. */
    static Set<Long> ids(Collection<String> texts) {
        return texts.stream().filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    Map<String, SideRecord> read(Collection<Long> ids) {
        Map<String, SideRecord> found = new LinkedHashMap<>();
        if (ids.isEmpty()) {
            return found;
        }
        List<Map<String, Object>> customers = api.customers(ids);
        MergeChains merges = new MergeChains(customers).followed(api::customers);
        Map<Long, List<Map<String, Object>>> contacts = new AskedContacts(api)
                .of(customers.stream().map(row -> (Long) row.get("id")).toList());
        customers.forEach(row -> {
            SideRecord record = records.of(row, contacts.getOrDefault(row.get("id"), List.of()), merges);
            found.put(record.id(), record);
        });
        return found;
    }

    /** Looks again for records that a list does not show yet. */
    Map<String, SideRecord> patiently(Collection<Long> ids) {
        return until(ids, found -> found.size() == ids.size());
    }

    /** The last reading, which need not be as wanted. */
    Map<String, SideRecord> until(Collection<Long> ids, Predicate<Map<String, SideRecord>> wanted) {
        Map<String, SideRecord> found = read(ids);
        for (int reading = 0; reading < PAUSES.size() && !wanted.test(found); reading++) {
            rest(reading);
            found = read(ids);
        }
        return found;
    }

    /** Which customer bears which of the values under the key, merges followed; of several the lowest id. */
    Map<String, String> bearing(String key, Collection<String> values) {
        Map<String, String> found = bearingNow(key, values);
        for (int reading = 0; reading < PAUSES.size() && found.size() < values.size(); reading++) {
            rest(reading);
            found = bearingNow(key, values);
        }
        return found;
    }

    private Map<String, String> bearingNow(String key, Collection<String> values) {
        List<Map<String, Object>> customers = api.bearing(key, values);
        MergeChains merges = new MergeChains(customers).followed(api::customers);
        Map<String, String> found = new LinkedHashMap<>();
        customers.stream().sorted((one, other) -> Long.compare((Long) one.get("id"), (Long) other.get("id"))).forEach(row -> {
            String value = records.otherId(row);
            long id = (Long) row.get("id");
            // A list may ignore its filters.
            if (value != null && values.contains(value)) {
                found.putIfAbsent(value, merges.end(id).orElse(id).toString());
            }
        });
        return found;
    }

    private void rest(int reading) {
        try {
            pause.take(PAUSES.get(reading));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RetryLaterException("Interrupted before a customer could be read again", e);
        }
    }
}
