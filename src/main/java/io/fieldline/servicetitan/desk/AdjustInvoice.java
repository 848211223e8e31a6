package io.fieldline.servicetitan.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/**
 * Adjusts invoices, applies credit memos to them and posts payments. Which tenants are no longer offered to post payments is
 * known from an attempt on, for a day.
 */
final class AdjustInvoice implements WritingTool {

    private static final String OUTCOME = "outcome";
    private static final Duration ASKED_AGAIN = Duration.ofDays(1);

    private final Desk desk;
    private final Proposals proposals;
    /** When each tenant's ServiceTitan refused a payment as no operation of its own. */
    private final Map<String, Instant> refused = new ConcurrentHashMap<>();

    AdjustInvoice(Desk desk, Proposals proposals) {
        this.desk = desk;
        this.proposals = proposals;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("adjust_invoice", "Adjust or pay an invoice",
                "Creates an adjustment invoice, applies a credit memo, or posts a payment. Where ServiceTitan no longer takes"
                        + " payments, that is said, and the next plan is of a task for the office. Example: {action: \"adjust\","
                        + " invoice: \"50000003\", items: [{item: \"SVC-101\", price: -25}]}.",
                "accounting",
                Shape.input().choice("action", "", "adjust", "apply_credit", "record_payment")
                        .text("invoice", "Number or id").list(PricedLine.ITEMS, PricedLine.shape()).text("summary", "")
                        .text("credit", "Id of a credit memo").with("amount", "number", "")
                        .text("paymentType", "Name or id").text("paidOn", "A date; today when it is not given")
                        .text("checkNumber", "").text("memo", "")
                        .text("assignTo", "Employee who gets the task, if there is one")
                        .text("taskType", "If there are several").text("taskSource", "").required("action", "invoice").node(),
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
                yield withoutPayments(at) ? payment.task() : payment.posted();
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
        if (!proposal.requests().get(0).resource().equals(Payment.RESOURCE)) {
            return told(proposals.carryOut(call, proposal),
                    "A task for the office was made. No payment was posted: ServiceTitan no longer offers that to programs.");
        }
        Optional<Effect> posted = proposals.carryOutIfOffered(call, proposal);
        if (posted.isEmpty()) {
            refused.put(call.tenant(), desk.at(call.tenant()).now());
            throw RefusedCallException.of("outdated", "ServiceTitan does not take this payment, as it no longer offers payments"
                    + " to programs. Nothing was changed. Ask again without token for the plan of a task for the office;"
                    + " assignTo says whose it is.");
        }
        return told(posted.get(), "The payment was posted.");
    }

    private boolean withoutPayments(TenantDesk at) {
        Instant since = refused.get(at.name());
        return since != null && at.now().isBefore(since.plus(ASKED_AGAIN));
    }

    private static Effect told(Effect effect, String outcome) {
        effect.answer().put(OUTCOME, outcome);
        return effect;
    }
}
