package io.fieldline.servicetitan.desk;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Sells, changes and cancels memberships, and changes the recurring services that they include. */
final class ChangeMembership implements WritingTool {

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
                        + " read. Example: {action: \"sell\", customer: \"Alvarez\", type: \"Gold Care\", months: 12, saleTask:"
                        + " \"GOLD\", businessUnit: \"Maintenance\"}.",
                "sales",
                Shape.input().choice("action", "", "sell", "change", "cancel", "change_service")
                        .person("customer", "Name, phone, e-mail or id")
                        .text("membership", "Id; needed where the customer has several").text("type", "Membership type")
                        .with("months", "integer", "Duration; needed where the type has several")
                        .choice("billing", "", "OneTime", "Monthly", "EveryOtherMonth", "Quarterly", "BiAnnual", "Annual")
                        .text("saleTask", "The service that sells it, by name, code or id").text("businessUnit", "")
                        .person("location", "None for all").choice("recurring",
                                "At how many locations its services recur; Single: at location", "None", "Single", "All")
                        .text("from", "A date").text("to", "A date").text("nextBill", "A date").text("memo", "")
                        .text("soldBy", "A technician").text("service", "Recurring service, by name or id")
                        .text("jobType", "").text("campaign", "").choice("priority", "", "Low", "Normal", "High", "Urgent")
                        .text("summary", "Of the service's jobs").with("active", "boolean", "").required("action").node(),
                Shape.made().node(), Hints.destroying());
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
        return proposals.carryOut(call, proposal);
    }
}
