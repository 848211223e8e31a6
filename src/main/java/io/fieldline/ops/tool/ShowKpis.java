package io.fieldline.ops.tool;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Hints;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;
import io.fieldline.warehouse.Kpi;
import io.fieldline.warehouse.KpiFigure;
import io.fieldline.warehouse.KpiQuestion;
import io.fieldline.warehouse.KpiQuestion.By;
import io.fieldline.warehouse.Kpis;
import io.fieldline.warehouse.Kpis.Filled;

/** Answers questions about figures from the tenant's warehouse, and says by which date and up to when. */
public final class ShowKpis implements ReadingTool {

    private static final int MOST = 120;

    private final Tenants tenants;
    private final Function<String, Optional<Kpis>> warehouses;
    private final InstantSource clock;

    /** @param warehouses by tenant; empty where none of its flows fills one */
    public ShowKpis(Tenants tenants, Function<String, Optional<Kpis>> warehouses, InstantSource clock) {
        this.tenants = tenants;
        this.warehouses = warehouses;
        this.clock = clock;
    }

    @Override
    public ToolDescription description() {
        return new ToolDescription("show_kpis", "Show figures of the business",
                "Answers revenue, average_ticket or close_rate of a period, cut by day, week or month, by technician or"
                        + " business unit, from Fieldline's warehouse. The answer says what is counted, by which date, and up to"
                        + " when the data goes. Without from and to: this month. Example: {measure: \"revenue\", from:"
                        + " \"2026-01-01\", to: \"2026-03-31\", per: \"month\"}.",
                "reporting", OwnTools.schema("""
                        {"type": "object", "properties": {"tenant": {"type": "string"},
                          "measure": {"type": "string", "enum": ["revenue", "average_ticket", "close_rate"]},
                          "from": {"type": "string"}, "to": {"type": "string", "description": "The last day"},
                          "per": {"type": "string", "enum": ["day", "week", "month"]},
                          "by": {"type": "string", "enum": ["technician", "business_unit"]}},
                         "required": ["tenant", "measure"]}"""), OwnTools.schema("""
                        {"type": "object", "properties": {"value": {"type": "number"}, "count": {"type": "integer"},
                          "items": {"type": "array", "items": {"type": "object", "properties": {
                            "from": {"type": "string"}, "to": {"type": "string"}, "of": {"type": "string"},
                            "id": {"type": "string"}, "value": {"type": "number"}, "count": {"type": "integer"}}}},
                          "counted": {"type": "string"}, "dateBasis": {"type": "string"}, "groupBasis": {"type": "string"},
                          "tables": {"type": "array", "items": {"type": "string"}}, "dataUntil": {"type": "string"},
                          "notes": {"type": "array", "items": {"type": "string"}}, "leftOut": {"type": "string"}}}"""),
                new Hints(true, false, true, false));
    }

    @Override
    public ObjectNode read(ToolCall call) {
        Tenant tenant = tenants.find(call.tenant())
                .orElseThrow(() -> RefusedCallException.of("not_found", "There is no tenant of that name."));
        Kpi kpi = Kpi.valueOf(call.arguments().path("measure").asText().toUpperCase(Locale.ROOT));
        By by = call.arguments().hasNonNull("by")
                ? By.valueOf(call.arguments().path("by").asText().toUpperCase(Locale.ROOT))
                : By.NOTHING;
        KpiSpans spans = new KpiSpans(call.arguments(), LocalDate.ofInstant(clock.instant(), tenant.timeZone()));
        boolean cut = by != By.NOTHING || call.arguments().hasNonNull("per");
        KpiQuestion whole = new KpiQuestion(tenant.name(), kpi, By.NOTHING, tenant.timeZone(), List.of(spans.whole()));
        KpiQuestion parts = new KpiQuestion(tenant.name(), kpi, by, tenant.timeZone(), spans.parts());
        Kpis kpis = warehouses.apply(tenant.name()).orElseThrow(() -> RefusedCallException.of("not_possible",
                "This tenant has no warehouse: none of its flows has a connection to one, so there is nothing to count."
                        + " run_report may answer it."));
        List<Filled> filled = parts.streams().stream().map(stream -> required(kpis, tenant.name(), stream)).toList();

        ObjectNode answer = OwnTools.object();
        KpiFigure sum = kpis.figures(whole).get(0);
        sum.value(kpi).ifPresent(value -> answer.put("value", value));
        answer.put("count", sum.count());
        if (cut) {
            rows(answer, kpi, kpis.figures(parts),
                    by == By.NOTHING ? Map.of() : kpis.names(tenant.name(), parts.namesFrom()), by);
        }
        return said(answer, parts, filled, tenant);
    }

