package io.fieldline.lane;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.sync.Counts;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * One route for every tenant that switched its flow on, each with a lane of its own; tenants come, change and go while it
 * runs. What is followed, a subclass knows.
 */
public abstract class FollowingConsumer extends DefaultConsumer implements Tenants.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(FollowingConsumer.class);
    private static final long LONGEST_STOP_SECONDS = 20;

    private final String flow;
    private final LaneServices services;
    private final Map<String, TenantFlow> flows = new ConcurrentHashMap<>();
    private final Map<String, CompletionStage<Void>> closing = new ConcurrentHashMap<>();

    protected FollowingConsumer(Endpoint endpoint, Processor processor, String flow, LaneServices services) {
        super(endpoint, processor);
        this.flow = flow;
        this.services = services;
    }

    /**
     * What the flow reads for a tenant, in the order in which it is polled. Makes no call.
     *
     * @throws MisconfiguredException when the tenant's settings do not let the flow start; it then stands until they change
     */
    protected abstract List<FollowedStream> follow(Tenant tenant, FlowSettings settings);

    /** The streams that begin anew after the tenant had the flow switched off; none where they go on where they stopped. */
    protected abstract List<StreamKey> forgottenWhenOff(Tenant tenant);

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        services.flows().add(this);
        services.tenants().onChange(this);
        services.tenants().all().forEach(this::applied);
    }

    @Override
    protected void doStop() throws Exception {
        services.flows().remove(this);
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
        FlowSettings settings = tenant.flows().get(flow);
        CompletionStage<Void> before = closing.getOrDefault(tenant.name(), CompletableFuture.completedFuture(null));
        if (settings != null) {
            flows.put(tenant.name(), new TenantFlow(this, services, tenant, settings, before));
        } else {
            before.thenRun(() -> forgottenWhenOff(tenant).forEach(services.checkpoints()::remove)).exceptionally(problem -> {
                LOG.warn("Where the flow stopped could not be forgotten: {} tenant={} flow={}", problem.toString(),
                        tenant.name(), flow);
                return null;
            });
        }
    }

    @Override
    public synchronized void removed(String name) {
        TenantFlow left = flows.remove(name);
        if (left != null) {
            closing.put(name, left.close());
        }
    }

    /** The flow that this consumer serves. */
    public final String flow() {
        return flow;
    }

    /** What the flow reads for a tenant; empty when the tenant did not switch it on, or it was not started. */
    public List<StreamKey> streams(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).map(TenantFlow::streams).orElse(List.of());
    }

    /**
     * The names of the streams that the flow reads for a tenant; empty when the tenant did not switch it on.
     *
     * @throws MisconfiguredException when the tenant's settings did not let it start
     */
    public List<String> streamNames(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).map(TenantFlow::streamNames).orElse(List.of());
    }

    /**
     * Reads the history of one stream and hands it on like any other change. What was interrupted goes on where it stopped,
     * and what is complete is not read again before it is forgotten.
     *
     * @param from where to begin; null for the first record
     */
    public CompletionStage<PollResult> backfill(String tenant, String stream, Instant from, PollProgress progress) {
        return flow(tenant).backfill(stream, from, progress);
    }

    /** Whether {@link #backfill} has read a stream to its end and was not told to forget it. */
    public boolean backfilled(String tenant, String stream, Instant from) {
        return flow(tenant).stream(stream).backfilled(from);
    }

    /** The next {@link #backfill} of the stream begins anew. */
    public void forgetBackfill(String tenant, String stream) {
        flow(tenant).stream(stream).forgetBackfill();
    }

    /** Reads the record that an event named; completes at once when the flow does not follow the stream. */
    public CompletionStage<Void> signal(String tenant, String stream, String recordId) {
        TenantFlow followed = flows.get(tenant);
        return followed == null ? CompletableFuture.completedFuture(null) : followed.signal(stream, recordId);
    }

    /** Hands one record on that was parked. */
    public CompletionStage<Counts> replay(String tenant, String stream, Map<String, Object> record, String position) {
        return flow(tenant).replay(stream, record, position);
    }

    private TenantFlow flow(String tenant) {
        return Optional.ofNullable(flows.get(tenant)).orElseThrow(
                () -> new MisconfiguredException("Tenant " + tenant + " has not switched on the flow " + flow));
    }
}
