package io.fieldline.warehouse;

import java.time.InstantSource;

import org.apache.camel.Exchange;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.UnitOfWork;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The step that loads a page into the tenant's warehouse; where rows and state share a database, with its position. */
public final class WarehouseStep {

    /** The name under which routes refer to it. */
    public static final String NAME = "warehouse";

    private final Warehouses warehouses;
    private final Tenants tenants;
    private final CheckpointStore checkpoints;
    private final UnitOfWork together;
    private final InstantSource clock;

    public WarehouseStep(Warehouses warehouses, Tenants tenants, CheckpointStore checkpoints, UnitOfWork together,
            InstantSource clock) {
        this.warehouses = warehouses;
        this.tenants = tenants;
        this.checkpoints = checkpoints;
        this.together = together;
        this.clock = clock;
    }

    public void write(Exchange exchange) {
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        RecordPage page = exchange.getMessage().getBody(RecordPage.class);
        if (key == null || page == null) {
            throw new MisconfiguredException(
                    "The step warehouse takes pages: set unit: page on the servicetitan endpoint of the route "
                            + exchange.getFromRouteId());
        }
        Warehouse warehouse = warehouses.warehouse(connection(key));
        StreamKey checkpoint = exchange.getProperty(DeliveryProperties.CHECKPOINT, StreamKey.class);
        LoadResult result = warehouse.joinsUnitOfWork() && checkpoint != null ? together.execute(() -> {
            LoadResult loaded = warehouse.load(key.tenant(), page, clock.instant());
            checkpoints.save(checkpoint, exchange.getProperty(DeliveryProperties.POSITION, String.class));
            return loaded;
        }) : warehouse.load(key.tenant(), page, clock.instant());
        exchange.setVariable(DeliveryProperties.COUNTS, new Counts(page.records().size(), result.written(), result.skipped(), 0,
                result.rejected()));
    }

    private Connection connection(StreamKey key) {
        Tenant tenant = tenants.find(key.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + key.tenant() + " any more"));
        Object name = tenant.flows().get(key.flow()).values().get("connection");
        Connection connection = name == null ? null : tenant.connections().get(name.toString());
        if (connection == null) {
            throw new MisconfiguredException("Tenant " + key.tenant() + ": the flow " + key.flow()
                    + " names no connection to a warehouse");
        }
        return connection;
    }
}
