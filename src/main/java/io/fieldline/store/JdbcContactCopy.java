package io.fieldline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.fieldline.sync.pair.ContactCopy;

final class JdbcContactCopy implements ContactCopy {

    private record Row(long customerId, Map<String, Object> contact) {}

    private final StateDatabase database;

    JdbcContactCopy(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Set<Long> owners(String tenant, Collection<Map<String, Object>> rows) {
        return new TreeSet<>(database.query("select customer_id from contact_copy where tenant = ? and contact_id "
                + database.dialect().membersOfJsonArray(), row -> Long.valueOf(row.getString(1)), tenant,
                StateDatabase.jsonArray(rows.stream().map(row -> String.valueOf(row.get("id"))).toList())));
    }

    @Override
    public void keep(String tenant, Collection<Map<String, Object>> rows) {
        // A page may bring two states of one contact: the later one counts.
        Map<String, Map<String, Object>> latest = new LinkedHashMap<>();
        rows.forEach(row -> latest.put(String.valueOf(row.get("id")), row));
        List<Object[]> known = new ArrayList<>();
        List<Object[]> kept = new ArrayList<>();
        latest.forEach((id, row) -> {
            known.add(new Object[]{tenant, id });
            if (!Boolean.FALSE.equals(row.get("active"))) {
                kept.add(new Object[]{tenant, id, String.valueOf(row.get("customerId")), JsonValues.text(row) });
            }
        });
        database.unitOfWork().execute(() -> {
            database.batch("delete from contact_copy where tenant = ? and contact_id = ?", known);
            database.batch("""
                    insert into contact_copy (tenant, contact_id, customer_id, contact) values (?, ?, ?, ?)
                    on conflict (tenant, contact_id) do update set customer_id = excluded.customer_id,
                    contact = excluded.contact
                    """, kept);
            return null;
        });
    }

    @Override
    public Map<Long, List<Map<String, Object>>> of(String tenant, Collection<Long> customerIds) {
        Map<Long, List<Map<String, Object>>> contacts = new TreeMap<>();
        if (!customerIds.isEmpty()) {
            database.query("select customer_id, contact from contact_copy where tenant = ? and customer_id "
                    + database.dialect().membersOfJsonArray() + " order by contact_id",
                    row -> new Row(Long.parseLong(row.getString(1)), JsonValues.map(row.getString(2))), tenant,
                    StateDatabase.jsonArray(customerIds.stream().map(String::valueOf).toList()))
                    .forEach(row -> contacts.computeIfAbsent(row.customerId(), id -> new ArrayList<>()).add(row.contact()));
        }
        return contacts;
    }
}
