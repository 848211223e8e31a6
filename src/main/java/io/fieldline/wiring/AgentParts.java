package io.fieldline.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

import io.fieldline.agent.Door;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.flow.FlowLoader;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.mcp.Documents;
import io.fieldline.messaging.FollowUps;
import io.fieldline.ops.Operator;
import io.fieldline.ops.TenantProbe;
import io.fieldline.ops.Verb;
import io.fieldline.ops.tool.FollowUpTools;
import io.fieldline.ops.tool.OwnTools;
import io.fieldline.ops.tool.ShowKpis;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.desk.DeskTools;
import io.fieldline.servicetitan.desk.NamedCustomers;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenants;
import io.fieldline.warehouse.Kpis;

/** What agents are given of this process: tools, packs of them, and documents. */
final class AgentParts implements AutoCloseable {

    private static final List<Door.Pack> PACKS = List.of(
            new Door.Pack("office", "Customers, their contacts, locations and invoices; names of what the office keeps", true),
            new Door.Pack("dispatch", "Jobs, appointments, technicians; booking and changing jobs", true),
            new Door.Pack("sales", "Estimates, memberships and their equipment", true),
            new Door.Pack("accounting", "Adjustments of invoices, credits that are applied, payments", false),
            new Door.Pack("reporting",
                    "Reports of ServiceTitan, by name; revenue, average ticket and close rate from the warehouse", false),
            new Door.Pack("operations", "Any documented operation of ServiceTitan's API, where no other tool does it", false),
            new Door.Pack(OwnTools.PACK, "Fieldline itself: flows, runs, what was refused; pausing, resuming, replaying",
                    false));

    private final DoorParts door;
    private final Documents documents;
    private final Requests requests;
    private final List<Tool> tools;

    /**
     * @param data the folder in which the audit's head is kept
     * @param operator of this process, asked when a tool is called and not before
     */
    AgentParts(ConfigurationFolder configuration, Path data, Tenants tenants, ServiceTitanServices serviceTitan,
            StateStore store, FlowLoader flows, FieldMappings mappings, FollowUps followUps,
            Function<String, Optional<Kpis>> kpis, Operator operator,
            Clock clock) {
        documents = new AgentDocuments(tenants, flows::flows, mappings);
        Desk desk = new Desk(tenants, serviceTitan.client(), serviceTitan.catalog(), clock);
        Proposals proposals = new Proposals(desk);
        requests = FollowUpTools.requests(followUps, OwnTools.requests(operator, proposals));
        tools = new ArrayList<>(DeskTools.of(desk, proposals, store.pairs().index(),
                (tenant, customer) -> followUps.ofCustomer(tenant, customer).stream().map(FollowUpTools::row).toList()));
        tools.addAll(FollowUpTools.of(followUps, NamedCustomers.of(desk, store.pairs().index()), operator, requests));
        tools.addAll(OwnTools.of(operator, requests));
        tools.add(new ShowKpis(tenants, kpis, clock));
        door = new DoorParts(configuration, data, tenants, store, clock);
    }

    Door door() {
        return door.door(tools, PACKS, requests);
    }

    Documents documents() {
        return documents;
    }

    /** Takes the clients' documents as they are now. */
    void rescan() {
        door.rescan();
    }

    /** @param held whether the store is not this process's own now */
    void follow(ServiceTimer timer, BooleanSupplier held) {
        door.follow(timer, held);
    }

    /** Where persons decide by link. */
    ApprovalRoutes approvals() {
        return door.approvals();
    }

    @Override
    public void close() {
        door.close();
    }

    Supplier<List<TenantProbe.Finding>> findings() {
        return door.findings(PACKS, tools);
    }

    List<Verb> verbs() {
        return door.verbs();
    }
}
