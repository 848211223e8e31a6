package io.fieldline.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.fieldline.ops.Check;
import io.fieldline.ops.CountRows;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenants;
import io.fieldline.warehouse.Kpis;
import io.fieldline.warehouse.SharedDatabase;
import io.fieldline.warehouse.Warehouse;
import io.fieldline.warehouse.WarehouseStep;
import io.fieldline.warehouse.Warehouses;

/** The warehouses that tenants have, and what a process does with them. */
final class WarehouseParts implements AutoCloseable {

    private static final String SHIPPED = "warehouse-pipeline";

    private final Warehouses warehouses;
    private final Tenants tenants;

    WarehouseParts(FieldlineHome home, StateStore store, Tenants tenants) {
        this.warehouses = new Warehouses(Path.of(""), shared(home, store));
        this.tenants = tenants;
    }

    /** Rows of a warehouse in the state store's own PostgreSQL are committed together with the checkpoint. */
    private static SharedDatabase shared(FieldlineHome home, StateStore store) {
        return home.state().kind() != StateStoreSettings.Kind.POSTGRESQL
                ? null
                : new SharedDatabase(home.state().url(), home.state().schema(), store.unitOfWork().joined(),
                        store.unitOfWork());
    }

    /** The warehouse that a stream's records go to, if they go to one. */
    Optional<Warehouse> of(StreamKey key) {
        return tenants.find(key.tenant())
                .flatMap(tenant -> Optional.ofNullable(tenant.flows().get(key.flow()))
                        .map(flow -> tenant.connections().get(String.valueOf(flow.values().get("connection")))))
                .filter(connection -> Warehouses.connectionTypes().containsKey(connection.type())).map(warehouses::warehouse);
    }

    /** The figures of the warehouse that a flow of the tenant fills; the shipped flow's where several do. */
    Optional<Kpis> kpis(String tenant) {
        return tenants.find(tenant).stream().flatMap(known -> known.flows().keySet().stream())
                .sorted(Comparator.comparing((String flow) -> !flow.equals(SHIPPED)).thenComparing(flow -> flow))
                .flatMap(flow -> of(new StreamKey(tenant, flow, "")).stream()).findFirst().map(Warehouse::kpis);
    }

    CountRows.Warehouse.Rows count(Connection connection, String tenant, String stream) {
        Warehouse warehouse = warehouses.warehouse(connection);
        return new CountRows.Warehouse.Rows(warehouse.countRows(tenant, stream), warehouse.countLiveRows(tenant, stream));
    }

    WarehouseStep step(StateStore store, Clock clock) {
        return new WarehouseStep(warehouses, tenants, store.checkpoints(), store.unitOfWork(), clock);
    }

    WarehousePlace place() {
        return new WarehousePlace(warehouses);
    }

    Map<String, Check.ConnectionProbe> probes() {
        Map<String, Check.ConnectionProbe> probes = new TreeMap<>();
        Warehouses.connectionTypes().keySet().forEach(type -> probes.put(type, (tenant, connection, fix) -> {
            warehouses.warehouse(connection).check();
            return Optional.empty();
        }));
        return probes;
    }

    @Override
    public void close() {
        warehouses.close();
    }
}
