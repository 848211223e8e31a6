package io.fieldline.servicetitan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.poll.PollProgress;
import io.fieldline.servicetitan.poll.PollResult;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** Follows a collection for every tenant that switched the flow on; tenants come, change and go while it runs. */
public final class ServiceTitanConsumer extends DefaultConsumer implements Tenants.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(ServiceTitanConsumer.class);
    private static final long LONGEST_STOP_SECONDS = 20;

    private final ServiceTitanConfiguration configuration;
    private final ServiceTitanServices services;
    private final Map<String, TenantFlow> flows = new ConcurrentHashMap<>();
    private final Map<String, CompletionStage<Void>> closing = new ConcurrentHashMap<>();

    ServiceTitanConsumer(ServiceTitanEndpoint endpoint, Processor processor, ServiceTitanServices services) {
        super(endpoint, processor);
        this.configuration = endpoint.getConfiguration();
        this.services = services;
        initialPosition();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        services.consumers().add(this);
        services.tenants().onChange(this);
        services.tenants().all().forEach(this::applied);
    }

    @Override
    protected void doStop() throws Exception {
        services.consumers().remove(this);
        List.copyOf(flows.keySet()).forEach(this::removed);
        for (CompletionStage<Void> one : closing.values()) {
            awaitQuietly(one);
        }
        super.doStop();
    }

    /** What is under way ends by itself; past the limit its checkpoint stays where it was and nothing is lost. */
    private static void awaitQuietly(CompletionStage<Void> closing) throws InterruptedException {
        try {
            closing.toCompletableFuture().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("Stopped while something was under way; it is read again at the next start: {}", e.toString());
        }
    }

    @Override
    public synchronized void applied(Tenant tenant) {
        if (!isStartingOrStarted()) {
            return;
        }
        removed(tenant.name());
        FlowSettings settings = tenant.flows().get(configuration.getFlow());
        CompletionStage<Void> before = closing.getOrDefault(tenant.name(), CompletableFuture.completedFuture(null));
        if (settings != null) {
            flows.put(tenant.name(), new TenantFlow(this, services, tenant, settings, before));
        } else {
            before.thenRun(() -> beginAnew(tenant.name())).exceptionally(problem -> {
                LOG.warn("Where the flow stopped could not be forgotten: {} tenant={} flow={}", problem.toString(),
                        tenant.name(), configuration.getFlow());
                return null;
            });
        }
    }

    /** Where a flow begins now, what happens while it is switched off is past when it is switched on again. */
    private void beginAnew(String tenant) {
        if (configuration.getInitialPosition().equals("now") && !configuration.anyCollection()) {
            services.stores().checkpoints().remove(new StreamKey(tenant, configuration.getFlow(),
                    configuration.getModule() + "/" + configuration.getCollection()));
        }
    }

    @Override
    public synchronized void removed(String name) {
        TenantFlow flow = flows.remove(name);
        if (flow != null) {
            closing.put(name, flow.close());
        }
    }

    /** The flow that this consumer serves. */
    public String flow() {
        return configuration.getFlow();
    }

    /** What the flow reads for a tenant; empty when the tenant did not switch it on, or it was not started. */
    public List<StreamKey> streams(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).map(TenantFlow::streams).orElse(List.of());
    }

    /**
     * The collections that the flow reads for a tenant; empty when the tenant did not switch it on.
     *
     * @throws MisconfiguredException when the tenant's settings did not let it start
     */
    public List<String> collections(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).map(TenantFlow::collections).orElse(List.of());
    }

    /**
     * Reads the history of one collection and hands it on like any other change. What was interrupted goes on where it
     * stopped, and what is complete is not read again before it is forgotten.
     *
     * @param from where to begin; null for the first record
     */
    public CompletionStage<PollResult> backfill(String tenant, String collection, Instant from, PollProgress progress) {
        return flow(tenant).backfill(collection, from, progress);
    }

    /** Whether {@link #backfill} has read a collection to its end and was not told to forget it. */
    public boolean backfilled(String tenant, String collection, Instant from) {
        return flow(tenant).backfilled(collection, from);
    }

    /** The next {@link #backfill} of the collection begins anew. */
    public void forgetBackfill(String tenant, String collection) {
        flow(tenant).forgetBackfill(collection);
    }

    /** Reads the records that an event named; completes at once when the flow does not follow the collection. */
    public CompletionStage<Void> signal(String tenant, String collection, String recordId) {
        TenantFlow flow = flows.get(tenant);
        return flow == null ? CompletableFuture.completedFuture(null) : flow.signal(collection, recordId);
    }

    /** Hands one record on as if it had just been read. */
    public CompletionStage<Counts> replay(String tenant, String collection, Map<String, Object> record,
            String position) {
        return flow(tenant).replay(collection, record, position);
    }

    private TenantFlow flow(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).orElseThrow(
                () -> new MisconfiguredException(
                        "Tenant " + tenant + " has not switched on the flow " + configuration.getFlow()));
    }

    Position initialPosition() {
        return switch (configuration.getInitialPosition()) {
            case "beginning" -> Position.beginning();
            case "now" -> Position.since(services.clock().instant());
            default -> Position.since(date(configuration.getInitialPosition()));
        };
    }

    private Instant date(String text) {
        try {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw new MisconfiguredException(getEndpoint().getEndpointUri() + ": initialPosition is " + text
                    + "; it must be beginning, now, or a date such as 2026-01-31", e);
        }
    }

    ServiceTitanConfiguration configuration() {
        return configuration;
    }
}
