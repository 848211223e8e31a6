package io.fieldline.servicetitan;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

import io.fieldline.lane.FollowingConsumer;
import io.fieldline.lane.LaneServices;
import io.fieldline.lane.Lanes;
import io.fieldline.lane.RunningFlows;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.sync.InMemoryChangeMemory;
import io.fieldline.sync.InMemoryCheckpointStore;
import io.fieldline.sync.InMemoryRunStore;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** The component in a plain Camel context against a ServiceTitan at the wire, with routes from text. */
final class ComponentBench implements AutoCloseable {

    /** What the route saw of one exchange, copied before Camel uses it again. */
    record Seen(Object body, Map<String, Object> headers, Map<String, Object> variables) {

        Object field(String name) {
            return ((Map<?, ?>) body).get(name);
        }
    }

    final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    final StoredRecords records = new StoredRecords();
    final FixedTenants tenants;
    final InMemoryRunStore runs = new InMemoryRunStore();
    final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final RunningFlows flows = new RunningFlows();
    final DefaultCamelContext camel = new DefaultCamelContext();
    final Lanes lanes;
    volatile Processor step = exchange -> {
    };
    private final ExecutorService pool = Executors.newFixedThreadPool(8);

    ComponentBench(Tenant... configured) throws Exception {
        this.tenants = new FixedTenants(configured);
        serviceTitan.otherwise(records::answer);
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        Clock clock = Clock.systemUTC();
        this.lanes = new Lanes(pool, clock, false);
        ServiceTitanClient client = new ServiceTitanClient(http, new TokenCache(new TokenEndpoint(http, clock), clock),
                new RateBudgets(), clock);
        camel.getRegistry().bind("services", new ServiceTitanServices(Catalog.load(), client,
                new SharedReads(Duration.ofMillis(50)), new InMemoryChangeMemory(),
                new LaneServices(tenants, flows, lanes, checkpoints, runs, pool, clock)));
        camel.getRegistry().bind("look", (Processor) this::look);
        camel.getShutdownStrategy().setTimeout(5);
        ServiceTitanComponent component = new ServiceTitanComponent(camel);
        component.readBackPause(pause -> {
        });
        camel.addComponent("servicetitan", component);
        camel.start();
    }

    private void look(Exchange exchange) throws Exception {
        step.process(exchange);
        seen.add(new Seen(exchange.getMessage().getBody(), Map.copyOf(exchange.getMessage().getHeaders()),
                Map.copyOf(exchange.getVariables())));
    }

    /** A tenant whose flows poll ten times a second. */
    Tenant tenant(String name, long id, Map<String, Map<String, Object>> settings) {
        return tenant(name, id, () -> FaultyServiceTitan.SECRET, settings);
    }

    Tenant tenant(String name, long id, Supplier<String> secret, Map<String, Map<String, Object>> settings) {
        Map<String, FlowSettings> switchedOn = new java.util.HashMap<>();
        settings.forEach((flow, values) -> switchedOn.put(flow, new FlowSettings(flow, Duration.ofMillis(100), values)));
        return new Tenant(name, name, ZoneOffset.UTC, serviceTitan.account(id, secret), Map.of(), switchedOn);
    }

    void follow(String uri, String parameters) throws Exception {
        load("""
                - route:
                    id: watch
                    from:
                      uri: %s
                      parameters: { flow: watch%s }
                      steps:
                        - process: { ref: look }
                """.formatted(uri, parameters.isEmpty() ? "" : ", " + parameters));
    }

    void step(String uri, String parameters) throws Exception {
        load("""
                - route:
                    id: call
                    from:
                      uri: direct:call
                      steps:
                        - to:
                            uri: %s
                            parameters: { %s }
                """.formatted(uri, parameters));
    }

    void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("watch.yaml", yaml));
    }

    /** Runs the step for acme. */
    Exchange call(Object body) {
        return camel.createProducerTemplate().request("direct:call", exchange -> {
            exchange.setVariable("tenant", "acme");
            exchange.getMessage().setBody(body);
        });
    }

    FollowingConsumer flow() {
        return flows.find("watch").orElseThrow();
    }

    @Override
    public void close() throws Exception {
        camel.stop();
        lanes.close();
        pool.shutdownNow();
        serviceTitan.close();
    }
}
