package io.fieldline.store;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.KnownStarts;

final class JdbcKnownStarts implements KnownStarts {

    private final StateDatabase database;

    JdbcKnownStarts(StateDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Instant> since(String tenant, String flow) {
        return database.find("select since from known_start_since where tenant = ? and flow = ?",
                row -> TimeText.parse(row.getString(1)), tenant, flow);
    }

    @Override
    public void replace(String tenant, String flow, Instant since, Map<Long, Instant> starts) {
        List<Object[]> rows = starts.entrySet().stream()
                .map(start -> new Object[]{tenant, flow, start.getKey(), TimeText.of(start.getValue()) }).toList();
        database.unitOfWork().execute(() -> {
            database.update("delete from known_start where tenant = ? and flow = ?", tenant, flow);
            database.batch("insert into known_start (tenant, flow, appointment_id, starts) values (?, ?, ?, ?)", rows);
            return database.update("insert into known_start_since (tenant, flow, since) values (?, ?, ?) "
                    + "on conflict (tenant, flow) do update set since = excluded.since", tenant, flow, TimeText.of(since));
        });
    }

    @Override
    public Optional<Instant> find(String tenant, String flow, long appointment) {
        return database.find("select starts from known_start where tenant = ? and flow = ? and appointment_id = ?",
                row -> TimeText.parse(row.getString(1)), tenant, flow, appointment);
    }

    @Override
    public int removeStartedBefore(Instant instant) {
        return database.update("delete from known_start where starts < ?", TimeText.of(instant));
    }
}
