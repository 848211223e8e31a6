package io.fieldline.agent.plan;

import java.time.Instant;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a client was shown that a call would do.
 *
 * @param fingerprint of the proposal, see {@link io.fieldline.agent.tool.ProposalJson#fingerprint}
 * @param shown as the client was shown it
 * @param whole as whoever approves it sees it, with what the client is not shown; empty where nobody has to
 * @param sentence what it would do, in one sentence with nothing personal in it; empty where it was not kept
 */
public record Plan(String id, Binding binding, String fingerprint, Instant createdAt, Instant expiresAt, State state,
        ObjectNode shown, ObjectNode whole, String sentence, Approvals approvals) {

    /** What a person decides about. */
    public ObjectNode forApprover() {
        return whole.isEmpty() ? shown : whole;
    }

    /**
     * What a token is good for.
     *
     * @param arguments hash of the arguments, see {@link io.fieldline.agent.tool.CanonicalJson}
     */
    public record Binding(String client, String tenant, String tool, String arguments) {}

    /** How far it got. */
    public enum State {
        /** It can be carried out. */
        OPEN,
        /** It was, or was begun. */
        USED,
        /** Another one took its place. */
        REPLACED
    }
}
