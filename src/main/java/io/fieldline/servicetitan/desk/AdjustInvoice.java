package io.fieldline.servicetitan.desk;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/**
 * Adjusts invoices, applies credit memos to them and posts payments. Which tenants are no longer offered to post payments is
 * known from the first attempt on, until the process ends.
 */
final class AdjustInvoice implements WritingTool {

    private static final String OUTCOME = "outcome";

    private final Desk desk;
    private final Proposals proposals;
    private final Set<String> withoutPayments = ConcurrentHashMap.newKeySet();

    AdjustInvoice(Desk desk, Proposals proposals) {
        this.desk = desk;
        this.proposals = proposals;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("adjust_invoice", "Adjust or pay an invoice",
                "Creates an adjustment invoice, applies a credit memo, or posts a payment; where ServiceTitan no longer takes"
                        + " payments, a task for the office is made instead and the answer says so. Example: {action: \"adjust\","
                        + " invoice: \"50000003\", items: [{item: \"SVC-101\", price: -25}]}.",
                "accounting",
                Shape.input().choice("action", "", "adjust", "apply_credit", "record_payment")
                        .text("invoice", "Number or id").list(PricedLine.ITEMS, PricedLine.shape()).text("summary", "")
                        .text("credit", "Id of a credit memo").with("amount", "number", "")
                        .text("paymentType", "Name or id").text("paidOn", "A date; today when it is not given")
                        .text("checkNumber", "").text("memo", "").text("assignTo", "An employee, for the task")
                        .text("taskType", "").text("taskSource", "").required("action", "invoice").node(),
                Shape.made().plain(OUTCOME).node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        String action = args.need("action");
        ObjectNode invoice = InvoiceChoice.invoice(at, args.need("invoice"));
        return switch (action) {
            case "adjust" -> new Adjustment(at, args, invoice).invoice();
            case "apply_credit" -> new Adjustment(at, args, invoice).credit();
            case "record_payment" -> {
                Payment payment = new Payment(at, args, invoice);
                Proposal task = payment.task();
                yield withoutPayments.contains(call.tenant()) ? task : payment.posted(task);
            }
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        String action = call.arguments().path("action").asText();
        if (!action.equals("record_payment")) {
            return proposals.carryOut(call, proposal);
        }
        boolean posts = proposal.requests().get(0).resource().equals(Payment.RESOURCE);
        Optional<Effect> posted = posts ? proposals.carryOutIfOffered(call, proposal) : Optional.empty();
        if (posted.isPresent()) {
            return told(posted.get(), "The payment was posted.");
        }
        withoutPayments.add(call.tenant());
        return told(proposals.carryOut(call, posts ? propose(call) : proposal),
                "A task for the office was made. No payment was posted: ServiceTitan no longer offers that to programs.");
    }

    private static Effect told(Effect effect, String outcome) {
        effect.answer().put(OUTCOME, outcome);
        return effect;
    }
}
