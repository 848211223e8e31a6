package io.fieldline.store;

import java.time.Instant;
import java.util.Optional;

import io.fieldline.outreach.KnownLines;
import io.fieldline.outreach.LineType;

final class JdbcKnownLines implements KnownLines {

    private final StateDatabase database;

    JdbcKnownLines(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<LineType> find(String tenant, String number, Instant since) {
        return database.find("select type from line_type where tenant = ? and number = ? and looked_up_at >= ?",
                row -> LineType.valueOf(row.getString(1)), tenant, number, TimeText.of(since));
    }

    @Override
    public void keep(String tenant, String number, long customerId, LineType type, Instant lookedUpAt) {
        database.update("""
                insert into line_type (tenant, number, customer_id, type, looked_up_at) values (?, ?, ?, ?, ?)
                on conflict (tenant, number) do update set customer_id = excluded.customer_id, type = excluded.type,
                looked_up_at = excluded.looked_up_at
                """, tenant, number, customerId, type.name(), TimeText.of(lookedUpAt));
    }

    @Override
    public int removeLookedUpBefore(Instant instant) {
        return database.update("delete from line_type where looked_up_at < ?", TimeText.of(instant));
    }
}
