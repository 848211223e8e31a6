package io.fieldline.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.PlanStore;

final class JdbcPlanStore implements PlanStore {

    private static final String SELECT = "select id, client, tenant, tool, arguments, fingerprint, created_at, expires_at, "
            + "state, shown, whole, sentence, approvals from agent_plan ";

    private final StateDatabase database;

    JdbcPlanStore(StateDatabase database) {
        this.database = database;
    }

    @Override
    public void keep(Plan plan) {
        Plan.Binding binding = plan.binding();
        database.update("""
                insert into agent_plan (id, client, tenant, tool, arguments, fingerprint, created_at, expires_at, state,
                    needs_approval, approvals, shown, whole, sentence)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, plan.id(), binding.client(), binding.tenant(), binding.tool(), binding.arguments(), plan.fingerprint(),
                TimeText.of(plan.createdAt()), TimeText.of(plan.expiresAt()), plan.state().name(),
                waits(plan.approvals()), plan.approvals().json().toString(), plan.shown().toString(),
                plan.whole().toString(), plan.sentence());
    }

    private static int waits(Approvals approvals) {
        return approvals.standing() == Approvals.Standing.WAITING ? 1 : 0;
    }

    @Override
    public Optional<Plan> find(String id) {
        return database.find(SELECT + "where id = ?", JdbcPlanStore::plan, id);
    }

    @Override
    public boolean close(String id, Plan.State state) {
        return database.update("update agent_plan set state = ? where id = ? and state = ?", state.name(), id,
                Plan.State.OPEN.name()) == 1;
    }

    @Override
    public boolean use(Plan plan) {
        return database.update("update agent_plan set state = ? where id = ? and state = ? and approvals = ?",
                Plan.State.USED.name(), plan.id(), Plan.State.OPEN.name(), plan.approvals().json().toString()) == 1;
    }

    @Override
    public int open(String client, Instant now) {
        return database.find(
                "select count(*) from agent_plan where client = ? and state = ? and needs_approval = 0 and expires_at > ?",
                row -> row.getInt(1), client, Plan.State.OPEN.name(), TimeText.of(now)).orElse(0);
    }

    @Override
    public boolean decide(Plan before, Approvals after) {
        return database.update(
                "update agent_plan set approvals = ?, needs_approval = ? where id = ? and state = ? and approvals = ?",
                after.json().toString(), waits(after), before.id(),
                Plan.State.OPEN.name(), before.approvals().json().toString()) == 1;
    }

    @Override
    public List<Plan> waiting(Instant now, int limit) {
        return database.query(
                SELECT + "where needs_approval = 1 and state = ? and expires_at > ? order by created_at, id limit ?",
                JdbcPlanStore::plan, Plan.State.OPEN.name(), TimeText.of(now), limit);
    }

    @Override
    public Optional<Instant> latestUsed(Plan.Binding binding, Instant since) {
        return database.find("""
                select created_at from agent_plan
                where tenant = ? and tool = ? and arguments = ? and state = ? and created_at >= ?
                order by created_at desc limit 1
                """, row -> TimeText.parse(row.getString(1)), binding.tenant(), binding.tool(), binding.arguments(),
                Plan.State.USED.name(), TimeText.of(since));
    }

    @Override
    public int removeExpiredBefore(Instant instant) {
        return database.update("delete from agent_plan where expires_at < ?", TimeText.of(instant));
    }

    private static Plan plan(ResultSet row) throws SQLException {
        return new Plan(row.getString(1),
                new Plan.Binding(row.getString(2), row.getString(3), row.getString(4), row.getString(5)), row.getString(6),
                TimeText.parse(row.getString(7)), TimeText.parse(row.getString(8)), Plan.State.valueOf(row.getString(9)),
                JsonValues.object(row.getString(10)), JsonValues.object(row.getString(11)), row.getString(12),
                Approvals.of(JsonValues.object(row.getString(13))));
    }
}
