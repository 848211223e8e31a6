package io.fieldline.servicetitan;

import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.servicetitan.poll.StreamStores;
import io.fieldline.tenant.Tenants;

/**
 * What every endpoint of one Camel context shares. Bind one to the registry.
 *
 * @param catalog the operations of the API
 * @param client sends requests within each tenant's budget
 * @param sharedReads one answer for flows that ask the same
 * @param stores where each stream stands
 * @param tenants whom to serve
 * @param consumers the flows that are running
 * @param lanes the schedule of polls, one lane for each tenant and flow
 * @param executor the bounded pool on which polls run
 * @param clock for positions and schedules
 */
public record ServiceTitanServices(Catalog catalog, ServiceTitanClient client, SharedReads sharedReads, StreamStores stores,
        Tenants tenants, RunningFlows consumers, Lanes lanes, ExecutorService executor, InstantSource clock) {}
