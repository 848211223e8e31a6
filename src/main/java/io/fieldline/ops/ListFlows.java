package io.fieldline.ops;

import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.flow.FlowLoader;
import io.fieldline.tenant.Tenants;

/** Shows every flow, where it comes from, whether it runs, and for how many tenants. */
public final class ListFlows implements Verb {

    private final FlowLoader flows;
    private final Tenants tenants;

    public ListFlows(FlowLoader flows, Tenants tenants) {
        this.flows = flows;
        this.tenants = tenants;
    }

    @Override
    public String name() {
        return "flows";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        flows.flows().forEach(flow -> rows.addObject().put("flow", flow.id()).put("origin", lower(flow.origin()))
                .put("state", lower(flow.state())).put("description", flow.description())
                .put("tenants", tenants.all().stream().filter(tenant -> tenant.flows().containsKey(flow.id())).count())
                .put("problem", flow.problem().orElse("")));
        ArrayNode refused = result.putArray("refused");
        flows.problems().forEach(problem -> refused.add(problem.message()));
        return result.put("ok", refused.isEmpty());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
