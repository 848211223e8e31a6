package io.fieldline.ops;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Erases a person from everything that Fieldline keeps and says what it cannot reach. Arguments: <code>tenant</code>,
 * <code>customer</code>.
 */
public final class Forget implements Verb {

    /** One place that may hold something about a customer. */
    @FunctionalInterface
    public interface Place {

        /** @return table to rows removed; throws when the place cannot be reached, and then nothing is reported as erased */
        Map<String, Long> erase(Tenant tenant, long customerId);
    }

    private final Tenants tenants;
    private final List<Place> places;

    public Forget(Tenants tenants, List<Place> places) {
        this.tenants = tenants;
        this.places = List.copyOf(places);
    }

    @Override
    public String name() {
        return "forget";
    }

    @Override
    public boolean looksOnly() {
        return false;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        Tenant tenant = tenants.find(arguments.required("tenant")).orElseThrow(
                () -> new MisconfiguredException("forget: there is no tenant " + arguments.required("tenant")));
        long customerId = arguments.id("customer");
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        for (Place place : places) {
            place.erase(tenant, customerId)
                    .forEach((table, count) -> rows.addObject().put("table", table).put("rows", count));
        }
        ArrayNode remains = result.putArray("remains");
        remains.add("ServiceTitan itself still holds customer " + customerId
                + "; a later change there brings the customer back into the warehouse unless it is anonymised there first");
        tenant.connections().values().stream().filter(connection -> connection.type().equals("slack"))
                .forEach(connection -> remains.add("Slack messages sent through the connection " + connection.name()
                        + " may name the customer; delete them in Slack"));
        remains.add("backups and copies of the data folder and of the warehouse made outside Fieldline");
        return result.put("ok", true);
    }
}
