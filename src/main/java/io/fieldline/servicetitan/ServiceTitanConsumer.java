package io.fieldline.servicetitan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.Processor;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.lane.FollowedStream;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.RouteEntry;
import io.fieldline.lane.StartingPoint;
import io.fieldline.servicetitan.poll.EventFilter;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.servicetitan.poll.StreamReader;
import io.fieldline.servicetitan.poll.StreamSettings;
import io.fieldline.servicetitan.poll.StreamStores;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** Follows a collection, or those that a tenant's settings name, for every tenant that switched the flow on. */
public final class ServiceTitanConsumer extends FollowingConsumer {

    private final ServiceTitanConfiguration configuration;
    private final ServiceTitanServices services;
    private final StartingPoint start;

    ServiceTitanConsumer(ServiceTitanEndpoint endpoint, Processor processor, ServiceTitanServices services) {
        super(endpoint, processor, endpoint.getConfiguration().getFlow(), services.lanes());
        this.configuration = endpoint.getConfiguration();
        this.services = services;
        this.start = StartingPoint.of(endpoint.getEndpointUri(), configuration.getInitialPosition());
    }

    /** All or none: a flow that reads a part of what it should would look complete. */
    @Override
    protected List<FollowedStream> follow(Tenant tenant, FlowSettings settings) {
        List<FollowedStream> streams = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (String collection : collections(tenant, settings)) {
            try {
                streams.add(stream(collection, tenant, settings));
            } catch (MisconfiguredException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw new MisconfiguredException(String.join("; ", problems));
        }
        return streams;
    }

    private List<String> collections(Tenant tenant, FlowSettings settings) {
        if (!configuration.anyCollection()) {
            return named();
        }
        if (settings.values().get("resources") instanceof List<?> resources && !resources.isEmpty()) {
            return resources.stream().map(Object::toString).distinct().toList();
        }
        throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow()
                + " needs the setting resources, the list of collections to read");
    }

    /** The collection comes last: what changed in its records' parts is handed on before them. */
    private List<String> named() {
        return Stream.concat(configuration.alsoPaths().stream(), Stream.of(configuration.collectionPath())).toList();
    }

    private FollowedStream stream(String collection, Tenant tenant, FlowSettings settings) {
        boolean pages = takesPages();
        String event = configuration.alsoPaths().contains(collection) ? "any" : configuration.getEvent();
        StreamKey key = new StreamKey(tenant.name(), flow(), collection);
        StreamReader reader = new StreamReader(key, tenant.serviceTitan(), services.catalog(), services.client(),
                services.sharedReads(), new StreamStores(services.lanes().checkpoints(), services.memory()),
                pages ? StreamSettings.PAGES : StreamSettings.RECORDS, EventFilter.of(event),
                services.lanes().executor(), services.lanes().clock());
        RouteEntry entry = new RouteEntry(this, key, settings);
        return new CollectionStream(reader, new ExchangeRecipient(entry, key, reader.shape(), pages), this::initialPosition);
    }

    /** Whether its route is handed pages of records, and not one record at a time. */
    boolean takesPages() {
        return configuration.getUnit().equals("page");
    }

    private Position initialPosition() {
        Instant horizon = start.horizon(services.lanes().clock().instant());
        return horizon == null ? Position.beginning() : Position.since(horizon);
    }

    /** Where a flow begins now, what happens while it is switched off is past when it is switched on again. */
    @Override
    protected List<StreamKey> forgottenWhenOff(Tenant tenant) {
        return start.now() && !configuration.anyCollection()
                ? named().stream().map(collection -> new StreamKey(tenant.name(), flow(), collection)).toList()
                : List.of();
    }
}
