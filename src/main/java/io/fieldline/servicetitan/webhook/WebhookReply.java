package io.fieldline.servicetitan.webhook;

/** How an event is answered; the status is what ServiceTitan's retries go by. */
public enum WebhookReply {

    STORED(202, "stored"), REPEATED(200, "received before"), DROPPED(200, "no such tenant here"), UNSIGNED(401,
            "signature missing"), WRONG_SIGNATURE(401,
                    "wrong signature"), BROKEN(400, "not a CloudEvent"), TOO_LARGE(413, "larger than 1 MiB");

    private final int status;
    private final String reason;

    WebhookReply(int status, String reason) {
        this.status = status;
        this.reason = reason;
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }
}
