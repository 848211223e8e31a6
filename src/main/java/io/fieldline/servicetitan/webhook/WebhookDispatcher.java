package io.fieldline.servicetitan.webhook;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.WebhookEventType;
import io.fieldline.sync.WebhookEvent;
import io.fieldline.sync.WebhookInbox;
import io.fieldline.tenant.Tenants;

/**
 * Turns stored events into readings of the records they name. An event stays in the inbox until every flow that follows
 * its collection was handed the record; what a crash left behind is taken up by {@link #takeUpPending}.
 */
public final class WebhookDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookDispatcher.class);
    private static final int EVENTS_AT_ONCE = 500;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Whoever reads a record because an event named it; completes when it is handed on. */
    @FunctionalInterface
    public interface Target {

        CompletionStage<Void> signal(String tenant, String collection, String recordId);
    }

    private final WebhookInbox inbox;
    private final Tenants tenants;
    private final Catalog catalog;
    private final Target target;
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    public WebhookDispatcher(WebhookInbox inbox, Tenants tenants, Catalog catalog, Target target) {
        this.inbox = inbox;
        this.tenants = tenants;
        this.catalog = catalog;
        this.target = target;
    }

    /** Events that were stored and not handled: after a start, and after a reading that failed. */
    public void takeUpPending() {
        tenants.all().forEach(tenant -> inbox.pending(tenant.name(), EVENTS_AT_ONCE).forEach(this::dispatch));
    }

    public void dispatch(WebhookEvent event) {
        String identity = event.tenant() + " " + event.userAssignedId();
        if (!underWay.add(identity)) {
            return;
        }
        CompletableFuture.completedFuture(event).thenCompose(this::read).thenRun(() -> inbox.handled(event))
                .whenComplete((nothing, problem) -> {
                    underWay.remove(identity);
                    if (problem != null) {
                        LOG.warn("The record of an event could not be read yet: {} tenant={} type={}", reason(problem),
                                event.tenant(), event.type());
                    }
                });
    }

    private static String reason(Throwable problem) {
        return problem instanceof CompletionException && problem.getCause() != null
                ? problem.getCause().getMessage()
                : problem.getMessage();
    }

    private CompletionStage<Void> read(WebhookEvent event) {
        Optional<WebhookEventType> type = catalog.webhook(event.type());
        if (type.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        String collection = type.get().module() + "/" + type.get().collection();
        return type.get().recordId(data(event)).map(recordId -> target.signal(event.tenant(), collection, recordId))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    private static JsonNode data(WebhookEvent event) {
        try {
            return JSON.readTree(event.payload()).path("data");
        } catch (IOException e) {
            throw new IllegalStateException("A stored event of type " + event.type() + " is no JSON any more", e);
        }
    }
}
