package io.fieldline.servicetitan.customer;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/**
 * A tenant's customers for a flow that follows them and their contacts: rows in hand are joined from the local copy. A customer
 * that was made a moment ago may be here before its contacts are in the copy, and would be taken for one that has none; of such a
 * customer they are asked for, and kept: should the feed show one of them only after it has moved to another customer, it must
 * be known whose it was.
 */
public final class FollowedCustomers implements CustomerSource {

    /** Longer than the feed of contacts and a standstill of a few minutes take. */
    private static final Duration YOUNG = Duration.ofMinutes(15);

    private final CustomerSide side;
    private final ContactCopy copy;
    private final String tenant;
    private final Contacts copied;
    private final Catalog catalog;
    private final InstantSource clock;

    public FollowedCustomers(CustomerSide side, ContactCopy copy, String tenant, Catalog catalog, InstantSource clock) {
        this.side = side;
        this.copy = copy;
        this.tenant = tenant;
        this.copied = new CopiedContacts(copy, tenant);
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public List<SideRecord> records(List<Map<String, Object>> rows) {
        Instant young = clock.instant().minus(YOUNG);
        Set<Long> asked = rows.stream().filter(row -> madeSince(row, young)).map(row -> (Long) row.get("id"))
                .collect(Collectors.toSet());
        return side.records(rows, asked.isEmpty() ? copied : ids -> {
            Map<Long, List<Map<String, Object>>> found = new HashMap<>(
                    copied.of(ids.stream().filter(id -> !asked.contains(id)).toList()));
            Map<Long, List<Map<String, Object>>> now = side.contacts().of(asked);
            keepNew(now);
            found.putAll(now);
            return found;
        });
    }

    /** What the feed gave is not replaced: a list may show what is older. */
    private void keepNew(Map<Long, List<Map<String, Object>>> now) {
        Set<Object> known = copied.of(now.keySet()).values().stream().flatMap(List::stream).map(row -> row.get("id"))
                .collect(Collectors.toSet());
        List<Map<String, Object>> fresh = now.values().stream().flatMap(List::stream)
                .filter(row -> !known.contains(row.get("id"))).toList();
        if (!fresh.isEmpty()) {
            copy.keep(tenant, fresh);
        }
    }

    private static boolean madeSince(Map<String, Object> row, Instant moment) {
        try {
            return row.get("createdOn") instanceof String made && !Instant.parse(made).isBefore(moment);
        } catch (DateTimeException notATime) {
            return false;
        }
    }

    @Override
    public List<SideRecord> first(int most) {
        return side.first(most);
    }

    @Override
    public Map<String, SideField> describe() {
        return DescribedRecords.customer(catalog);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        return side.read(ids);
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> writes) {
        return side.write(writes);
    }

    @Override
    public Optional<String> findCreated(String crmId) {
        return side.findCreated(crmId);
    }
}
