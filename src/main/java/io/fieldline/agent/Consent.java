package io.fieldline.agent;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.plan.Plan;
import io.fieldline.agent.plan.PlanText;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.MisconfiguredException;

/** Whether the persons who have to have approved a plan, and the question to the one who sits at the client. */
final class Consent {

    private static final int MOST_LINES = 20;

    private final ApprovalDesk desk;

    Consent(ApprovalDesk desk) {
        this.desk = desk;
    }

    /** @return of each group one has to; none when nobody has to */
    static List<Approvals.Group> needed(Visit visit, String ruledAs, Proposal proposal) {
        return visit.client().approvers(ruledAs, proposal)
                .orElseThrow(() -> RefusedCallException.of("not_allowed",
                        "Nothing would take this back, so a person has to approve it, and your policy names nobody who may"));
    }

    static void requireNotRejected(Approvals approvals) {
        approvals.decisions().stream().filter(one -> !one.approved()).findFirst().ifPresent(one -> {
            throw RefusedCallException.of("needs_approval", one.by().person() + " rejected this plan"
                    + (one.reason().isEmpty() ? "" : ": " + one.reason()));
        });
    }

    /** Whether the answer of the person at the client is wanted, and would count. */
    static boolean isAskedFor(Visit visit, Plan plan) {
        return visit.client().person().map(person -> plan.approvals().waitsFor(atClient(person))).orElse(false);
    }

    private static By atClient(String person) {
        return new By(person, Way.CLIENT, "");
    }

    /**
     * Asks the person at the client, and notes what they decided.
     *
     * @throws RefusedCallException when they did not approve
     */
    void ask(Visit visit, Plan plan) {
        String person = visit.client().person().orElseThrow();
        visit.attention().progress().accept("asking " + person);
        Door.Reply reply = visit.attention().person().ask(question(person, plan));
        switch (reply.kind()) {
            case APPROVED -> decide(plan, person, true, reply.reason());
            case REJECTED -> {
                decide(plan, person, false, reply.reason());
                requireNotRejected(desk.find(plan.id()).approvals());
                throw waits(plan, person + " rejected it at the client while somebody else decided about it");
            }
            case DECLINED -> throw waits(plan, person + " declined to answer at the client");
            case CANCELLED -> throw waits(plan, "The question at the client was closed without an answer");
            case UNANSWERED -> throw waits(plan, "Nobody answered the question at the client in time");
            case BUSY -> throw waits(plan, "Another question is open at the client; let it be answered first");
            default -> throw waits(plan, person + " could approve it at the client, which cannot ask: it does not offer"
                    + " elicitation by form, or gave no answer to it");
        }
    }

    /** Somebody may have decided by another way meanwhile; what counts is looked at again after it. */
    private void decide(Plan plan, String person, boolean approved, String reason) {
        try {
            desk.decide(plan.id(), atClient(person), approved, reason);
        } catch (MisconfiguredException settled) {
            if (desk.settled(desk.find(plan.id())).isEmpty()) {
                throw waits(plan, settled.getMessage());
            }
        }
    }

    static ShownRefusalException waits(Plan plan) {
        return waits(plan, "");
    }

    /** Nothing in it is personal, and the number of a plan can look like that of a phone. */
    private static ShownRefusalException waits(Plan plan, String why) {
        String who = plan.approvals().who();
        return new ShownRefusalException(new RefusedCallException("needs_approval", (why.isEmpty() ? "" : why + ". ")
                + "This waits for the approval of " + who + ", by the link they are sent, where one is, or by ./fieldline"
                + " approvals approve " + plan.id() + " --as NAME; call again with the same token when it is there",
                JsonNodeFactory.instance.objectNode().put("plan", plan.id()).put("expires", plan.expiresAt().toString())));
    }

    private static String question(String person, Plan plan) {
        List<String> lines = new ArrayList<>();
        lines.add(person + ", may this be done in " + plan.binding().tenant() + " by " + plan.binding().tool() + "?");
        lines.add(PlanText.summary(plan.shown()));
        List<String> details = new ArrayList<>(PlanText.changes(plan.shown()));
        // Also beside the changes: what is sent may say more than the record shows.
        PlanText.requests(plan.shown()).forEach(request -> details.add("Sends " + request));
        PlanText.sideEffects(plan.shown()).forEach(effect -> details.add("Also: " + effect));
        details.stream().limit(MOST_LINES).forEach(lines::add);
        if (details.size() > MOST_LINES) {
            lines.add("and " + (details.size() - MOST_LINES) + " more: ./fieldline approvals show " + plan.id());
        }
        if (!plan.forApprover().equals(plan.shown())) {
            lines.add("Some of it is masked or hidden here; ./fieldline approvals show " + plan.id() + " shows all of it");
        }
        lines.add("Takes " + PlanText.cost(plan.shown()));
        lines.add("Undo: " + PlanText.undo(plan.shown()));
        return String.join("\n", lines);
    }
}
