package io.fieldline.store;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import io.fieldline.agent.approval.NoticeStore;
import io.fieldline.agent.audit.AuditStore;
import io.fieldline.agent.audit.UndoStore;
import io.fieldline.agent.budget.SpendingStore;
import io.fieldline.agent.plan.PlanStore;
import io.fieldline.agent.policy.StopStore;
import io.fieldline.sync.Erased;

/** What is kept of agents. */
public final class AgentStores {

    private final StateDatabase database;

    AgentStores(StateDatabase database) {
        this.database = database;
    }

    public PlanStore plans() {
        return new JdbcPlanStore(database);
    }

    public SpendingStore spending() {
        return new JdbcSpendingStore(database);
    }

    public AuditStore audit() {
        return new JdbcAuditStore(database);
    }

    public UndoStore undos() {
        return new JdbcUndoStore(database);
    }

    public StopStore stops() {
        return new JdbcStopStore(database);
    }

    public NoticeStore notices() {
        return new JdbcNoticeStore(database);
    }

    /** What links to approvals are signed with. */
    public Supplier<byte[]> approvalKey() {
        return new JdbcServiceSecret(database, "agent-approvals");
    }

    /** What tokens of plans are signed with. */
    public Supplier<byte[]> planKey() {
        return new JdbcServiceSecret(database, "agent-plans");
    }

    /** What tokens of personal data are encrypted with. */
    public Supplier<byte[]> personalKey() {
        return new JdbcServiceSecret(database, "agent-personal");
    }

    /** Removes plans, who was told of them, and undo recipes, which hold personal data. The audit stays. */
    public List<Erased> removeOlderThan(Instant instant) {
        return List.of(new Erased("agent_plan", plans().removeExpiredBefore(instant)),
                new Erased("agent_notice", new JdbcNoticeStore(database).removeOrphans()),
                new Erased("agent_undo", undos().removeKeptBefore(instant)));
    }
}
