package io.fieldline.ops;

import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** Counts what a tenant's warehouse holds. Arguments: <code>tenant</code>, <code>flow</code> (warehouse-pipeline). */
public final class CountRows implements Verb {

    /** Counts the rows of one stream in a warehouse. */
    @FunctionalInterface
    public interface Warehouse {

        /** @return all rows and those not deleted; zeros where there is no table yet */
        Rows count(Connection connection, String tenant, String stream);

        record Rows(long all, long live) {}
    }

    private final Tenants tenants;
    private final Warehouse warehouse;

    public CountRows(Tenants tenants, Warehouse warehouse) {
        this.tenants = tenants;
        this.warehouse = warehouse;
    }

    @Override
    public String name() {
        return "count-rows";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        String flow = arguments.text("flow").orElse("warehouse-pipeline");
        Tenant tenant = tenants.find(arguments.required("tenant")).filter(found -> found.flows().containsKey(flow))
                .orElseThrow(() -> new MisconfiguredException("count-rows: there is no tenant " + arguments.required("tenant")
                        + " with the flow " + flow));
        var settings = tenant.flows().get(flow).values();
        Connection connection = tenant.connections().get(String.valueOf(settings.get("connection")));
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        for (Object resource : (Iterable<?>) settings.get("resources")) {
            Warehouse.Rows counted = warehouse.count(connection, tenant.name(), resource.toString());
            rows.addObject().put("stream", resource.toString()).put("rows", counted.all()).put("live", counted.live());
        }
        return result.put("ok", true);
    }
}