    private static Filled required(Kpis kpis, String tenant, String stream) {
        Filled filled = kpis.filled(tenant, stream);
        if (!filled.there()) {
            throw RefusedCallException.of("not_possible", "The warehouse has no table " + filled.table()
                    + ": it was never filled with " + stream
                    + ". Where that is not among the resources of the tenant's flow, add"
                    + " it there; then backfill.");
        }
        if (filled.lastOutcome().isEmpty()) {
            throw RefusedCallException.of("not_possible",
                    "The warehouse was never filled with " + stream
                            + " of this tenant, so its figures would be 0 for no reason.");
        }
        return filled;
    }

    private static void rows(ObjectNode answer, Kpi kpi, List<KpiFigure> figures, Map<String, String> names, By by) {
        ArrayNode items = answer.putArray("items");
        figures.stream().sorted(Comparator.comparing((KpiFigure figure) -> figure.span().from())
                .thenComparing(figure -> figure.sum(), Comparator.reverseOrder())).limit(MOST).forEach(figure -> {
                    ObjectNode row = items.addObject().put("from", figure.span().from().toString()).put("to",
                            figure.span().to().toString());
                    if (by != By.NOTHING) {
                        row.put("of", figure.group().isEmpty()
                                ? "nobody"
                                : names.getOrDefault(figure.group(), "id " + figure.group()));
                        row.put("id", figure.group());
                    }
                    figure.value(kpi).ifPresent(value -> row.put("value", value));
                    row.put("count", figure.count());
                });
        if (figures.size() > MOST) {
            answer.put("leftOut", figures.size() - MOST + " more rows; ask for less time, or longer periods");
        }
    }

    private static ObjectNode said(ObjectNode answer, KpiQuestion question, List<Filled> filled, Tenant tenant) {
        answer.put("counted", question.kpi().definition()).put("dateBasis", question.kpi().dateBasis());
        if (!question.groupBasis().isEmpty()) {
            answer.put("groupBasis", question.groupBasis());
        }
        filled.forEach(one -> answer.withArrayProperty("tables").add(one.table()));
        List<String> notes = new ArrayList<>();
        filled.forEach(one -> note(one).ifPresent(notes::add));
        // What was read last of all tables, because the oldest of them bounds the answer.
        if (filled.stream().allMatch(one -> one.until().isPresent())) {
            filled.stream().map(one -> one.until().get()).min(Comparator.naturalOrder())
                    .ifPresent(until -> answer.put("dataUntil", FollowUpTools.MINUTES.format(until.atZone(tenant.timeZone()))));
        }
        notes.forEach(note -> answer.withArrayProperty("notes").add(note));
        return answer;
    }

    private static Optional<String> note(Filled filled) {
        if (filled.until().isEmpty()) {
            return Optional.of(filled.table() + ": no run was complete yet, so rows may be missing; the last one ended "
                    + filled.lastOutcome() + ".");
        }
        return filled.lastOutcome().equals("COMPLETE")
                ? Optional.empty()
                : Optional.of(filled.table() + ": the last run ended " + filled.lastOutcome()
                        + ", so what changed since may be missing.");
    }
}
