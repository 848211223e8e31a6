package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.WrittenConsents;

final class JdbcWrittenConsents implements WrittenConsents {

    private static final String SELECT = "select tenant, address, customer_id, source, given_at from written_consent where tenant = ?";

    private final StateDatabase database;

    JdbcWrittenConsents(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void record(WrittenConsent consent) {
        database.update("""
                insert into written_consent (tenant, address, customer_id, source, given_at) values (?, ?, ?, ?, ?)
                on conflict (tenant, address) do update set customer_id = excluded.customer_id, source = excluded.source,
                given_at = excluded.given_at
                """, consent.tenant(), consent.address(), consent.customerId(), consent.source(),
                TimeText.of(consent.givenAt()));
    }

    @Override
    public Optional<WrittenConsent> find(String tenant, String address) {
        return database.find(SELECT + " and address = ?", JdbcWrittenConsents::consent, tenant, address);
    }

    @Override
    public List<WrittenConsent> list(String tenant, int limit) {
        return database.query(SELECT + " order by given_at desc, address limit ?", JdbcWrittenConsents::consent, tenant, limit);
    }

    private static WrittenConsent consent(ResultSet row) throws SQLException {
        return new WrittenConsent(row.getString(1), row.getString(2), row.getLong(3), row.getString(4),
                TimeText.parse(row.getString(5)));
    }

    @Override
    public boolean withdraw(String tenant, String address) {
        return database.update("delete from written_consent where tenant = ? and address = ?", tenant, address) == 1;
    }
}
