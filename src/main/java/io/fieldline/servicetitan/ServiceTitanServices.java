package io.fieldline.servicetitan;

import io.fieldline.lane.LaneServices;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.sync.ChangeMemory;

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
        LaneServices lanes) {}
