package io.fieldline.servicetitan.visit;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * Reads everything that a message depends on, each time anew: the record that it is about, the customer, the location, the
 * contacts of both. What a flow's settings <code>excludedJobTypes</code> and <code>excludedTags</code> name stops a message too.
 */
public final class VisitStandings implements StopCheck {

    private final Tenants tenants;
    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final InstantSource clock;
    private final Map<String, Office> offices = new ConcurrentHashMap<>();

    public VisitStandings(Tenants tenants, ServiceTitanClient client, Catalog catalog, InstantSource clock) {
        this.tenants = tenants;
        this.client = client;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Standing look(MessageRequest request) {
        Tenant tenant = tenants.find(request.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + request.tenant() + " any more"));
        Office office = offices.compute(tenant.name(), (name, known) -> known != null && known.isOf(tenant.serviceTitan())
                ? known
                : new Office(tenant.serviceTitan(), client, catalog, clock));
        JobStanding jobs = new JobStanding(office, exclusions(tenant, request.key().flow()));
        return switch (request.key().subject().kind()) {
            case "job" -> jobs.look(request);
            default -> throw new MisconfiguredException("The flow " + request.key().flow() + " sends a message about a "
                    + request.key().subject().kind() + "; it can be about a job");
        };
    }

    private static Exclusions exclusions(Tenant tenant, String flow) {
        FlowSettings settings = tenant.flows().get(flow);
        return settings == null ? Exclusions.NONE : Exclusions.of(tenant.name(), settings);
    }
}
