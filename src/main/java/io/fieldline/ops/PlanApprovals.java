package io.fieldline.ops;

import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Plan;

/** Shows plans of agents that wait for a person. Arguments: <code>id</code> for one with all of it; else <code>limit</code> (50). */
public final class PlanApprovals implements Verb {

    private final ApprovalDesk desk;
    private final Function<Plan, String> told;

    /** @param told who was told of a plan, in words */
    public PlanApprovals(ApprovalDesk desk, Function<Plan, String> told) {
        this.desk = desk;
        this.told = told;
    }

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        if (arguments.text("id").isPresent()) {
            Plan plan = desk.find(arguments.required("id"));
            ObjectNode row = row(plan, told);
            row.set("plan", plan.forApprover());
            row.set("decisions", plan.approvals().json().get("decisions"));
            rows.add(row);
            return result.put("ok", true);
        }
        desk.waiting(arguments.number("limit", 50)).stream().map(plan -> row(plan, told)).forEach(rows::add);
        return result.put("ok", true);
    }

    static ObjectNode row(Plan plan, Function<Plan, String> told) {
        return Json.object().put("id", plan.id()).put("client", plan.binding().client()).put("tenant", plan.binding().tenant())
                .put("tool", plan.binding().tool()).put("summary", plan.forApprover().path("summary").asText())
                .put("by", plan.approvals().who()).put("told", told.apply(plan)).put("state", state(plan))
                .put("since", Json.second(plan.createdAt()))
                .put("expires", Json.second(plan.expiresAt()));
    }

    private static String state(Plan plan) {
        return switch (plan.state()) {
            case OPEN -> plan.approvals().standing().name().toLowerCase(Locale.ROOT);
            case USED -> "carried out";
            case REPLACED -> "replaced";
        };
    }
}
