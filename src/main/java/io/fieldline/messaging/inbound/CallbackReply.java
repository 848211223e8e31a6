package io.fieldline.messaging.inbound;

/** How a callback is answered. Who is not the provider learns nothing but the number. */
public enum CallbackReply {

    HANDLED(200), BROKEN(400), NOT_SIGNED(403), UNKNOWN(404), TOO_LARGE(413);

    private final int status;

    CallbackReply(int status) {
        this.status = status;
    }

    public int status() {
        return status;
    }
}
