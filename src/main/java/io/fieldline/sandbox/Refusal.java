package io.fieldline.sandbox;

import io.fieldline.sandbox.http.Reply;

/** Ends the handling of a request with an error that the real API would answer too. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super(null, null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }
}
