package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.failure.SyncException;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Sells, changes and cancels memberships, and changes the recurring services that they include. */
final class ChangeMembership implements WritingTool {

    private static final String CHARGED = "charged";

    private final Desk desk;
    private final Proposals proposals;
    private final Customers customers;

    ChangeMembership(Desk desk, Proposals proposals, Customers customers) {
        this.desk = desk;
        this.proposals = proposals;
        this.customers = customers;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("change_membership", "Sell or change a membership",
                "Sells, changes or cancels a membership, or changes a recurring service of one. Service agreements can only be"
                        + " read. Example: {action: \"sell\", customer: \"Alvarez\", type: \"Gold Care\", saleTask: \"GOLD\","
                        + " businessUnit: \"Maintenance\"}.",
                "sales",
                Shape.input().choice("action", "", "sell", "change", "cancel", "change_service").person("customer", "")
                        .text("membership", "Id, if there are several").text("type", "")
                        .with("months", "integer", "").text("billing", "")
                        .text("saleTask", "Price book service").text("businessUnit", "")
                        .person("location", "").choice("recurring", "", "None", "Single", "All")
                        .text("to", "").text("nextBill", "").text("memo", "").text("soldBy", "")
                        .text("service", "Name or id").text("jobType", "").text("campaign", "")
                        .text("priority", "").text("summary", "").with("active", "boolean", "").required("action")
                        .node(),
                Shape.made().numbers(CHARGED).node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        MembershipChanging changing = new MembershipChanging(at, args);
        return switch (args.need("action")) {
            case "sell" -> new MembershipSale(at, args).to(customers.one(at, args.need("customer")));
            case "change" -> changing.change(new MembershipChoice(at, customers).membership(args));
            case "cancel" -> changing.cancel(new MembershipChoice(at, customers).membership(args));
            case "change_service" -> changing.service(new MembershipChoice(at, customers).service(args));
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        Effect effect = proposals.carryOut(call, proposal);
        return call.arguments().path("action").asText().equals("sell")
                ? charged(desk.at(call.tenant()), effect, proposal.cost().money())
                : effect;
    }

    /** The sale was made, whatever comes of looking at its invoice. */
    private static Effect charged(TenantDesk at, Effect effect, BigDecimal expected) {
        List<String> warnings = new ArrayList<>(effect.warnings());
        ObjectNode answer = effect.answer();
        for (JsonNode made : answer.path("made")) {
            if (!made.path("resource").asText().equals(InvoiceRows.RESOURCE)) {
                continue;
            }
            String invoice = "invoice " + made.path("id").asText() + " of the sale";
            try {
                BigDecimal total = at.find(InvoiceRows.RESOURCE, made.path("id").asText())
                        .map(row -> Trees.money(row, "total"))
                        .orElseThrow(() -> RefusedCallException.of("not_found", "it is not there"));
                answer.put(CHARGED, total);
                if (total.compareTo(expected) > 0) {
                    warnings.add("The " + invoice + " is of " + PricedLine.money(total) + ", which is more than the plan said");
                }
            } catch (SyncException | RefusedCallException e) {
                warnings.add("The total of " + invoice + " could not be read: " + e.getMessage());
            }
        }
        return new Effect(effect.changes(), warnings, answer, effect.undo());
    }
}
