package io.fieldline.crm;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mapping.FieldMapping;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.mapping.MappingContext;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Conflict;
import io.fieldline.sync.pair.ContactCopy;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.DryRun;
import io.fieldline.sync.pair.PairCounts;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairSides;
import io.fieldline.sync.pair.PairStores;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The steps that keep customers and the records of a CRM in step. */
public final class CustomerSync {

    /** The name under which routes refer to it. */
    public static final String NAME = "customerSync";

    /** The kind of record of which pairs are. */
    static final String TYPE = "customer";

    private static final String FROM_SERVICETITAN = "customer-to-";
    private static final String CONTACTS = "crm/customers/contacts";

    private final Tenants tenants;
    private final Crms crms;
    private final Customers customers;
    private final FieldMappings mappings;
    private final PairStores stores;
    private final ContactCopy contacts;
    private final CheckpointStore checkpoints;
    private final FirstReading customersRead;
    private final InstantSource clock;
    private final Map<PairKey, ReentrantLock> turns = new ConcurrentHashMap<>();
    private final Map<PairKey, Known> known = new ConcurrentHashMap<>();

    private record Known(Tenant tenant, Crm crm, FieldMapping mapping, CustomerPairs pairs) {}

    public CustomerSync(Tenants tenants, Crms crms, Customers customers, FieldMappings mappings, PairStores stores,
            ContactCopy contacts, CheckpointStore checkpoints, RunStore runs, InstantSource clock) {
        this.tenants = tenants;
        this.crms = crms;
        this.customers = customers;
        this.mappings = mappings;
        this.stores = stores;
        this.contacts = contacts;
        this.checkpoints = checkpoints;
        this.customersRead = new FirstReading(runs);
        this.clock = clock;
    }

    /** Takes a page of customers, or of their contacts, that changed in ServiceTitan. */
    public void customersChanged(Exchange exchange) {
        RecordPage page = exchange.getMessage().getBody(RecordPage.class);
        if (page == null) {
            throw new MisconfiguredException("The step customerSync takes pages: set unit: page on the servicetitan endpoint of"
                    + " the route " + exchange.getFromRouteId());
        }
        CustomerPairs pairs = pairs(exchange);
        PairCounts counts;
        if (page.stream().equals(CONTACTS)) {
            String tenant = key(exchange).tenant();
            counts = pairs.contactsChanged(page.records(), contacts.owners(tenant, page.records()));
            // Not before: a page that comes again must still tell whose contacts these were.
            contacts.keep(tenant, page.records());
        } else {
            counts = pairs.customersChanged(page.records());
        }
        report(exchange, page.records().size(), counts);
    }

    /** Takes records that changed in the CRM. */
    public void recordsChanged(Exchange exchange) {
        List<SideRecord> records = ((List<?>) exchange.getMessage().getBody()).stream()
                .map(SideRecord.class::cast).toList();
        StreamKey key = key(exchange);
        customersRead.mustBeDone(key, FROM_SERVICETITAN + key.flow().replace("-to-customer", ""),
                "so that none is created twice");
        report(exchange, records.size(), pairs(exchange).recordsChanged(records,
                exchange.getProperty(DeliveryProperties.RUN, String.class)));
    }

    private static StreamKey key(Exchange exchange) {
        return exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
    }

    private static void report(Exchange exchange, int handed, PairCounts counts) {
        long written = counts.created() + counts.updated();
        exchange.setVariable(DeliveryProperties.COUNTS,
                new Counts(handed, written, handed - written - counts.waiting(), counts.waiting(), 0));
        exchange.setVariable("pairs", counts);
    }

    /** What keeps a tenant's flows on a connection from working, such as a field that the account does not have; or empty. */
    public Optional<String> problem(Tenant tenant, String connection) {
        return tenant.flows().values().stream().filter(
                flow -> CustomerFlows.isOne(flow.flow()) && connection.equals(flow.values().get("connection"))).findFirst()
                .flatMap(flow -> {
                    try {
                        pairs(tenant, flow.flow());
                        return Optional.empty();
                    } catch (MisconfiguredException e) {
                        return Optional.of(e.getMessage());
                    }
                });
    }

