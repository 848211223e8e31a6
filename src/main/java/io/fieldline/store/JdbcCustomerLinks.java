package io.fieldline.store;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.ledger.CustomerLinks;

final class JdbcCustomerLinks implements CustomerLinks {

    private final StateDatabase database;

    JdbcCustomerLinks(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Map<Long, String> find(String tenant, String books, Collection<Long> customers) {
        Map<Long, String> found = new HashMap<>();
        database.query("select customer, ref_id from books_customer where tenant = ? and books = ? and customer "
                + database.dialect().membersOfJsonArray(), row -> found.put(Long.parseLong(row.getString(1)), row.getString(2)),
                tenant, books, StateDatabase.jsonArray(customers.stream().map(id -> Long.toString(id)).toList()));
        return found;
    }

    @Override
    public Optional<Long> linkedTo(String tenant, String books, String id) {
        return database.find("select customer from books_customer where tenant = ? and books = ? and ref_id = ?",
                row -> Long.parseLong(row.getString(1)), tenant, books, id);
    }

    @Override
    public void link(String tenant, String books, long customer, String id) {
        database.update("""
                insert into books_customer (tenant, books, customer, ref_id) values (?, ?, ?, ?)
                on conflict (tenant, books, customer) do update set ref_id = excluded.ref_id
                """, tenant, books, Long.toString(customer), id);
    }
}
