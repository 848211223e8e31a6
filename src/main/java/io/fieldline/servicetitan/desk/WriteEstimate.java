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

/** Makes estimates from the price book, changes their lines, and sells or dismisses them. */
final class WriteEstimate implements WritingTool {

    private final Desk desk;
    private final Proposals proposals;

    WriteEstimate(Desk desk, Proposals proposals) {
        this.desk = desk;
        this.proposals = proposals;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("write_estimate", "Create, change or sell an estimate",
                "Creates an estimate on a job from the price book or a template, changes the lines of an open one, sells, unsells or dismisses"
                        + " it. Example: {action: \"create\", job: \"50000181\", items: [{item: \"Ball"
                        + " Valve\", quantity: 2}]}. Lines: show_estimates.",
                "sales",
                Shape.input().choice("action", "", "create", "add_line", "change_line", "remove_line", "sell", "unsell",
                        "dismiss").text("job", "Number or id").text("estimate", "Id").text("name", "").text("summary", "")
                        .text("template", "Name or id; items are added to its lines").list(PricedLine.ITEMS, PricedLine.shape())
                        .text("line", "Id or code")
                        .numbers("quantity", "price").text("soldBy", "").required("action").node(),
                Shape.made().node(), Hints.destroying());
    }

    @Override
    public Proposal propose(ToolCall call) {
        TenantDesk at = desk.at(call.tenant());
        Args args = new Args(call, at);
        EstimateLines lines = new EstimateLines(at, args);
        return switch (args.need("action")) {
            case "create" -> lines.create();
            case "add_line" -> lines.add(EstimateChoice.estimate(at, args));
            case "change_line" -> lines.change(EstimateChoice.estimate(at, args));
            case "remove_line" -> lines.remove(EstimateChoice.estimate(at, args));
            case "sell" -> new EstimateSelling(at, EstimateChoice.estimate(at, args)).sell(args);
            case "unsell" -> new EstimateSelling(at, EstimateChoice.estimate(at, args)).unsell();
            case "dismiss" -> new EstimateSelling(at, EstimateChoice.estimate(at, args)).dismiss();
            default -> throw Args.wrong("action", "is none that this tool knows");
        };
    }

    @Override
    public Effect carryOut(ToolCall call, Proposal proposal) {
        return proposals.carryOut(call, proposal);
    }
}
