package io.fieldline.agent;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.AuditEntry;
import io.fieldline.agent.audit.UndoStore.KeptUndo;
import io.fieldline.agent.budget.Spent;
import io.fieldline.agent.personal.PersonalView;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.Clients;
import io.fieldline.agent.tool.CanonicalJson;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ProposalJson;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.SyncException;

/** Writes in two steps: a plan with a token, and with the token the same plan carried out, once. */
final class Writes {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final Clients clients;
    private final DoorStores stores;
    private final Plans plans;
    private final CallAudit audit;
    private final Consent consent;
    private final Turns turns = new Turns(LONGEST_WAIT);

    Writes(Clients clients, DoorStores stores, Plans plans, CallAudit audit) {
        this.clients = clients;
        this.stores = stores;
        this.plans = plans;
        this.audit = audit;
        this.consent = new Consent(stores.approvals());
    }

    ObjectNode call(Visit visit, WritingTool tool, Optional<String> token) {
        requireNotStopped(visit);
        if (token.isEmpty()) {
            return plan(visit, propose(visit, tool));
        }
        Attempt first = attempt(visit, tool, token.get(), true);
        if (first.done().isPresent()) {
            return first.done().get();
        }
        // A person takes their time, and others in the tenant do not wait for them: all is looked at again after it.
        consent.ask(visit, first.plan());
        return attempt(visit, tool, token.get(), false).done().orElseThrow();
    }

    /** @param done empty when the person at the client is to be asked first */
    private record Attempt(Plan plan, Optional<ObjectNode> done) {}

    private Attempt attempt(Visit visit, WritingTool tool, String token, boolean mayAsk) {
        // What is no token need not wait for a turn.
        plans.presented(token, binding(visit));
        return turns.take(visit.call().tenant(), () -> {
            requireSamePolicy(visit);
            Plan plan = plans.presented(token, binding(visit));
            Proposal proposal = propose(visit, tool);
            requireStillRight(visit, plan, proposal);
            if (mayAsk && Consent.isAskedFor(visit, plan)) {
                return new Attempt(plan, Optional.empty());
            }
            if (!plan.approvals().cover(approvers(visit, proposal))) {
                throw Consent.waits(plan);
            }
            return new Attempt(plan, Optional.of(carryOut(visit, tool, plan, proposal)));
        });
    }

    /** What a client may do was looked up before it waited. */
    private void requireSamePolicy(Visit visit) {
        if (!clients.find(visit.client().name()).equals(Optional.of(visit.client()))) {
            throw RefusedCallException.of("outdated",
                    "Your policy was changed while this waited; call again with the same token");
        }
    }

    private Proposal propose(Visit visit, WritingTool tool) {
        Proposal proposal = tool.propose(visit.toolCall(() -> stopped(visit).isPresent()));
        return plans.carriedOutLately(binding(visit)).map(planned -> proposal
                .withSideEffect(
                        "The same call was carried out, or tried, by a plan of " + planned + "; look whether it was done"))
                .orElse(proposal);
    }

    private ObjectNode plan(Visit visit, Proposal proposal) {
        List<Approvals.Group> approvers = approvers(visit, proposal);
        stores.budgets().require(visit.client().name(), ruledAs(visit, proposal), visit.client().budgets(), proposal.cost());
        ObjectNode shown = shown(visit, visit.view(), proposal);
        // Whoever approves has to see what they approve; where nobody has to, it is not kept.
        ObjectNode whole = approvers.isEmpty()
                ? JsonNodeFactory.instance.objectNode()
                : shown(visit, PersonalView.clear(), proposal);
        Plans.Given given = plans.give(binding(visit), ProposalJson.fingerprint(proposal), shown, whole,
                visit.view().forKeeping().ownWords(proposal.summary()), approvers);
        ObjectNode plan = shown.deepCopy();
        if (!approvers.isEmpty()) {
            plan.putObject("approval").put("plan", given.plan().id()).put("by", given.plan().approvals().who());
        }
        plan.put("token", given.token()).put("expires", given.plan().expiresAt().toString());
        audit.planned(visit, given.plan(), proposal);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("plan", plan);
        return answer;
    }

    /** What takes a call back moves as much as the call did, so it falls under the same rules. */
    private static String ruledAs(Visit visit, Proposal proposal) {
        return visit.tool() instanceof UndoTool ? UndoTool.undone(proposal) : visit.call().tool();
    }

