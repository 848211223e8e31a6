package io.fieldline.crm;

import java.util.List;

import org.apache.camel.Processor;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.lane.FollowedStream;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.RouteEntry;
import io.fieldline.lane.StartingPoint;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Follows, for every tenant that switched the flow on, the CRM account that its setting <code>connection</code> names. A
 * position belongs to one account, so the stream bears the connection's name. A change may be handed on twice, and a record
 * in a later state than the change that brought it.
 */
public final class CrmConsumer extends FollowingConsumer {

    private final Crms crms;
    private final LaneServices services;
    private final StartingPoint start;

    CrmConsumer(CrmEndpoint endpoint, Processor processor, Crms crms, LaneServices services) {
        super(endpoint, processor, endpoint.getFlow(), services);
        this.crms = crms;
        this.services = services;
        this.start = StartingPoint.of(endpoint.getEndpointUri(), endpoint.getInitialPosition());
    }

    @Override
    protected List<FollowedStream> follow(Tenant tenant, FlowSettings settings) {
        if (!(settings.values().get("connection") instanceof String connection)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow()
                    + " needs the setting connection, the CRM account to follow");
        }
        Crm crm = crms.of(tenant, connection);
        StreamKey key = new StreamKey(tenant.name(), flow(), connection);
        return List.of(new CrmStream(key, crm, new CrmRoute(new RouteEntry(this, key, settings)), services,
                () -> start.horizon(services.clock().instant())));
    }

    /** Where a flow begins now, what happens while it is switched off is past when it is switched on again. */
    @Override
    protected List<StreamKey> forgottenWhenOff(Tenant tenant) {
        return start.now()
                ? tenant.connections().keySet().stream()
                        .map(connection -> new StreamKey(tenant.name(), flow(), connection)).toList()
                : List.of();
    }
}
