package io.fieldline.wiring;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;

import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.CamelRuntime;
import org.eclipse.microprofile.config.ConfigProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.cli.Host;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.mcp.McpEdge;
import io.fieldline.mcp.McpSettings;
import io.fieldline.observe.FlowMetrics;
import io.fieldline.ops.Operator;
import io.fieldline.ops.RemoteOperator;
import io.fieldline.ops.ServiceAddress;
import io.fieldline.store.StateStore.Access;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.vertx.ext.web.Router;

/** Runs commands and the service inside Quarkus. */
@ApplicationScoped
final class QuarkusHost implements Host {

    private static final Logger LOG = LoggerFactory.getLogger(QuarkusHost.class);

    private final CamelContext camel;
    private final Instance<CamelRuntime> camelRuntime;
    private final Instance<Router> router;
    private final ServiceState state;
    private final MeterRegistry meters;
    private final FlowMetrics metrics;
    private final McpEdge mcp;

    @Inject
    QuarkusHost(CamelContext camel, Instance<CamelRuntime> camelRuntime, Instance<Router> router, ServiceState state,
            MeterRegistry meters, FlowMetrics metrics, McpEdge mcp) {
        this.mcp = mcp;
        this.meters = meters;
        this.metrics = metrics;
        this.camel = camel;
        this.camelRuntime = camelRuntime;
        this.router = router;
        this.state = state;
    }

    @Override
    public <T> T with(Need need, Function<Operator, T> action) {
        FieldlineHome home = FieldlineHome.from(System::getenv);
        Optional<ServiceAddress> service = ServiceAddress.find(home.data());
        if (service.isPresent()) {
            return action.apply(new RemoteOperator(service.get()));
        }
        try (Fieldline fieldline = open(home, need)) {
            if (need == Need.ROUTES) {
                startRoutes(fieldline);
            } else {
                fieldline.readTenants();
            }
            return action.apply(fieldline.operator());
        }
    }

    /** Who only looks may do so beside a process that owns the store; a store that nobody made yet is made. */
    private Fieldline open(FieldlineHome home, Need need) {
        if (need == Need.LOOK) {
            try {
                return new Fieldline(home, Access.READER, camel, meters, Clock.systemUTC());
            } catch (MisconfiguredException e) {
                LOG.debug("The store cannot be read beside its owner: {}", e.getMessage());
            }
        }
        return new Fieldline(home, Access.OWNER, camel, meters, Clock.systemUTC());
    }

    @Override
    public int serve() {
        FieldlineHome home = FieldlineHome.from(System::getenv);
        try (Fieldline fieldline = new Fieldline(home, Access.OWNER, camel, meters, Clock.systemUTC())) {
            startRoutes(fieldline);
            listen(home, fieldline);
            follow(fieldline);
            LOG.info("Serving {} tenants on port {}", fieldline.tenants().all().size(), port());
            Quarkus.waitForExit();
            ServiceAddress.remove(home.data());
            mcp.close();
            fieldline.stopSending();
            camel.stop();
        }
        return 0;
    }

    @Override
    public Optional<ServiceAddress> service() {
        return ServiceAddress.find(FieldlineHome.from(System::getenv).data());
    }

    @Override
    public int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
    }

    @Override
    public Service start(UnaryOperator<String> environment, InstantSource messageTime) {
        FieldlineHome home = FieldlineHome.from(environment);
        Fieldline fieldline = new Fieldline(home, Access.OWNER, camel, meters, messageTime.withZone(ZoneOffset.UTC));
        startRoutes(fieldline);
        listen(home, fieldline);
        Operator operator = fieldline.operator();
        return new Service() {

            @Override
            public Operator operator() {
                return operator;
            }

            @Override
            public void follow() {
                QuarkusHost.this.follow(fieldline);
            }

            @Override
            public void close() {
                ServiceAddress.remove(home.data());
                mcp.close();
                fieldline.stopSending();
                camel.stop();
                fieldline.close();
            }
        };
    }

    private void follow(Fieldline fieldline) {
        fieldline.follow();
        state.started(fieldline);
        fieldline.everyFewSeconds(() -> metrics.refresh(Instant.now()));
    }

    private void startRoutes(Fieldline fieldline) {
        fieldline.bind();
        camelRuntime.get().start(new String[0]);
        fieldline.loadFlows();
    }

    private void listen(FieldlineHome home, Fieldline fieldline) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        new OperatorRoute(fieldline.operator(), token).register(router.get());
        new WebhookRoute(fieldline.receiver()).register(router.get());
        fieldline.edges().register(router.get());
        AgentParts agents = fieldline.agents();
        agents.approvals().register(router.get());
        mcp.open(agents.door(), agents.documents(), McpSettings.from(System::getenv));
        new ServiceAddress(ProcessHandle.current().pid(), port(), token).write(home.data());
    }
}
