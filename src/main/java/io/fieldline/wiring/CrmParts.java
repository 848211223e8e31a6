package io.fieldline.wiring;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.crm.Crms;
import io.fieldline.crm.CustomerSync;
import io.fieldline.crm.Customers;
import io.fieldline.crm.JobActivities;
import io.fieldline.crm.ParkedJobs;
import io.fieldline.crm.Parking;
import io.fieldline.destination.hubspot.HubSpot;
import io.fieldline.destination.hubspot.HubSpotConnectionType;
import io.fieldline.destination.hubspot.HubSpotProbe;
import io.fieldline.destination.salesforce.Salesforce;
import io.fieldline.destination.salesforce.SalesforceConnectionComponent;
import io.fieldline.destination.salesforce.SalesforceConnectionType;
import io.fieldline.destination.salesforce.SalesforceProbe;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.ops.Check;
import io.fieldline.ops.Conflicts;
import io.fieldline.ops.FirstCustomers;
import io.fieldline.ops.Preview;
import io.fieldline.ops.ResolveConflict;
import io.fieldline.ops.Verb;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.customer.CustomerSettings;
import io.fieldline.servicetitan.customer.CustomerSide;
import io.fieldline.servicetitan.customer.FollowedCustomers;
import io.fieldline.servicetitan.customer.JobRecords;
import io.fieldline.store.StateStore;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.SettingDefinition;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What keeps customers in step with CRMs and tells these of their jobs. */
final class CrmParts {

    private static final Logger LOG = LoggerFactory.getLogger(CrmParts.class);
    private static final String COUNTRY = "USA";

    private final CamelContext camel;
    private final FieldMappings mappings;
    private final CrmAccounts accounts;
    private final CustomerSync customerSync;
    private final JobActivities jobActivities;
    private final List<Verb> verbs;

    /** @param books makes customers of books a CRM, by the type of connection */
    CrmParts(ConfigurationFolder configuration, CamelContext camel, Tenants tenants, ServiceTitanServices serviceTitan,
            StateStore store, RunStore runs, Parking parking, Clock clock, Map<String, CrmAccounts.Maker> books) {
        mappings = new FieldMappings(configuration, refusal -> LOG.error("{}", refusal));
        this.camel = camel;
        Map<String, CrmAccounts.Maker> types = new TreeMap<>(books);
        types.put(HubSpotConnectionType.NAME, (tenant, connection, fields) -> HubSpot.of(connection, fields, clock));
        types.put(SalesforceConnectionType.NAME,
                (tenant, connection, fields) -> salesforce(tenant, connection, fields, clock));
        accounts = new CrmAccounts(types, mappings);
        Customers customers = (tenant, connection) -> source(tenant, connection, serviceTitan, store, clock);
        customerSync = new CustomerSync(tenants, accounts, customers, mappings, store.pairs(), store.contactCopy(),
                store.checkpoints(), runs, clock);
        jobActivities = new JobActivities(tenants, accounts, customers,
                tenant -> new JobRecords(tenant.serviceTitan(), serviceTitan.client(), serviceTitan.catalog(), clock), mappings,
                store.pairs().links(), new ParkedJobs(store.deadLetters(), parking, clock), runs, clock);
        verbs = List.of(new Conflicts(store.pairs().conflicts()),
                new ResolveConflict(store.pairs().conflicts(), customerSync::resolve), new Preview(customerSync::preview),
                new FirstCustomers(customerSync::first));
    }

    List<Verb> verbs() {
        return verbs;
    }

    /** Each connection has a key of its own under which a customer bears the record's id. */
    private static CustomerSource source(Tenant tenant, String connection, ServiceTitanServices serviceTitan, StateStore store,
            Clock clock) {
        CustomerSide side = new CustomerSide(tenant.name(), tenant.serviceTitan(),
                new CustomerSettings(COUNTRY, "fieldline:" + connection), serviceTitan.client(), serviceTitan.catalog(), clock,
                pause -> Thread.sleep(pause.toMillis()));
        return new FollowedCustomers(side, store.contactCopy(), tenant.name(), serviceTitan.catalog(), clock);
    }

    /** Camel's component holds the credentials; a connection that changed gets a new one. */
    private Crm salesforce(Tenant tenant, Connection connection, Set<String> fields, Clock clock) {
        String name = SalesforceConnectionType.NAME + "-" + tenant.name() + "-" + connection.name();
        SalesforceConnectionComponent component = new SalesforceConnectionComponent(connection);
        camel.removeComponent(name);
        camel.addComponent(name, component);
        return new Salesforce(component, fields, clock);
    }

    static Map<String, List<SettingDefinition>> connectionTypes() {
        return Map.of(HubSpotConnectionType.NAME, HubSpotConnectionType.settings(), SalesforceConnectionType.NAME,
                SalesforceConnectionType.settings());
    }

    Map<String, Check.ConnectionProbe> probes(Clock clock) {
        Map<String, Check.ConnectionProbe> probes = new TreeMap<>();
        SalesforceProbe salesforce = new SalesforceProbe(camel, clock);
        probes.put(SalesforceConnectionType.NAME, (tenant, connection, fix) -> salesforce.problem(connection)
                .or(() -> lacks(tenant, connection, fix)));
        HubSpotProbe hubSpot = new HubSpotProbe(clock);
        probes.put(HubSpotConnectionType.NAME, (tenant, connection, fix) -> hubSpot.problem(connection)
                .or(() -> enrolsOnly(tenant, connection.name()) ? Optional.empty() : lacks(tenant, connection, fix)));
        return probes;
    }

    /** A connection that is there for workflows alone lacks nothing when it lacks what records of customers need. */
    static boolean enrolsOnly(Tenant tenant, String connection) {
        List<FlowSettings> using = tenant.flows().values().stream()
                .filter(flow -> connection.equals(flow.values().get("connection"))).toList();
        return !using.isEmpty() && using.stream()
                .allMatch(flow -> flow.values().get("enrollment") instanceof Map<?, ?> trigger && !trigger.isEmpty());
    }

    /** An account that can be reached may still lack a field, or not have what the mapping names. */
    Optional<String> lacks(Tenant tenant, Connection connection, boolean fix) {
        List<String> missing = accounts.of(tenant, connection.name()).missing(fix);
        return missing.isEmpty()
                ? customerSync.problem(tenant, connection.name()).or(() -> jobActivities.problem(tenant, connection.name()))
                : Optional.of(String.join("; ", missing));
    }

    Crms accounts() {
        return accounts;
    }

    CrmAccounts listener() {
        return accounts;
    }

    FieldMappings mappings() {
        return mappings;
    }

    CustomerSync customerSync() {
        return customerSync;
    }

    JobActivities jobActivities() {
        return jobActivities;
    }
}
