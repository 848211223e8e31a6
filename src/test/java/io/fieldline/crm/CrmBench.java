package io.fieldline.crm;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.flow.FailureClassifier;
import io.fieldline.flow.InMemoryDeadLetterStore;
import io.fieldline.flow.RecordErrors;
import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.LaneStatus;
import io.fieldline.lane.Lanes;
import io.fieldline.lane.RunningFlows;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.sync.InMemoryCheckpointStore;
import io.fieldline.sync.InMemoryRunStore;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** The component in a plain Camel context, with an account of memory behind each connection and the shipped error policy. */
final class CrmBench implements AutoCloseable {

    /** What the route saw of one exchange, copied before Camel uses it again. */
    record Seen(List<SideRecord> body, Map<String, Object> variables) {

        List<String> ids() {
            return body.stream().map(SideRecord::id).toList();
        }
    }

    final Map<String, InMemoryCrm> accounts = new ConcurrentHashMap<>();
    final FixedTenants tenants = new FixedTenants();
    final InMemoryRunStore runs = new InMemoryRunStore();
    final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    final InMemoryDeadLetterStore letters = new InMemoryDeadLetterStore();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final RunningFlows flows = new RunningFlows();
    final DefaultCamelContext camel = new DefaultCamelContext();
    private final ExecutorService pool = Executors.newFixedThreadPool(8);
    private final Lanes lanes = new Lanes(pool, Clock.systemUTC(), false);
    volatile Processor step = exchange -> {
    };

    CrmBench() throws Exception {
        camel.getRegistry().bind("crms", (Crms) this::account);
        camel.getRegistry().bind("lanes",
                new LaneServices(tenants, flows, lanes, checkpoints, runs, pool, Clock.systemUTC()));
        camel.getRegistry().bind("look", (Processor) this::look);
        camel.getRegistry().bind(RecordErrors.NAME,
                new RecordErrors(new FailureClassifier(List.of()), letters, Clock.systemUTC()));
        camel.getShutdownStrategy().setTimeout(5);
        camel.start();
        load(new String(CrmBench.class.getResourceAsStream("/routes/record-errors.yaml").readAllBytes(),
                StandardCharsets.UTF_8));
    }

    private InMemoryCrm account(Tenant tenant, String connection) {
        return Optional.ofNullable(accounts.get(tenant.name() + "/" + connection))
                .filter(found -> tenant.connections().containsKey(connection))
                .orElseThrow(() -> new MisconfiguredException(
                        "Tenant " + tenant.name() + " has no connection " + connection + " to a CRM"));
    }

    private void look(Exchange exchange) throws Exception {
        step.process(exchange);
        seen.add(new Seen(body(exchange), Map.copyOf(exchange.getVariables())));
    }

    @SuppressWarnings("unchecked")
    static List<SideRecord> body(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    /** A tenant with one account, whose flow, if it is on, polls ten times a second. */
    InMemoryCrm apply(String name, String connection, Map<String, Object> settings) {
        InMemoryCrm account = accounts.computeIfAbsent(name + "/" + connection, unseen -> new InMemoryCrm());
        Map<String, FlowSettings> flows = settings == null
                ? Map.of()
                : Map.of("watch", new FlowSettings("watch", Duration.ofMillis(100), settings));
        tenants.apply(new Tenant(name, name, ZoneOffset.UTC, null,
                Map.of(connection, new Connection(connection, "salesforce", Map.of())), flows));
        return account;
    }

    void follow(String parameters) throws Exception {
        load("""
                - route:
                    id: watch
                    routeConfigurationId: record-errors
                    from:
                      uri: crm:changes
                      parameters: { flow: watch%s }
                      steps:
                        - process: { ref: look }
                """.formatted(parameters.isEmpty() ? "" : ", " + parameters));
    }

    void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("watch.yaml", yaml));
    }

    FollowingConsumer flow() {
        return flows.find("watch").orElseThrow();
    }

    List<LaneStatus> lanes() {
        return lanes.statuses();
    }

    List<String> ids() {
        return seen.stream().flatMap(one -> one.ids().stream()).toList();
    }

    @Override
    public void close() {
        camel.stop();
        lanes.close();
        pool.shutdownNow();
    }
}
