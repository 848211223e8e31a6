package io.fieldline.wiring;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.apache.camel.CamelContext;

import io.fieldline.accounting.PostingStep;
import io.fieldline.crm.CustomerSync;
import io.fieldline.crm.JobActivities;
import io.fieldline.destination.quickbooks.QuickBooksConnectionType;
import io.fieldline.destination.slack.JobAlert;
import io.fieldline.flow.ClosedComponent;
import io.fieldline.flow.FailureClassifier;
import io.fieldline.flow.FlowContracts;
import io.fieldline.flow.FlowLibrary;
import io.fieldline.flow.FlowLoader;
import io.fieldline.flow.FlowWatcher;
import io.fieldline.flow.RecordErrors;
import io.fieldline.flow.RequiredScopes;
import io.fieldline.flow.StoreIdempotentRepository;
import io.fieldline.flow.alert.HighValueJob;
import io.fieldline.lane.LaneServices;
import io.fieldline.messaging.MessagePreview;
import io.fieldline.observe.CountingRunStore;
import io.fieldline.ops.Backfill;
import io.fieldline.ops.Call;
import io.fieldline.ops.Check;
import io.fieldline.ops.CountRows;
import io.fieldline.ops.DeadLetters;
import io.fieldline.ops.Forget;
import io.fieldline.ops.ListFlows;
import io.fieldline.ops.ListTenants;
import io.fieldline.ops.Operator;
import io.fieldline.ops.PauseFlow;
import io.fieldline.ops.PreviewMessage;
import io.fieldline.ops.Replay;
import io.fieldline.ops.Runs;
import io.fieldline.ops.Verb;
import io.fieldline.ops.Verbs;
import io.fieldline.outreach.MessageRules;
import io.fieldline.servicetitan.VisitEventStep;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.webhook.WebhookDispatcher;
import io.fieldline.servicetitan.webhook.WebhookReceiver;
import io.fieldline.servicetitan.writeback.WriteBackScopes;
import io.fieldline.store.StateStore;
import io.fieldline.sync.RunStore;
import io.fieldline.tenant.Secrets;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.TenantDirectory;
import io.fieldline.tenant.TenantDocumentReader;
import io.fieldline.warehouse.WarehouseStep;
import io.micrometer.core.instrument.MeterRegistry;

/** All parts of one process, put together. */
final class Fieldline implements AutoCloseable {

    private static final Duration RESCAN_EVERY = Duration.ofSeconds(1);
    private static final int FIGURES_EVERY_SECONDS = 5;

    private final StateStore store;
    private final RunStore runs;
    private final RecordErrors recordErrors;
    private final FlowLibrary library;
    private final TenantDirectory tenants;
    private final LaneParts lanes;
    private final ServiceTitanParts serviceTitan;
    private final CrmParts crm;
    private final AccountingParts accounting;
    private final MessageParts messages;
    private final MessageEdges edges;
    private final AgentParts agents;
    private final WarehouseParts warehouses;
    private final CamelContext camel;
    private final FlowLoader loader;
    private final FlowWatcher watcher;
    private final WebhookReceiver receiver;
    private final ServiceTimer timer = new ServiceTimer();
    private final Clock clock = Clock.systemUTC();
    private final Clock messageTime;
    private final Upkeep upkeep;

    /**
     * Nothing is polled by itself before {@link #follow}.
     *
     * @param messageTime what messages to customers go by, and nothing else
     */
    Fieldline(FieldlineHome home, StateStore.Access access, CamelContext camel, MeterRegistry meters, Clock messageTime) {
        this.messageTime = messageTime;
        this.camel = camel;
        this.store = StateStore.open(home.state(), access, clock);
        this.recordErrors = new RecordErrors(new FailureClassifier(List.of()), store.deadLetters(), clock);
        Catalog catalog = Catalog.load();
        this.library = new FlowLibrary(home.configuration(), catalog);
        this.tenants = new TenantDirectory(home.configuration(),
                new TenantDocumentReader(new FlowContracts(library, ConnectionTypes.settings()),
                        Secrets.of(home.configuration(), System::getenv)));
        this.warehouses = new WarehouseParts(home, store, tenants);
        this.runs = new CountingRunStore(new WarehouseRuns(store.runs(), warehouses::of), meters);
        this.lanes = new LaneParts(tenants, store.checkpoints(), runs, clock);
        this.serviceTitan = new ServiceTitanParts(lanes.services(), store.changeMemory(), catalog);
        this.accounting = new AccountingParts(home.configuration(), tenants, serviceTitan.services(), store,
                recordErrors::park, clock);
        this.crm = new CrmParts(home.configuration(), camel, tenants, serviceTitan.services(), store, runs, recordErrors::park,
                clock, Map.of(QuickBooksConnectionType.NAME, accounting.customers()));
        this.messages = new MessageParts(home.configuration(), camel, tenants, serviceTitan.services(), library::messages,
                store, messageTime);
        this.edges = new MessageEdges(tenants, store, serviceTitan.services(),
                (tenant, flow) -> messages.services().rules().of(tenant, flow).map(MessageRules::mode), messageTime);
        this.loader = new FlowLoader(camel, library);
        this.watcher = new FlowWatcher(library, loader);
        this.agents = new AgentParts(home.configuration(), home.data(), tenants, serviceTitan.services(), store, loader,
                crm.mappings(), messages.followUps(), warehouses::kpis,
                (verb, arguments, progress) -> operator().run(verb, arguments, progress), clock);
        WebhookDispatcher dispatcher = new WebhookDispatcher(store.webhooks(), tenants, serviceTitan.services().catalog(),
                lanes::signal);
        this.receiver = new WebhookReceiver(tenants, store.webhooks(), clock,
                event -> timer.executor().execute(() -> dispatcher.dispatch(event)));
        this.upkeep = new Upkeep(store, tenants, lanes.services(), dispatcher, clock);
    }

