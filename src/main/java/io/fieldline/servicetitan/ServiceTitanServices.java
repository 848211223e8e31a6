package io.fieldline.servicetitan;

import java.util.List;

import io.fieldline.lane.LaneServices;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.OwnVersions;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.sync.ChangeMemory;
import io.fieldline.sync.StreamKey;

/**
 * What every endpoint of one Camel context shares. Bind one to the registry.
 *
 * @param catalog the operations of the API
 * @param client sends requests within each tenant's budget
 * @param sharedReads one answer for flows that ask the same
 * @param memory which versions of records each flow was handed
 * @param lanes the tenants to serve, and the turns of their flows
 */
public record ServiceTitanServices(Catalog catalog, ServiceTitanClient client, SharedReads sharedReads, ChangeMemory memory,
        LaneServices lanes) {

    /** Lets routes that are handed single records pass over versions which a write of this process made. */
    public OwnVersions ownVersions() {
        return new OwnVersions(memory, this::byRecord);
    }

    private List<StreamKey> byRecord(String tenant, String collection) {
        return lanes.flows().all().filter(consumer -> consumer instanceof ServiceTitanConsumer one && !one.takesPages())
                .flatMap(consumer -> consumer.streams(tenant).stream()).filter(stream -> stream.stream().equals(collection))
                .toList();
    }
}
