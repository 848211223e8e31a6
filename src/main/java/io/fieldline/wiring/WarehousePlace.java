package io.fieldline.wiring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fieldline.ops.Forget;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.warehouse.ErasedRows;
import io.fieldline.warehouse.Warehouses;

/** The tenant's warehouses, as a place that may hold something about a customer. */
record WarehousePlace(Warehouses warehouses) implements Forget.Place {

    @Override
    public void follow(Tenant tenant, CustomerTrail trail) {
        connections(tenant)
                .forEach(connection -> warehouses.warehouse(connection).followCustomer(tenant.name(), trail));
    }

    @Override
    public Forget.Erasure erase(Tenant tenant, CustomerTrail trail) {
        Map<String, Long> deleted = new LinkedHashMap<>();
        List<String> remains = new ArrayList<>();
        connections(tenant).forEach(connection -> {
            ErasedRows rows = warehouses.warehouse(connection).eraseCustomer(tenant.name(), trail);
            String at = connection.name() + ".";
            rows.deleted().forEach((table, count) -> deleted.put(at + table, count));
            rows.shared().forEach((table, count) -> remains.add(at + table + ": " + count
                    + " rows name a job, location or other record of the customer and are another customer's"));
            rows.unattributed().forEach((table, count) -> remains.add(at + table + ": " + count
                    + " rows of people of whom ServiceTitan does not say whose they are; look for the name there"));
        });
        return new Forget.Erasure(deleted, remains);
    }

    private static Stream<Connection> connections(Tenant tenant) {
        return tenant.connections().values().stream()
                .filter(connection -> Warehouses.connectionTypes().containsKey(connection.type()));
    }
}