    private static List<Approvals.Group> approvers(Visit visit, Proposal proposal) {
        return Consent.needed(visit, ruledAs(visit, proposal), proposal);
    }

    private ObjectNode shown(Visit visit, PersonalView view, Proposal proposal) {
        return WriteAnswers.plan(visit, view, proposal, stores.budgets().left(visit.client().name(), ruledAs(visit, proposal),
                visit.client().budgets()));
    }

    private void requireStillRight(Visit visit, Plan plan, Proposal proposal) {
        if (!plan.fingerprint().equals(ProposalJson.fingerprint(proposal))) {
            throw replaced(visit, plan, proposal,
                    "What this changes has changed since, so the token is void; here is the new plan");
        }
        Approvals approvals = plan.approvals();
        Consent.requireNotRejected(approvals);
        List<Approvals.Group> needed = approvers(visit, proposal);
        if (!approvals.cover(needed) && !approvals.groups().equals(needed)) {
            throw replaced(visit, plan, proposal, "Your policy asks for other approvals by now; here is the new plan");
        }
        if (visit.attention().cancelled().getAsBoolean()) {
            throw RefusedCallException.of("not_possible", "The call was cancelled before anything was sent");
        }
    }

    private ShownRefusalException replaced(Visit visit, Plan plan, Proposal proposal, String why) {
        plans.replace(plan);
        return new ShownRefusalException(new RefusedCallException("outdated", why, plan(visit, proposal)));
    }

    /** The token is used up, the budget taken and the beginning written down before anything is sent, or none of it. */
    private ObjectNode carryOut(Visit visit, WritingTool tool, Plan plan, Proposal proposal) {
        Begun begun = stores.unitOfWork().execute(() -> {
            plans.use(plan);
            Spent spent = stores.budgets().take(visit.client().name(), ruledAs(visit, proposal), visit.client().budgets(),
                    proposal.cost());
            requireNotStopped(visit);
            return new Begun(audit.begun(visit, plan, proposal), spent);
        });
        Effect effect;
        try {
            audit.mark();
            effect = tool.carryOut(visit.toolCall(() -> stopped(visit).isPresent()), proposal);
        } catch (RuntimeException | Error e) {
            failed(visit, begun, e);
            throw e;
        }
        AuditEntry ended = ended(visit, begun.entry(), effect, proposal);
        return WriteAnswers.done(visit, effect, ended);
    }

    private record Begun(AuditEntry entry, Spent spent) {}

    /** A refusal says that nothing was done, so nothing was used; of any other failure nobody knows. */
    private void failed(Visit visit, Begun begun, Throwable failure) {
        boolean refused = failure instanceof RefusedCallException;
        boolean foreseen = failure instanceof SyncException || refused;
        try {
            stores.unitOfWork().execute(() -> {
                if (refused) {
                    stores.budgets().giveBack(begun.spent());
                }
                return audit.failed(visit, begun.entry(), foreseen ? failure.getMessage() : "it failed unexpectedly");
            });
            audit.mark();
        } catch (RuntimeException e) {
            // The entry about the beginning stands, and the first failure says more than this one.
            failure.addSuppressed(e);
        }
    }

    private AuditEntry ended(Visit visit, AuditEntry begun, Effect effect, Proposal proposal) {
        try {
            AuditEntry ended = stores.unitOfWork().execute(() -> {
                AuditEntry entry = audit.ended(visit, begun, effect);
                effect.undo().ifPresent(recipe -> stores.undos().keep(new KeptUndo(entry.number(), visit.client().name(),
                        visit.call().tenant(), visit.call().tool(), stores.clock().instant(), proposal.cost(), recipe,
                        Optional.empty())));
                return entry;
            });
            audit.mark();
            return ended;
        } catch (SyncException e) {
            throw RefusedCallException.of("unavailable", "This was done, and could not be written down as done: "
                    + e.getMessage() + "; look at the records before you do anything else");
        }
    }

    private static Plan.Binding binding(Visit visit) {
        return new Plan.Binding(visit.client().name(), visit.call().tenant(), visit.call().tool(),
                CanonicalJson.hash(visit.arguments()));
    }

    private Optional<String> stopped(Visit visit) {
        return stores.killSwitch().stopped(visit.client().name());
    }

    private void requireNotStopped(Visit visit) {
        stopped(visit).ifPresent(why -> {
            throw RefusedCallException.of("stopped", why + "; nothing was sent");
        });
    }
}
