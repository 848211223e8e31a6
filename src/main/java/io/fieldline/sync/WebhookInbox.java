package io.fieldline.sync;

import java.time.Instant;
import java.util.List;

/** Events stored before they are acknowledged. */
public interface WebhookInbox {

    /** Stores the event; false when one with its tenant and user assigned id is there already. */
    boolean receive(WebhookEvent event);

    /** Events of one tenant not handled yet, the oldest first. */
    List<WebhookEvent> pending(String tenant, int limit);

    void handled(WebhookEvent event);

    int removeReceivedBefore(Instant instant);
}
