package io.fieldline.ops;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.Lanes;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.TenantDirectory;

/** Shows every tenant, what it switched on and how each of its flows stands, and the documents that are refused. */
public final class ListTenants implements Verb {

    private final TenantDirectory tenants;
    private final Lanes lanes;

    public ListTenants(TenantDirectory tenants, Lanes lanes) {
        this.tenants = tenants;
        this.lanes = lanes;
    }

    @Override
    public String name() {
        return "tenants";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        tenants.all().stream().sorted(Comparator.comparing(Tenant::name)).forEach(tenant -> tenant.flows().values().stream()
                .sorted(Comparator.comparing(flow -> flow.flow())).forEach(flow -> {
                    ObjectNode row = rows.addObject().put("tenant", tenant.name()).put("displayName", tenant.displayName())
                            .put("environment", tenant.serviceTitan().environment().name().toLowerCase(java.util.Locale.ROOT))
                            .put("flow", flow.flow()).put("every", asWritten(flow.every()));
                    LaneStatus status = lanes.statuses().stream()
                            .filter(lane -> lane.tenant().equals(tenant.name()) && lane.flow().equals(flow.flow())).findFirst()
                            .orElse(null);
                    row.put("state", status == null ? "not running here" : status.state().name());
                    row.put("message", status == null ? "" : status.message());
                }));
        ArrayNode refused = result.putArray("refused");
        tenants.problems().values().forEach(problems -> problems.forEach(problem -> refused.add(problem.message())));
        return result.put("ok", refused.isEmpty());
    }

    /** As a tenant document writes it: 15m, and not PT15M. */
    private static String asWritten(Duration every) {
        return every.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
