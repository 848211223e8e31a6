package io.fieldline.servicetitan.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.sync.InMemoryWebhookInbox;
import io.fieldline.sync.WebhookEvent;
import io.fieldline.tenant.Tenant;

class WebhookDispatcherTest {

    private final InMemoryWebhookInbox inbox = new InMemoryWebhookInbox();
    private final List<String> signals = new ArrayList<>();
    private CompletableFuture<Void> handled = CompletableFuture.completedFuture(null);
    private final WebhookDispatcher dispatcher = new WebhookDispatcher(inbox,
            new FixedTenants(new Tenant("acme", "Acme", ZoneOffset.UTC, null, Map.of(), Map.of())), Catalog.load(),
            (tenant, collection, recordId) -> {
                signals.add(tenant + " " + collection + " " + recordId);
                return handled;
            });

    private WebhookEvent received(String assigned, String type, String data) {
        WebhookEvent event = new WebhookEvent("acme", assigned, type, Instant.EPOCH, "{\"data\":" + data + "}");
        inbox.receive(event);
        return event;
    }

    private WebhookEvent job(String assigned) {
        return received(assigned, "tn.jpm.job-completed", "{\"tenantId\":1001,\"job\":{\"id\":7}}");
    }

    private List<WebhookEvent> pending() {
        return inbox.pending("acme", 10);
    }

    @Test
    void namesTheRecordThatAnEventIsAbout() {
        dispatcher.dispatch(job("a1"));
        dispatcher.dispatch(received("a2", "tn.acc.invoice-updated", "{\"invoice\":{\"id\":8}}"));

        assertThat(signals).containsExactly("acme jpm/jobs 7", "acme accounting/invoices 8");
        assertThat(pending()).isEmpty();
    }

    @Test
    void anEventStaysUntilItsRecordIsHandedOn() {
        handled = new CompletableFuture<>();
        dispatcher.dispatch(job("a1"));
        assertThat(pending()).hasSize(1);

        handled.complete(null);

        assertThat(pending()).isEmpty();
    }

    @Test
    void anEventUnderWayIsNotTakenUpAgain() {
        handled = new CompletableFuture<>();
        dispatcher.dispatch(job("a1"));

        dispatcher.takeUpPending();

        assertThat(signals).hasSize(1);
    }

    @Test
    void anEventWhoseReadingFailedIsTakenUpAgain() {
        handled = CompletableFuture.failedFuture(new RetryLaterException("busy", null));
        dispatcher.dispatch(job("a1"));
        handled = CompletableFuture.completedFuture(null);

        dispatcher.takeUpPending();

        assertThat(signals).hasSize(2);
        assertThat(pending()).isEmpty();
    }

    @Test
    void whatACrashLeftBehindIsTakenUp() {
        job("a1");
        job("a2");

        dispatcher.takeUpPending();

        assertThat(signals).hasSize(2);
        assertThat(pending()).isEmpty();
    }

    @Test
    void anEventOfAnUnknownKindOrWithoutARecordIsDone() {
        dispatcher.dispatch(received("a1", "tn.new.kind-of-event", "{}"));
        dispatcher.dispatch(received("a2", "tn.jpm.job-completed", "{\"tenantId\":1001}"));

        assertThat(signals).isEmpty();
        assertThat(pending()).isEmpty();
    }

    @Test
    void anEventThatCannotBeReadAnyMoreDoesNotHarmItsSender() {
        WebhookEvent broken = new WebhookEvent("acme", "a1", "tn.jpm.job-completed", Instant.EPOCH, "{broken");
        inbox.receive(broken);

        dispatcher.dispatch(broken);

        assertThat(pending()).containsExactly(broken);
    }
}
