package io.fieldline.crm;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.ledger.BooksCustomer;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.DescribedRecords;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;

/** ServiceTitan's customers in memory, as a flow and as a posting sees them. */
final class EnteredCustomers implements CustomerSource {

    final List<SideWrite> writes = new ArrayList<>();
    private final Map<String, Map<String, Object>> rows = new TreeMap<>();
    private final Map<String, SideRecord> records = new HashMap<>();
    private final InstantSource clock;
    private int changes;
    /** Whether it answers nobody. */
    boolean away;

    EnteredCustomers(InstantSource clock) {
        this.clock = clock;
    }

    /** @param email null for none */
    void enter(long id, String name, String email) {
        Map<String, Object> row = new LinkedHashMap<>(Map.of("id", id, "name", name, "type", "Residential", "active", true,
                "taxExempt", false, "address", Map.of("street", "1 Harbor Way", "unit", "", "city", "Austin", "state", "TX",
                        "zip", "78701", "country", "USA")));
        row.put("contacts", email == null ? List.of() : List.of(contact("Email", email)));
        keep(row);
    }

    private static Map<String, Object> contact(String type, Object value) {
        return Map.of("id", 1L, "type", type, "value", value);
    }

    void edit(long id, String field, Object value) {
        Map<String, Object> row = new LinkedHashMap<>(row(id));
        row.put(field, value);
        keep(row);
    }

    void email(long id, String email) {
        edit(id, "contacts", List.of(contact("Email", email)));
    }

    void merge(long gone, long into) {
        edit(gone, "active", false);
        edit(gone, "mergedToId", into);
    }

    private void keep(Map<String, Object> row) {
        String id = row.get("id").toString();
        SideRecord.State state = Boolean.TRUE.equals(row.get("active"))
                ? SideRecord.State.ACTIVE
                : SideRecord.State.INACTIVE;
        rows.put(id, row);
        records.put(id, new SideRecord(id, row, "v" + ++changes, clock.instant(), Map.of(), null, state,
                Optional.ofNullable(row.get("mergedToId")).map(Object::toString).orElse(null)));
    }

    Map<String, Object> row(long id) {
        return rows.get(Long.toString(id));
    }

    /** What a posting is told of customers. */
    Map<Long, BooksCustomer> cards(Collection<Long> ids) {
        Map<Long, BooksCustomer> cards = new HashMap<>();
        ids.stream().map(this::row).filter(Objects::nonNull).forEach(row -> cards.put((Long) row.get("id"),
                new BooksCustomer((Long) row.get("id"), row.get("name").toString(), Optional.ofNullable(email(row)),
                        Optional.empty())));
        return cards;
    }

    static String email(Map<String, Object> row) {
        return ((List<?>) row.get("contacts")).stream().map(contact -> ((Map<?, ?>) contact).get("value").toString())
                .findFirst().orElse(null);
    }

    @Override
    public List<SideRecord> read(Collection<String> ids) {
        if (away) {
            throw new RetryLaterException("away", null);
        }
        return ids.stream().map(records::get).filter(Objects::nonNull).toList();
    }

    @Override
    public List<SideRecord> records(List<Map<String, Object>> page) {
        return page.stream().map(row -> records.get(row.get("id").toString())).toList();
    }

    @Override
    public List<SideRecord> first(int most) {
        return rows.keySet().stream().limit(most).map(records::get).toList();
    }

    @Override
    public Map<String, SideField> describe() {
        return DescribedRecords.customer(Catalog.load());
    }

    @Override
    public List<WriteOutcome> write(List<SideWrite> asked) {
        return asked.stream().<WriteOutcome>map(write -> {
            writes.add(write);
            write.fields().forEach((path, value) -> {
                if (!path.equals("contacts[type=Email].value")) {
                    throw new AssertionError("nobody may write " + path);
                }
                email(Long.parseLong(write.id()), value.toString());
            });
            return new WriteOutcome.Written(write.id(), null);
        }).toList();
    }

    @Override
    public Optional<String> findCreated(String crmId) {
        return Optional.empty();
    }
}
