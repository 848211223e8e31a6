package io.fieldline.store;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.fieldline.sync.WebhookEvent;
import io.fieldline.sync.WebhookInbox;

final class JdbcWebhookInbox implements WebhookInbox {

    private final StateDatabase database;
    private final InstantSource clock;

    JdbcWebhookInbox(StateDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public boolean receive(WebhookEvent event) {
        return database.update("""
                insert into webhook_event (tenant, user_assigned_id, type, received_at, payload) values (?, ?, ?, ?, ?)
                on conflict (tenant, user_assigned_id) do nothing
                """, event.tenant(), event.userAssignedId(), event.type(), TimeText.of(event.receivedAt()),
                event.payload()) == 1;
    }

    @Override
    public List<WebhookEvent> pending(String tenant, int limit) {
        return database.query("""
                select tenant, user_assigned_id, type, received_at, payload from webhook_event
                where tenant = ? and handled_at is null order by received_at, sequence limit ?
                """, row -> new WebhookEvent(row.getString(1), row.getString(2), row.getString(3),
                TimeText.parse(row.getString(4)), row.getString(5)), tenant, limit);
    }

    @Override
    public void handled(WebhookEvent event) {
        database.update("update webhook_event set handled_at = ? where tenant = ? and user_assigned_id = ?",
                TimeText.of(clock.instant()), event.tenant(), event.userAssignedId());
    }

    @Override
    public int removeReceivedBefore(Instant instant) {
        return database.update("delete from webhook_event where received_at < ?", TimeText.of(instant));
    }
}
