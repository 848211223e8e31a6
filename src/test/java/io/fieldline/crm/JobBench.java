package io.fieldline.crm;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import io.fieldline.flow.InMemoryDeadLetterStore;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.DescribedRecords;
import io.fieldline.sync.Counts;
import io.fieldline.sync.DeadLetter;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.InMemoryRunStore;
import io.fieldline.sync.RecordPage;
import io.fieldline.sync.Run;
import io.fieldline.sync.StreamKey;
import io.fieldline.sync.pair.CustomerSource;
import io.fieldline.sync.pair.InMemoryPairLinkStore;
import io.fieldline.sync.pair.JobSource;
import io.fieldline.sync.pair.PairKey;
import io.fieldline.sync.pair.PairLink;
import io.fieldline.sync.pair.SideField;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** The step that writes activities, over an account, customers and jobs of memory, on a clock that moves with every page. */
final class JobBench {

    static final Instant COMPLETED = Instant.parse("2026-03-01T12:00:00Z");

    private static final StreamKey JOBS = new StreamKey("acme", "job-to-hubspot", "jpm/jobs");
    private static final PairKey PAIRS = new PairKey("acme", "customer", "hubspot");
    private static final Map<String, Object> CONNECTED = Map.of("connection", "hubspot");

    final ActivitiesCrm crm = new ActivitiesCrm();
    final Map<String, Map<String, Object>> jobs = new HashMap<>();
    final List<String> requests = new ArrayList<>();
    final InMemoryRunStore runs = new InMemoryRunStore();
    final JobActivities step;
    Instant horizon;
    private final Map<String, SideRecord> customers = new HashMap<>();
    private final InMemoryPairLinkStore links = new InMemoryPairLinkStore();
    private final InMemoryDeadLetterStore letters = new InMemoryDeadLetterStore();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final FixedTenants tenants = new FixedTenants();
    private Instant now = Instant.parse("2026-03-02T00:00:00Z");

    JobBench() {
        InstantSource clock = () -> now;
        runs.save(new Run("r1", new StreamKey("acme", "customer-to-hubspot", "crm/customers"), Run.Kind.POLL, now, now,
                Counts.NONE, null, Run.Outcome.COMPLETE, ""));
        step = new JobActivities(tenants, (tenant, connection) -> crm, (tenant, connection) -> new ReadCustomers(),
                tenant -> new ReadJobs(), new FieldMappings(ConfigurationFolder.in(Path.of("no-such-folder")), refusal -> {
                }), links, new ParkedJobs(letters, letters::park, clock), runs, clock);
        settings(Map.of("connection", "hubspot", "mapping", "job-hubspot", "country", "US"), CONNECTED);
    }

    void settings(Map<String, Object> ofJobs, Map<String, Object> ofCustomers) {
        tenants.apply(new Tenant("acme", "Acme", ZoneOffset.UTC, null, Map.of(),
                Map.of("job-to-hubspot", new FlowSettings("job-to-hubspot", Duration.ofMinutes(1), ofJobs),
                        "customer-to-hubspot",
                        new FlowSettings("customer-to-hubspot", Duration.ofMinutes(1), ofCustomers))));
    }

    Tenant tenant() {
        return tenants.find("acme").orElseThrow();
    }

    static Map<String, Object> job(long id, long customer, String status) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("id", id);
        job.put("customerId", customer);
        job.put("jobNumber", "N" + id);
        job.put("jobStatus", status);
        job.put("completedOn", COMPLETED.toString());
        return job;
    }

    void link(String customer, String record) {
        now = now.plusSeconds(1);
        links.save(List.of(PairLink.linked(PAIRS, customer, record, now)));
    }

    void customer(String id, SideRecord.State state, String mergedInto) {
        customers.put(id, new SideRecord(id, Map.of(), "v1", now, Map.of(), null, state, mergedInto));
    }

    List<DeadLetter> letters() {
        return letters.list("acme", "job-to-hubspot", DeadLetter.Status.PARKED, 100);
    }

    @SafeVarargs
    final Counts handOn(Map<String, Object>... rows) {
        now = now.plusSeconds(1);
        Exchange exchange = new DefaultExchange(camel);
        exchange.setProperty(DeliveryProperties.STREAM, JOBS);
        exchange.setProperty(DeliveryProperties.POSITION, "{}");
        exchange.setProperty(DeliveryProperties.HORIZON, horizon);
        exchange.getMessage().setBody(new RecordPage("jpm/jobs", List.of(rows), null));
        step.write(exchange);
        return exchange.getVariable(DeliveryProperties.COUNTS, Counts.class);
    }

    private final class ReadJobs implements JobSource {

        @Override
        public List<Map<String, Object>> records(List<Map<String, Object>> rows) {
            if (!rows.isEmpty()) {
                requests.add("details");
            }
            return rows.stream().map(row -> {
                Map<String, Object> record = new LinkedHashMap<>(row);
                record.put("jobTypeName", "Tune-up");
                record.put("technicianNames", List.of("Ann Lee"));
                return record;
            }).toList();
        }

        @Override
        public List<Map<String, Object>> read(Collection<String> ids) {
            requests.add("jobs");
            return ids.stream().map(jobs::get).filter(Objects::nonNull).toList();
        }

        @Override
        public Map<String, SideField> describe() {
            return DescribedRecords.job(Catalog.load());
        }
    }

    private final class ReadCustomers implements CustomerSource {

        @Override
        public List<SideRecord> read(Collection<String> ids) {
            requests.add("customers");
            return ids.stream().map(customers::get).filter(Objects::nonNull).toList();
        }

        @Override
        public List<SideRecord> records(List<Map<String, Object>> rows) {
            throw new UnsupportedOperationException("A job flow has no rows of customers");
        }

        @Override
        public List<SideRecord> first(int most) {
            throw new UnsupportedOperationException("A job flow lists no customers");
        }

        @Override
        public Map<String, SideField> describe() {
            throw new UnsupportedOperationException("A job flow maps no customers");
        }

        @Override
        public List<WriteOutcome> write(List<SideWrite> writes) {
            throw new UnsupportedOperationException("A job flow writes nothing to ServiceTitan");
        }

        @Override
        public Optional<String> findCreated(String crmId) {
            throw new UnsupportedOperationException("A job flow creates no customers");
        }
    }
}
