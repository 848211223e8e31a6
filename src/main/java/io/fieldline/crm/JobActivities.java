package io.fieldline.crm;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mapping.FieldMapping;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.mapping.MappingContext;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.RunStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.Crm;
import io.fieldline.sync.pair.JobSource;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLinkStore;
import io.fieldline.sync.pair.SideField;
import io.fieldline.tenant.DocumentProblem;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** The step that writes completed jobs into a CRM, so that a customer's record shows its service history. */
public final class JobActivities {

    /** The name under which routes refer to it. */
    public static final String NAME = "jobActivities";

    private static final String FLOW = "job-to-";

    private final Tenants tenants;
    private final Crms crms;
    private final Customers customers;
    private final Jobs jobs;
    private final FieldMappings mappings;
    private final PairLinkStore links;
    private final ParkedJobs parked;
    private final FirstReading customersRead;
    private final InstantSource clock;
    private final Map<StreamKey, Known> known = new ConcurrentHashMap<>();

    private record Known(Tenant tenant, Crm crm, FieldMapping mapping, JobHistory history) {}

    public JobActivities(Tenants tenants, Crms crms, Customers customers, Jobs jobs, FieldMappings mappings,
            PairLinkStore links,
            ParkedJobs parked, RunStore runs, InstantSource clock) {
        this.tenants = tenants;
        this.crms = crms;
        this.customers = customers;
        this.jobs = jobs;
        this.mappings = mappings;
        this.links = links;
        this.parked = parked;
        this.customersRead = new FirstReading(runs);
        this.clock = clock;
    }

    /** Takes a page of jobs. */
    public void write(Exchange exchange) {
        RecordPage page = exchange.getMessage().getBody(RecordPage.class);
        if (page == null) {
            throw new MisconfiguredException(
                    "The step jobActivities takes pages: set unit: page on the servicetitan endpoint of"
                            + " the route " + exchange.getFromRouteId());
        }
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        Tenant tenant = tenants.find(key.tenant())
                .orElseThrow(() -> new MisconfiguredException("There is no tenant " + key.tenant() + " any more"));
        JobHistory history = history(tenant, key.flow());
        customersRead.mustBeDone(key, customerFlow(key.flow()), "so that their records are there to bear activities");
        exchange.setVariable(DeliveryProperties.COUNTS,
                history.write(page.records(), key, exchange.getProperty(DeliveryProperties.POSITION, String.class),
                        exchange.getProperty(DeliveryProperties.HORIZON, Instant.class)));
    }

    /** What keeps a tenant's job flow on a connection from working, such as a field that the account does not have; or empty. */
    public Optional<String> problem(Tenant tenant, String connection) {
        return tenant.flows().values().stream()
                .filter(flow -> flow.flow().startsWith(FLOW) && connection.equals(flow.values().get("connection"))).findFirst()
                .flatMap(flow -> {
                    try {
                        history(tenant, flow.flow());
                        return Optional.empty();
                    } catch (MisconfiguredException e) {
                        return Optional.of(e.getMessage());
                    }
                });
    }

    private static String customerFlow(String flow) {
        return flow.replace(FLOW, "customer-to-");
    }

    private JobHistory history(Tenant tenant, String flow) {
        Map<String, Object> settings = tenant.flows().get(flow).values();
        if (!(settings.get("connection") instanceof String connection)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow
                    + " needs the setting connection, the CRM account");
        }
        Object ofCustomers = Optional.ofNullable(tenant.flows().get(customerFlow(flow))).map(FlowSettings::values)
                .map(values -> values.get("connection")).orElse(null);
        if (!connection.equals(ofCustomers)) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ": the flow " + flow + " needs the flow "
                    + customerFlow(flow) + " with the same connection: it makes the records that bear the activities");
        }
        Crm crm = crms.of(tenant, connection);
        FieldMapping mapping = mappings.mapping(String.valueOf(settings.get("mapping")), tenant.name());
        return known.compute(new StreamKey(tenant.name(), flow, connection),
                (place, before) -> before != null && before.tenant() == tenant && before.crm() == crm
                        && before.mapping() == mapping
                                ? before
                                : new Known(tenant, crm, mapping,
                                        assemble(tenant, connection, crm, mapping, String.valueOf(settings.get("country")))))
                .history();
    }

    private JobHistory assemble(Tenant tenant, String connection, Crm crm, FieldMapping mapping, String country) {
        JobSource source = jobs.of(tenant);
        Map<String, SideField> there = crm.describe();
        Map<String, SideField> here = source.describe();
        List<DocumentProblem> problems = mapping.problems(here, there);
        if (!problems.isEmpty()) {
            throw new MisconfiguredException(problems.stream().map(DocumentProblem::message).collect(Collectors.joining("; ")));
        }
        List<String> missing = crm.missing(false);
        if (!missing.isEmpty()) {
            throw new MisconfiguredException("Tenant " + tenant.name() + ", connection " + connection + ": "
                    + String.join("; ", missing));
        }
        RecordFinder records = new RecordFinder(new PairKey(tenant.name(), CustomerSync.TYPE, connection), links,
                customers.of(tenant, connection));
        return new JobHistory(source, records, crm,
                new JobMapping(mapping.fitted(here, there), MappingContext.of(tenant, country)), parked, clock);
    }
}
