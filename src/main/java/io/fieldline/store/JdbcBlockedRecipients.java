package io.fieldline.store;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.outreach.BlockedRecipients;

final class JdbcBlockedRecipients implements BlockedRecipients {

    private final StateDatabase database;

    JdbcBlockedRecipients(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void block(Blocked blocked) {
        database.update("""
                insert into blocked_recipient (tenant, address, cause, source, since) values (?, ?, ?, ?, ?)
                on conflict (tenant, address, cause) do nothing
                """, blocked.tenant(), blocked.address(), blocked.cause().name(), blocked.source(),
                TimeText.of(blocked.since()));
    }

    @Override
    public boolean lift(String tenant, String address, Cause cause) {
        return database.update("delete from blocked_recipient where tenant = ? and address = ? and cause = ?", tenant, address,
                cause.name()) == 1;
    }

    @Override
    public Set<Cause> causes(String tenant, Collection<String> addresses) {
        return database.query(
                "select distinct cause from blocked_recipient where tenant = ? and address "
                        + database.dialect().membersOfJsonArray(),
                row -> Cause.valueOf(row.getString(1)), tenant, StateDatabase.jsonArray(addresses)).stream()
                .collect(Collectors.toSet());
    }

    @Override
    public List<Blocked> list(String tenant, int limit) {
        return database.query(
                "select tenant, address, cause, source, since from blocked_recipient where tenant = ? "
                        + "order by since desc, address, cause limit ?",
                row -> new Blocked(row.getString(1), row.getString(2), Cause.valueOf(row.getString(3)), row.getString(4),
                        TimeText.parse(row.getString(5))),
                tenant, limit);
    }
}