    /**
     * What a flow would do, with nothing written.
     *
     * @param id of a customer, or of a record where the flow comes from the CRM; null for the first ones
     */
    public DryRun.Result preview(String tenantName, String flow, String id, int most) {
        CustomerPairs pairs = pairsOf(tenantName, flow);
        return flow.startsWith(FROM_SERVICETITAN) ? pairs.customersPreview(id, most) : pairs.recordsPreview(id, most);
    }

    /** Brings the first customers into step, and no others. */
    public PairCounts first(String tenantName, String flow, int most) {
        if (!flow.startsWith(FROM_SERVICETITAN)) {
            throw new MisconfiguredException(
                    "Only a flow from ServiceTitan can be limited to the first customers, not " + flow);
        }
        return pairsOf(tenantName, flow).firstCustomers(most);
    }

    private CustomerPairs pairsOf(String tenantName, String flow) {
        Tenant tenant = tenants.find(tenantName)
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + tenantName));
        boolean customers = flow.startsWith(FROM_SERVICETITAN) || flow.endsWith("-to-customer");
        if (!customers || !tenant.flows().containsKey(flow)) {
            throw new MisconfiguredException(customers
                    ? "Tenant " + tenantName + " has not switched on the flow " + flow
                    : "The flow " + flow + " keeps no customers in step, and only such a flow can be previewed or limited");
        }
        return pairs(tenant, flow);
    }

    /**
     * Carries out what a person decided about an entry of the conflict list; see {@link io.fieldline.sync.pair.Resolution}.
     *
     * @return what is left to decide about the same records; empty when nothing is
     */
    public List<Conflict> resolve(Conflict conflict, String take, Map<String, String> fields) {
        PairKey key = conflict.key();
        Tenant tenant = tenants.find(key.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + key.tenant() + " any more"));
        String flow = tenant.flows().values().stream().filter(one -> key.system().equals(one.values().get("connection")))
                .map(FlowSettings::flow).filter(one -> one.startsWith(FROM_SERVICETITAN)).findFirst()
                .orElseThrow(() -> new MisconfiguredException("Tenant " + tenant.name()
                        + " has no flow any more that keeps customers in step with the connection " + key.system()));
        // What was put right may be the account itself: a choice that a field lacked, a field that was too short.
        known.remove(key);
        pairs(tenant, flow).resolve(conflict, take, fields);
        return stores.conflicts().about(key, one(conflict.serviceTitanId()), one(conflict.crmId()));
    }

    private static List<String> one(String id) {
        return id == null ? List.of() : List.of(id);
    }

    private CustomerPairs pairs(Exchange exchange) {
        StreamKey key = key(exchange);
        Tenant tenant = tenants.find(key.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + key.tenant() + " any more"));
        return pairs(tenant, key.flow());
    }

    private CustomerPairs pairs(Tenant tenant, String flow) {
        if (!(tenant.flows().get(flow).values().get("connection") instanceof String connection)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow
                    + " needs the setting connection, the CRM account");
        }
        CustomerFlows flows = CustomerFlows.of(tenant, flow, connection);
        Crm crm = crms.of(tenant, connection);
        FieldMapping mapping = mappings.mapping(flows.mapping(tenant.connections().get(connection)), tenant.name());
        return known.compute(new PairKey(tenant.name(), TYPE, connection),
                (pair, before) -> before != null && before.tenant() == tenant && before.crm() == crm
                        && before.mapping() == mapping
                                ? before
                                : new Known(tenant, crm, mapping, assemble(pair, tenant, crm, flows, mapping)))
                .pairs();
    }

    private CustomerPairs assemble(PairKey key, Tenant tenant, Crm crm, CustomerFlows flows, FieldMapping mapping) {
        CustomerSource source = customers.of(tenant, key.system());
        Map<String, SideField> there = crm.describe();
        Map<String, SideField> here = source.describe();
        List<DocumentProblem> problems = mapping.problems(here, there);
        if (!problems.isEmpty()) {
            throw new MisconfiguredException(problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; ")));
        }
        List<String> missing = crm.missing(false);
        if (!missing.isEmpty()) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ", connection " + key.system() + ": "
                    + String.join("; ", missing));
        }
        MappedPair pair = new MappedPair(mapping.fitted(here, there), MappingContext.of(tenant, flows.country()));
        return new CustomerPairs(key, source, new PairSides(source, crm, pair), stores, flows.rules(),
                new RecordIndex(key, crm, pair, stores.index(), checkpoints, clock), clock,
                turns.computeIfAbsent(key, any -> new ReentrantLock()));
    }
}
