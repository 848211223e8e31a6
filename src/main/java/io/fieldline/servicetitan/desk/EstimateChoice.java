package io.fieldline.servicetitan.desk;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** Which estimate is meant, and which of its lines. */
final class EstimateChoice {

    private EstimateChoice() {}

    static ObjectNode estimate(TenantDesk at, Args args) {
        String id = args.need("estimate");
        if (!id.matches("\\d{1,18}")) {
            throw Args.wrong("estimate", "must be an id; show_estimates tells it");
        }
        return at.record(ShowEstimates.RESOURCE, Long.parseLong(id));
    }

    static String status(ObjectNode estimate) {
        return Trees.text(estimate, "status.name");
    }

    /** By id or code. */
    static JsonNode line(ObjectNode estimate, String text) {
        List<JsonNode> fitting = new ArrayList<>();
        estimate.path("items").forEach(line -> {
            if (line.path("id").asText().equals(text) || Trees.text(line, "sku.name").equalsIgnoreCase(text)) {
                fitting.add(line);
            }
        });
        if (fitting.size() == 1) {
            return fitting.get(0);
        }
        boolean none = fitting.isEmpty();
        ObjectNode details = Trees.object();
        ArrayNode candidates = details.putArray("candidates");
        (none ? estimate.path("items") : fitting).forEach(line -> candidates.addObject().put("id", line.path("id").longValue())
                .put("code", Trees.text(line, "sku.name")).put("total", Trees.money(line, "total")));
        throw new RefusedCallException(none ? "not_found" : "ambiguous",
                (none ? "No line" : fitting.size() + " lines") + " of the estimate " + (none ? "is '" : "are '") + text
                        + "'. Ask again with the id of the one that is meant.",
                details);
    }
}
