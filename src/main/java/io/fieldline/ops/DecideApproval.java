package io.fieldline.ops;

import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Approvals.By;
import io.fieldline.agent.plan.Approvals.Way;
import io.fieldline.agent.plan.Plan;

/**
 * Approves a plan, or rejects it. Arguments: <code>id</code>; <code>as</code>, the person; <code>user</code> of the operating
 * system; <code>reason</code>.
 */
public final class DecideApproval implements Verb {

    private final boolean approves;
    private final ApprovalDesk desk;
    private final Function<Plan, String> told;

    private DecideApproval(boolean approves, ApprovalDesk desk, Function<Plan, String> told) {
        this.approves = approves;
        this.desk = desk;
        this.told = told;
    }

    /** @param told who was told of a plan, in words */
    public static DecideApproval approving(ApprovalDesk desk, Function<Plan, String> told) {
        return new DecideApproval(true, desk, told);
    }

    /** @param told who was told of a plan, in words */
    public static DecideApproval rejecting(ApprovalDesk desk, Function<Plan, String> told) {
        return new DecideApproval(false, desk, told);
    }

    @Override
    public String name() {
        return approves ? "approve" : "reject";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        By by = new By(arguments.required("as"), Way.COMMAND, arguments.required("user"));
        Plan plan = desk.decide(arguments.required("id"), by, approves, arguments.text("reason").orElse(""));
        ObjectNode result = Json.object();
        result.putArray("rows").add(PlanApprovals.row(plan, told));
        return result.put("ok", true);
    }
}
