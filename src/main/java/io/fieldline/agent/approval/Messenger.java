package io.fieldline.agent.approval;

import java.time.Instant;

import io.fieldline.tenant.Connection;

/** Carries messages to persons who may approve. */
@FunctionalInterface
public interface Messenger {

    /**
     * Returns when the message was taken.
     *
     * @param to a member or a channel
     * @throws io.fieldline.failure.SyncException when it was not, or nobody knows
     */
    void tell(Connection connection, String to, Message message);

    /**
     * @param client the client's name
     * @param sentence what it wants to do, with nothing personal in it
     * @param who such as <code>Dana or Lee, and Kim</code>
     */
    record Message(String person, String client, String tenant, String tool, String sentence, String who, Instant expires,
            String link) {}
}