    /** Reads the tenants, without routes. */
    void readTenants() {
        tenants.rescan();
        agents.rescan();
    }

    /** Binds what routes refer to; the Camel context is started by the caller, before {@link #loadFlows}. */
    void bind() {
        ClosedComponent.closeAll(camel);
        var registry = camel.getRegistry();
        registry.bind("laneServices", lanes.services());
        registry.bind("serviceTitanServices", serviceTitan.services());
        registry.bind(RecordErrors.NAME, recordErrors);
        registry.bind(StoreIdempotentRepository.NAME, new StoreIdempotentRepository(store.idempotentKeys()));
        registry.bind(HighValueJob.NAME, new HighValueJob());
        registry.bind("jobAlert", new JobAlert());
        registry.bind(WarehouseStep.NAME, warehouses.step(store, clock));
        registry.bind("crms", crm.accounts());
        registry.bind("outreachServices", messages.services());
        registry.bind(VisitEventStep.NAME, messages.visitEvents());
        registry.bind(CustomerSync.NAME, crm.customerSync());
        registry.bind(JobActivities.NAME, crm.jobActivities());
        registry.bind(PostingStep.NAME, accounting.step());
        tenants.onChange(new ConnectionRegistry(camel));
        tenants.onChange(crm.listener());
        tenants.onChange(accounting.listener());
        tenants.onChange(messages.channels());
    }

    void loadFlows() {
        watcher.onContractChange(tenants::reread);
        readTenants();
        watcher.rescan();
    }

    /** Takes figures every few seconds for as long as the process serves. */
    void everyFewSeconds(Runnable action) {
        timer.every(FIGURES_EVERY_SECONDS, "Figures could not be taken", action);
    }

    /** Keeps in step with the configuration folder, takes up what a crash left, and removes what was kept long enough. */
    void follow() {
        lanes.services().lanes().activate();
        tenants.follow(timer.executor(), RESCAN_EVERY);
        watcher.follow(timer.executor(), FlowWatcher.DEFAULT_EVERY);
        messages.start(timer.executor(), () -> upkeep.storeProblem().isEmpty());
        edges.follow(() -> upkeep.storeProblem().isPresent());
        accounting.follow(() -> upkeep.storeProblem().isPresent());
        upkeep.follow(timer.executor());
        agents.follow(timer, () -> upkeep.storeProblem().isPresent());
    }

    Optional<String> storeProblem() {
        return upkeep.storeProblem();
    }

    Operator operator() {
        var services = serviceTitan.services();
        LaneServices turns = lanes.services();
        List<Verb> verbs = new ArrayList<>(List.of(new Runs(runs, clock), new DeadLetters(store.deadLetters()),
                new ListTenants(tenants, turns.lanes()), new ListFlows(loader, tenants)));
        verbs.addAll(List.of(new Backfill(turns.flows(), library::messagesCustomers),
                new Call(services.catalog(), services.client(), tenants),
                new Replay(store.deadLetters(), turns.flows(), clock), PauseFlow.pausing(turns.lanes()),
                PauseFlow.resuming(turns.lanes()), new PreviewMessage(new MessagePreview(messages.services(), messageTime)),
                new CountRows(tenants, warehouses::count), new Forget(tenants, places()),
                new Check(tenants, serviceTitan.tokens(), services.client(), services.catalog(), loader,
                        turns.flows(), this::scopes, ConnectionTypes.probes(warehouses, crm, accounting, clock),
                        accounting.after(edges.findings()), agents.findings())));
        verbs.addAll(crm.verbs());
        verbs.addAll(edges.verbs());
        verbs.addAll(accounting.verbs());
        verbs.addAll(agents.verbs());
        return new Verbs(verbs);
    }

    private Set<String> scopes(String flow, Tenant tenant) {
        Set<String> scopes = new TreeSet<>(new RequiredScopes(library, serviceTitan.services().catalog()).of(flow, tenant));
        scopes.addAll(new WriteBackScopes(serviceTitan.services().catalog()).of(tenant));
        scopes.addAll(accounting.scopes(tenant));
        return scopes;
    }

    private List<Forget.Place> places() {
        return List.of(new StatePlace(store.personalData(), store.enrollments()), warehouses.place());
    }

    TenantDirectory tenants() {
        return tenants;
    }

    LaneServices lanes() {
        return lanes.services();
    }

    ServiceTitanParts serviceTitan() {
        return serviceTitan;
    }

    MessageEdges edges() {
        return edges;
    }

    AgentParts agents() {
        return agents;
    }

    AccountingParts accounting() {
        return accounting;
    }

    WebhookReceiver receiver() {
        return receiver;
    }

    /** Before Camel is stopped, which some messages leave by. */
    void stopSending() {
        messages.stopSending();
    }

    @Override
    public void close() {
        timer.close();
        agents.close();
        messages.stopSending();
        edges.close();
        lanes.close();
        messages.close();
        accounting.close();
        warehouses.close();
        store.close();
    }
}
