package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.Map;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.NameKind;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** What becomes of an estimate. */
final class EstimateSelling {

    private static final String STATUS = "status.name";
    private static final String SOLD_BY = "soldBy";

    private final TenantDesk at;
    private final ObjectNode estimate;
    private final String id;
    private final String status;

    EstimateSelling(TenantDesk at, ObjectNode estimate) {
        this.at = at;
        this.estimate = estimate;
        this.id = estimate.path("id").asText();
        this.status = EstimateChoice.status(estimate);
    }

    Proposal sell(Args args) {
        require("Open", "sold");
        ObjectNode technician = at.names().one(NameKind.TECHNICIAN, args.need(SOLD_BY));
        if (!technician.path("isManagedTech").asBoolean(true)) {
            throw RefusedCallException.of("not_possible",
                    "Only a managed technician can have sold an estimate, and this technician is none.");
        }
        FieldValues body = new FieldValues().put(SOLD_BY, technician.path("id"));
        return new Draft(at).request(ShowEstimates.RESOURCE, "sell", Map.of("id", id), body.body())
                .changes(ShowEstimates.RESOURCE, id, estimate,
                        new FieldValues().put(STATUS, "Sold").put(SOLD_BY, technician.path("id")).map())
                .money(amount()).sideEffect("ServiceTitan marks the work to be performed later.")
                .undo("Unsells the estimate, as long as it is not signed and not booked to a job.",
                        new PlannedRequest(ShowEstimates.RESOURCE, "unsell", Map.of("id", id), Map.of(), null))
                .build("Sells estimate " + id + " of " + PricedLine.money(amount()) + ".");
    }

    /** Sold again, it would be sold on another day. */
    Proposal unsell() {
        require("Sold", "unsold");
        return new Draft(at).request(ShowEstimates.RESOURCE, "unsell", Map.of("id", id), null)
                .changes(ShowEstimates.RESOURCE, id, estimate,
                        new FieldValues().put(STATUS, "Open").put(SOLD_BY, NullNode.getInstance())
                                .put("soldOn", NullNode.getInstance()).map())
                .money(amount()).sideEffect("Sold again, it is sold on the day on which that happens.")
                .build("Takes back that estimate " + id + " of " + PricedLine.money(amount()) + " was sold.");
    }

    /** No operation opens it again without putting all of it anew. */
    Proposal dismiss() {
        require("Open", "dismissed");
        return new Draft(at).request(ShowEstimates.RESOURCE, "dismiss", Map.of("id", id), null)
                .changes(ShowEstimates.RESOURCE, id, estimate, new FieldValues().put(STATUS, "Dismissed").map())
                .build("Dismisses estimate " + id + " of " + PricedLine.money(amount()) + ".");
    }

    private void require(String needed, String change) {
        if (!status.equals(needed)) {
            throw RefusedCallException.of("not_possible",
                    "Estimate " + id + " is " + status + " and cannot be " + change + ".");
        }
    }

    private BigDecimal amount() {
        return Trees.money(estimate, "subtotal").add(Trees.money(estimate, "tax"));
    }
}
