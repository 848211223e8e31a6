package io.fieldline.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.CustomerTrail;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Erases a person from everything that Fieldline keeps and says what it cannot reach. Arguments: <code>tenant</code>,
 * <code>customer</code>.
 */
public final class Forget implements Verb {

    /** One place that may hold something about a customer. */
    public interface Place {

        /** Adds to the trail what this place knows of the customer's records. */
        void follow(Tenant tenant, CustomerTrail trail);

        Erasure erase(Tenant tenant, CustomerTrail trail);
    }

    /**
     * @param deleted table to rows that went
     * @param remains one sentence for each thing that was left
     */
    public record Erasure(Map<String, Long> deleted, List<String> remains) {}

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
        CustomerTrail trail = followed(tenant, new CustomerTrail(customerId));
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        List<String> left = new ArrayList<>();
        for (Place place : places) {
            Erasure erasure = place.erase(tenant, trail);
            erasure.deleted().forEach((table, count) -> rows.addObject().put("table", table).put("rows", count));
            left.addAll(erasure.remains());
        }
        ArrayNode remains = result.putArray("remains");
        remains.add("ServiceTitan itself still holds customer " + customerId
                + " and what belongs to it, its books as the law asks for included; a later change there brings the customer back into the warehouse unless it is anonymised there first");
        tenant.connections().values().stream().filter(connection -> connection.type().equals("slack"))
                .forEach(connection -> remains.add("Slack messages sent through the connection " + connection.name()
                        + " may name the customer; delete them in Slack"));
        left.forEach(remains::add);
        remains.add("backups and copies of the data folder and of the warehouse made outside Fieldline");
        return result.put("ok", true);
    }

    /** Each place is asked until none knows more; one that cannot be reached throws, before anything was deleted. */
    private CustomerTrail followed(Tenant tenant, CustomerTrail trail) {
        int before;
        do {
            before = trail.size();
            places.forEach(place -> place.follow(tenant, trail));
        } while (trail.size() > before);
        return trail;
    }
}
