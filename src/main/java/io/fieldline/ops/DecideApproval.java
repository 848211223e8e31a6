package io.fieldline.ops;

import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Plan;

/**
 * Approves a plan, or rejects it. Arguments: <code>id</code>; <code>as</code>, the person; <code>user</code> of the operating
 * system; <code>reason</code>.
 */
public final class DecideApproval implements Verb {

    private final boolean approves;
    private final ApprovalDesk desk;
    private final Audit audit;

    private DecideApproval(boolean approves, ApprovalDesk desk, Audit audit) {
        this.approves = approves;
        this.desk = desk;
        this.audit = audit;
    }

    public static DecideApproval approving(ApprovalDesk desk, Audit audit) {
        return new DecideApproval(true, desk, audit);
    }

    public static DecideApproval rejecting(ApprovalDesk desk, Audit audit) {
        return new DecideApproval(false, desk, audit);
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
        String person = arguments.required("as");
        String user = arguments.required("user");
        Plan plan = desk.decide(arguments.required("id"), person, user, approves, arguments.text("reason").orElse(""));
        audit.add(approves ? "approved" : "rejected", new Audit.Call(plan.binding().client(), Optional.of(person),
                plan.binding().tenant(), plan.binding().tool()), Json.object().put("plan", plan.id()).put("user", user));
        audit.mark();
        ObjectNode result = Json.object();
        result.putArray("rows").add(PlanApprovals.row(plan));
        return result.put("ok", true);
    }
}
