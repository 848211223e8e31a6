package io.fieldline.sync;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps events for the length of a test. */
public final class InMemoryWebhookInbox implements WebhookInbox {

    private final List<WebhookEvent> received = new ArrayList<>();
    private final List<WebhookEvent> pending = new ArrayList<>();

    @Override
    public synchronized boolean receive(WebhookEvent event) {
        boolean known = received.stream().anyMatch(
                one -> one.tenant().equals(event.tenant()) && one.userAssignedId().equals(event.userAssignedId()));
        if (!known) {
            received.add(event);
            pending.add(event);
        }
        return !known;
    }

    @Override
    public synchronized List<WebhookEvent> pending(String tenant, int limit) {
        return pending.stream().filter(event -> event.tenant().equals(tenant)).limit(limit).toList();
    }

    @Override
    public synchronized void handled(WebhookEvent event) {
        pending.remove(event);
    }

    @Override
    public synchronized int removeReceivedBefore(Instant instant) {
        int before = received.size();
        received.removeIf(event -> event.receivedAt().isBefore(instant));
        return before - received.size();
    }
}
