package io.fieldline.agent.plan;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

import io.fieldline.failure.MisconfiguredException;

/** Where persons approve plans, or reject them. No agent gets here. */
public final class ApprovalDesk {

    private final PlanStore store;
    private final InstantSource clock;

    public ApprovalDesk(PlanStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Those that wait for somebody, the oldest first. */
    public List<Plan> waiting(int limit) {
        return store.needingApproval(clock.instant(), limit).stream()
                .filter(plan -> plan.approvals().standing() == Approvals.Standing.WAITING).toList();
    }

    /** @throws MisconfiguredException when there is none that needs an approval */
    public Plan find(String id) {
        return store.find(id).filter(plan -> !plan.approvals().groups().isEmpty())
                .orElseThrow(() -> new MisconfiguredException("There is no plan " + id + " that needs an approval"));
    }

    /**
     * @param person in whose name; one of those who may
     * @param user of the operating system
     * @return the plan as it stands then
     * @throws MisconfiguredException when the person may not, or there is nothing to decide any more
     */
    public Plan decide(String id, String person, String user, boolean approved, String reason) {
        Plan plan = find(id);
        if (!plan.approvals().may(person)) {
            throw new MisconfiguredException(
                    person + " may not approve plan " + id + "; " + plan.approvals().who() + " may");
        }
        if (plan.state() != Plan.State.OPEN) {
            throw new MisconfiguredException("Plan " + id + (plan.state() == Plan.State.USED
                    ? " was carried out already"
                    : " was replaced by a newer one, because what it changes had changed"));
        }
        if (!clock.instant().isBefore(plan.expiresAt())) {
            throw new MisconfiguredException("Plan " + id + " expired at " + plan.expiresAt());
        }
        if (plan.approvals().standing() != Approvals.Standing.WAITING) {
            throw new MisconfiguredException("Plan " + id + " is decided already: "
                    + plan.approvals().standing().name().toLowerCase(Locale.ROOT));
        }
        Approvals after = plan.approvals()
                .with(new Approvals.Decision(person, user, approved, clock.instant(), reason));
        if (!store.decide(plan, after)) {
            throw new MisconfiguredException("Somebody else decided about plan " + id + " just now; look at it again");
        }
        return store.find(id).orElseThrow();
    }
}
