package io.fieldline.servicetitan.desk;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Draft;
import io.fieldline.servicetitan.desk.record.FromAnswers;
import io.fieldline.servicetitan.desk.record.TakingBack;
import io.fieldline.servicetitan.desk.record.TenantDesk;
import io.fieldline.servicetitan.desk.record.Trees;

/** New estimates, and lines of estimates that are open. No operation deletes an estimate. */
final class EstimateLines {

    private static final String LINES = "sales/estimates/items";
    private static final String SUBTOTAL = "subtotal";
    /** What is sent again with a line as it is: a line that is put may lose what is not sent. */
    private static final List<String> KEPT = List.of("description", "itemGroupName", "itemGroupRootId", "chargeable",
            "budgetCodeId", "unitCost");

    private final TenantDesk at;
    private final Args args;

    EstimateLines(TenantDesk at, Args args) {
        this.at = at;
        this.args = args;
    }

    Proposal create() {
        ObjectNode job = JobChoice.job(at, args.need("job"));
        Optional<EstimateTemplate> template = args.text("template").map(text -> EstimateTemplate.of(at, text));
        List<PricedLine> lines = new ArrayList<>(template.map(EstimateTemplate::lines).orElse(List.of()));
        lines.addAll(lines.isEmpty() ? PricedLine.of(at, args) : PricedLine.given(at, args));
        FieldValues fields = new FieldValues();
        template.ifPresent(one -> fields.put("name", one.name()));
        template.map(EstimateTemplate::summary).filter(text -> !text.isEmpty())
                .ifPresent(text -> fields.put("summary", text));
        fields.given(args, "name", "name").given(args, "summary", "summary").put("jobId", job.path("id"));
        ObjectNode body = fields.body();
        ArrayNode shown = body.arrayNode();
        lines.forEach(line -> {
            body.withArrayProperty(PricedLine.ITEMS).add(line.body());
            shown.add(shown(line));
        });
        BigDecimal sum = PricedLine.sum(lines);
        fields.put("status.name", "Open").put(SUBTOTAL, DecimalNode.valueOf(sum)).put(PricedLine.ITEMS, shown);
        Draft draft = new Draft(at).request(ShowEstimates.RESOURCE, "create", Map.of(), body)
                .makes(ShowEstimates.RESOURCE, FromAnswers.field(1, "id"), fields.map()).standsOn(JobRows.RESOURCE, job)
                .money(sum);
        lines.forEach(line -> draft.sideEffect(line.words()));
        if (template.filter(EstimateTemplate::isGrouped).isPresent()) {
            draft.sideEffect("Which line of the template belongs to which is not carried over.");
        }
        return draft.build("Creates an estimate of " + PricedLine.money(sum) + " before tax on job " + ChangeJob.number(job)
                + ", with " + counted(lines.size()) + ".");
    }

    Proposal add(ObjectNode estimate) {
        open(estimate);
        List<PricedLine> lines = PricedLine.of(at, args);
        if (lines.size() > 1) {
            throw Args.wrong(PricedLine.ITEMS, "must be a single line here");
        }
        PricedLine line = lines.get(0);
        String id = estimate.path("id").asText();
        FieldValues fields = new FieldValues()
                .put(SUBTOTAL, DecimalNode.valueOf(Trees.money(estimate, SUBTOTAL).add(line.total())))
                .put("items." + estimate.path("items").size(), shown(line));
        return new Draft(at).request(LINES, "replace", Map.of("id", id), line.body())
                .changes(ShowEstimates.RESOURCE, id, estimate, fields.map()).money(line.total()).sideEffect(line.words())
                .undo("Deletes the line.", List.of(TakingBack.of(1, LINES, "delete",
                        Map.of("id", FromAnswers.fixed(id), "itemId", FromAnswers.field(1, "id")), null)))
                .build("Adds a line of " + PricedLine.money(line.total()) + " to estimate " + id + ".");
    }

    /** Whether a line is an add-on, or belongs to another one, is not shown, so that nobody could put it back. */
    Proposal change(ObjectNode estimate) {
        open(estimate);
        JsonNode line = EstimateChoice.line(estimate, args.need("line"));
        BigDecimal quantity = number("quantity", Trees.money(line, "qty"));
        BigDecimal price = number("price", Trees.money(line, "unitRate"));
        if (quantity.signum() <= 0) {
            throw Args.wrong("quantity", "must be above zero; remove_line takes a line away");
        }
        if (price.stripTrailingZeros().scale() > 2) {
            throw Args.wrong("price", "must be in whole cents");
        }
        BigDecimal total = PricedLine.cents(quantity.multiply(price));
        BigDecimal more = total.subtract(Trees.money(line, "total"));
        ObjectNode body = Trees.object();
        body.set("id", line.path("id"));
        body.set("skuId", Trees.at(line, "sku.id"));
        KEPT.stream().filter(line::hasNonNull).forEach(field -> body.set(field, line.get(field)));
        body.put("quantity", quantity).put("unitPrice", price);
        String id = estimate.path("id").asText();
        String place = "items.#" + line.path("id").asText() + ".";
        FieldValues fields = new FieldValues().put(place + "qty", DecimalNode.valueOf(quantity))
                .put(place + "unitRate", DecimalNode.valueOf(price)).put(place + "total", DecimalNode.valueOf(total))
                .put(SUBTOTAL, DecimalNode.valueOf(Trees.money(estimate, SUBTOTAL).add(more)));
        return new Draft(at).request(LINES, "replace", Map.of("id", id), body)
                .changes(ShowEstimates.RESOURCE, id, estimate, fields.map()).money(more)
                .sideEffect(
                        "Whether the line is an add-on or belongs to another line is not shown by ServiceTitan and may be lost.")
                .build("Changes a line of estimate " + id + " to " + quantity.toPlainString() + " at " + PricedLine.money(price)
                        + ".");
    }

    /** Put back, it would be another line. */
    Proposal remove(ObjectNode estimate) {
        open(estimate);
        JsonNode line = EstimateChoice.line(estimate, args.need("line"));
        BigDecimal total = Trees.money(line, "total");
        String id = estimate.path("id").asText();
        FieldValues fields = new FieldValues().put("items.#" + line.path("id").asText() + ".id", NullNode.getInstance())
                .put(SUBTOTAL, DecimalNode.valueOf(Trees.money(estimate, SUBTOTAL).subtract(total)));
        return new Draft(at)
                .request(LINES, "delete", Map.of("id", id, "itemId", line.path("id").asText()), null)
                .changes(ShowEstimates.RESOURCE, id, estimate, fields.map()).money(total)
                .build("Takes a line of " + PricedLine.money(total) + " off estimate " + id + ".");
    }

    private static void open(ObjectNode estimate) {
        if (!EstimateChoice.status(estimate).equals("Open")) {
            throw RefusedCallException.of("not_possible", "The estimate is " + EstimateChoice.status(estimate)
                    + "; only lines of an open one are changed.");
        }
    }

    private BigDecimal number(String name, BigDecimal otherwise) {
        return args.node(name).isNumber() ? args.node(name).decimalValue() : otherwise;
    }

    /** As an estimate shows the line. */
    private static ObjectNode shown(PricedLine line) {
        ObjectNode shown = Trees.object();
        shown.putObject("sku").put("id", line.item().id());
        return shown.put("qty", line.quantity()).put("unitRate", line.price());
    }

    private static String counted(int lines) {
        return lines == 1 ? "one line" : lines + " lines";
    }
}
