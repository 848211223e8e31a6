package io.fieldline.agent.plan;

import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.UnitOfWork;

/** Where persons approve plans, or reject them, by whatever way. No agent gets here. */
public final class ApprovalDesk {

    private final PlanStore store;
    private final Audit audit;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    public ApprovalDesk(PlanStore store, Audit audit, UnitOfWork unitOfWork, InstantSource clock) {
        this.store = store;
        this.audit = audit;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** Those that wait for somebody, the oldest first. */
    public List<Plan> waiting(int limit) {
        return store.waiting(clock.instant(), limit);
    }

    /** @throws MisconfiguredException when there is none that needs an approval */
    public Plan find(String id) {
        return store.find(id).filter(plan -> !plan.approvals().groups().isEmpty())
                .orElseThrow(() -> new MisconfiguredException("There is no plan " + id + " that needs an approval"));
    }

    /** Why nothing is to be decided about a plan any more; empty when something is. */
    public Optional<String> settled(Plan plan) {
        Optional<String> ended = ended(plan);
        return ended.isEmpty() && plan.approvals().standing() != Approvals.Standing.WAITING
                ? Optional.of("is decided already: " + plan.approvals().standing().name().toLowerCase(Locale.ROOT))
                : ended;
    }

    /** Why it cannot be carried out any more, whoever approved it. */
    private Optional<String> ended(Plan plan) {
        if (plan.state() != Plan.State.OPEN) {
            return Optional.of(plan.state() == Plan.State.USED
                    ? "was carried out already"
                    : "was replaced by a newer one, because what it changes had changed");
        }
        return clock.instant().isBefore(plan.expiresAt()) ? Optional.empty() : Optional.of("expired at " + plan.expiresAt());
    }

    /**
     * Decides about a plan, and notes it in the audit. What was approved can be rejected until it is carried out.
     *
     * @return the plan as it stands then
     * @throws MisconfiguredException when the person may not, or there is nothing to decide any more
     */
    public Plan decide(String id, Approvals.By by, boolean approved, String reason) {
        Plan plan = find(id);
        if (!plan.approvals().may(by)) {
            throw new MisconfiguredException(by.person() + " may not approve plan " + id + "; " + plan.approvals().who()
                    + " may");
        }
        boolean withdrawn = !approved && plan.approvals().standing() == Approvals.Standing.APPROVED;
        (withdrawn ? ended(plan) : settled(plan)).ifPresent(why -> {
            throw new MisconfiguredException("Plan " + id + " " + why);
        });
        Approvals after = plan.approvals().with(new Approvals.Decision(by, approved, clock.instant(), reason));
        unitOfWork.execute(() -> {
            if (!store.decide(plan, after)) {
                throw new MisconfiguredException("Somebody else decided about plan " + id + " just now; look at it again");
            }
            return audit.add(approved ? "approved" : "rejected", new Audit.Call(plan.binding().client(),
                    Optional.of(by.person()), plan.binding().tenant(), plan.binding().tool()), facts(plan, by, reason));
        });
        audit.mark();
        return store.find(id).orElseThrow();
    }

    private static ObjectNode facts(Plan plan, Approvals.By by, String reason) {
        return JsonNodeFactory.instance.objectNode().put("plan", plan.id()).put("way", by.way().words()).put("user", by.user())
                .put("reason", PersonalView.kept(reason));
    }
}
