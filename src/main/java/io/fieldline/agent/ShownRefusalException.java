package io.fieldline.agent;

import io.fieldline.agent.tool.RefusedCallException;

/** A refusal that holds only what the client may see already. */
final class ShownRefusalException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient RefusedCallException refusal;

    ShownRefusalException(RefusedCallException refusal) {
        super(refusal.getMessage(), null, false, false);
        this.refusal = refusal;
    }

    RefusedCallException refusal() {
        return refusal;
    }
}
