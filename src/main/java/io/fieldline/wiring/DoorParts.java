package io.fieldline.wiring;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.agent.AgentDoor;
import io.fieldline.agent.Door;
import io.fieldline.agent.DoorStores;
import io.fieldline.agent.approval.ApprovalLinks;
import io.fieldline.agent.approval.ApproversDocument;
import io.fieldline.agent.approval.LinkedApprovals;
import io.fieldline.agent.approval.Telling;
import io.fieldline.agent.audit.Audit;
import io.fieldline.agent.audit.AuditHead;
import io.fieldline.agent.budget.Budgets;
import io.fieldline.agent.personal.PersonalTokens;
import io.fieldline.agent.plan.ApprovalDesk;
import io.fieldline.agent.plan.Plans;
import io.fieldline.agent.policy.ClientDirectory;
import io.fieldline.agent.policy.KillSwitch;
import io.fieldline.agent.tool.Requests;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolDescription;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.destination.slack.ApprovalAlert;
import io.fieldline.mcp.McpSettings;
import io.fieldline.ops.AgentFindings;
import io.fieldline.ops.Agents;
import io.fieldline.ops.AuditTrail;
import io.fieldline.ops.DecideApproval;
import io.fieldline.ops.PlanApprovals;
import io.fieldline.ops.StopAgents;
import io.fieldline.ops.TenantProbe;
import io.fieldline.ops.Verb;
import io.fieldline.ops.VerifyAudit;
import io.fieldline.store.AgentStores;
import io.fieldline.store.StateStore;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Tenants;

/** What agents are let in by, and what people watch them with. */
final class DoorParts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DoorParts.class);

    private final Tenants tenants;
    private final StateStore store;
    private final Clock clock;
    private final AgentStores agents;
    private final ClientDirectory clients;
    private final KillSwitch killSwitch;
    private final AuditHead head;
    private final Audit audit;
    private final ApprovalDesk desk;
    private final ApproversDocument approvers;
    private final ApprovalLinks links;
    private final Telling telling;
    private final ServiceTimer tellingTimer = new ServiceTimer();

    /** @param data the folder in which the audit's head is kept */
    DoorParts(ConfigurationFolder configuration, Path data, Tenants tenants, StateStore store, Clock clock) {
        this.tenants = tenants;
        this.store = store;
        this.clock = clock;
        agents = store.agents();
        clients = new ClientDirectory(configuration, LOG::warn);
        killSwitch = new KillSwitch(configuration, agents.stops());
        head = new AuditHead(data, LOG::error);
        audit = new Audit(agents.audit(), head, clock);
        desk = new ApprovalDesk(agents.plans(), audit, store.unitOfWork(), clock);
        approvers = new ApproversDocument(configuration, LOG::warn);
        links = new ApprovalLinks(agents.plans(), agents.approvalKey());
        telling = new Telling(desk, approvers, tenants, agents.notices(), links, new ApprovalAlert(), LOG::warn, clock);
    }

    Door door(Collection<Tool> tools, List<Door.Pack> packs, Requests requests) {
        return new AgentDoor(clients, tenants, tools, packs, requests, new PersonalTokens(agents.personalKey()),
                new Plans(agents.plans(), agents.planKey(), clock), audit,
                new DoorStores(store.unitOfWork(), new Budgets(agents.spending(), clock), killSwitch, agents.undos(), desk,
                        clock),
                (reference, failure) -> LOG.error("A call of an agent failed unexpectedly; the reference is {}", reference,
                        failure));
    }

    /** Takes the clients' documents as they are now. */
    void rescan() {
        clients.rescan();
        approvers.rescan();
    }

    /** @param held whether the store is not this process's own now */
    void follow(ServiceTimer timer, BooleanSupplier held) {
        timer.every(1, "The documents of agents could not be read", () -> {
            clients.scan();
            approvers.scan();
        });
        // Slack is waited for, which must hold up nothing else.
        tellingTimer.every(2, "Who may approve could not be told", () -> {
            if (!held.getAsBoolean()) {
                telling.run();
            }
        });
    }

    ApprovalRoutes approvals() {
        return new ApprovalRoutes(new LinkedApprovals(links, desk));
    }

    @Override
    public void close() {
        tellingTimer.close();
    }

    Supplier<List<TenantProbe.Finding>> findings(List<Door.Pack> packs, Collection<Tool> tools) {
        return new AgentFindings(clients, approvers, tenants, killSwitch,
                new AgentFindings.Known(packs.stream().map(Door.Pack::name).collect(Collectors.toUnmodifiableSet()),
                        tools.stream().filter(WritingTool.class::isInstance).map(Tool::description)
                                .collect(Collectors.toUnmodifiableMap(ToolDescription::name, ToolDescription::pack)),
                        McpSettings.from(System::getenv).address().isPresent()));
    }

    List<Verb> verbs() {
        return List.of(new Agents(clients, killSwitch),
                StopAgents.stopping(clients, killSwitch, agents.stops(), audit, store.unitOfWork(), clock),
                StopAgents.starting(clients, killSwitch, agents.stops(), audit, store.unitOfWork(), clock),
                new PlanApprovals(desk, telling::told),
                DecideApproval.approving(desk, telling::told), DecideApproval.rejecting(desk, telling::told),
                new AuditTrail(agents.audit()),
                new VerifyAudit(agents.audit(), head));
    }
}
