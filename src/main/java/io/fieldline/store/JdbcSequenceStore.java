package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Subject;

final class JdbcSequenceStore implements SequenceStore {

    private static final String COLUMNS = "tenant, flow, subject, occasion, customer_id, location_id, enrolled_at, next_step, "
            + "next_at, messages, state, reason, changed_at, given";
    private static final String SELECT = "select " + COLUMNS + " from sequence_process";

    private final StateDatabase database;

    JdbcSequenceStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public boolean enrol(SequenceProcess process) {
        return database.update("insert into sequence_process (" + COLUMNS + """
                ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (tenant, flow, subject, occasion) do nothing
                """, process.tenant(), process.flow(), process.subject().record(), process.subject().occasion(),
                process.customerId(), OutboxRows.nullable(process.locationId()), TimeText.of(process.enrolledAt()),
                process.nextStep(), TimeText.of(process.nextAt()), process.messages(), process.state().name(),
                process.reason(), TimeText.of(process.changedAt()), JsonValues.text(process.values())) == 1;
    }

    @Override
    public List<SequenceProcess> due(Instant now, int limit) {
        return database.query(SELECT + " where state = ? and next_at <= ? order by next_at, tenant, flow, subject limit ?",
                JdbcSequenceStore::process, State.RUNNING.name(), TimeText.of(now), limit);
    }

    @Override
    public boolean advance(SequenceProcess before, SequenceProcess after) {
        return database.update("""
                update sequence_process set next_step = ?, next_at = ?, messages = ?, state = ?, reason = ?, changed_at = ?
                where tenant = ? and flow = ? and subject = ? and occasion = ? and state = ? and next_step = ?
                """, after.nextStep(), TimeText.of(after.nextAt()), after.messages(), after.state().name(), after.reason(),
                TimeText.of(after.changedAt()), before.tenant(), before.flow(), before.subject().record(),
                before.subject().occasion(), State.RUNNING.name(), before.nextStep()) == 1;
    }

    @Override
    public int stop(String tenant, String flow, String subject, String reason, Instant now) {
        return database.update("""
                update sequence_process set state = ?, reason = ?, changed_at = ?
                where tenant = ? and flow = ? and subject = ? and state = ?
                """, State.STOPPED.name(), reason, TimeText.of(now), tenant, flow, subject, State.RUNNING.name());
    }

    @Override
    public boolean resume(SequenceProcess stopped, Instant now) {
        return database.update("""
                update sequence_process set state = ?, reason = '', changed_at = ?
                where tenant = ? and flow = ? and subject = ? and occasion = ? and state = ? and reason = ? and next_step = ?
                """, State.RUNNING.name(), TimeText.of(now), stopped.tenant(), stopped.flow(), stopped.subject().record(),
                stopped.subject().occasion(), State.STOPPED.name(), stopped.reason(), stopped.nextStep()) == 1;
    }

    @Override
    public Optional<SequenceProcess> find(String tenant, String flow, Subject subject) {
        return database.find(SELECT + " where tenant = ? and flow = ? and subject = ? and occasion = ?",
                JdbcSequenceStore::process, tenant, flow, subject.record(), subject.occasion());
    }

    @Override
    public List<SequenceProcess> list(String tenant, String flow, State state, int limit) {
        Filter filter = new Filter().equal("tenant", tenant).equal("flow", flow).equal("state",
                state == null ? null : state.name());
        return database.query(SELECT + filter.where() + " order by enrolled_at desc, flow, subject, occasion limit ?",
                JdbcSequenceStore::process, filter.valuesAnd(limit));
    }

    @Override
    public List<SequenceProcess> ofCustomer(String tenant, long customerId) {
        return database.query(
                SELECT + " where tenant = ? and customer_id = ? order by enrolled_at desc, flow, subject, occasion",
                JdbcSequenceStore::process, tenant, customerId);
    }

    @Override
    public int removeEndedBefore(Instant instant) {
        return database.update("delete from sequence_process where state <> ? and changed_at < ?", State.RUNNING.name(),
                TimeText.of(instant));
    }

    private static SequenceProcess process(ResultSet row) throws SQLException {
        return new SequenceProcess(row.getString("tenant"), row.getString("flow"), OutboxRows.subject(row),
                row.getLong("customer_id"), OutboxRows.id(row, "location_id"), OutboxRows.time(row, "enrolled_at"),
                row.getInt("next_step"), OutboxRows.time(row, "next_at"), row.getInt("messages"),
                State.valueOf(row.getString("state")), row.getString("reason"), OutboxRows.time(row, "changed_at"),
                JsonValues.map(row.getString("given")));
    }
}
