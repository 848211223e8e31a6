package io.fieldline.servicetitan.http;

/** Who goes first when several wait for the same budget, in this order. */
public enum RateLane {
    /** Somebody waits for the answer in a conversation. */
    AGENT,
    /** Polls, webhooks, write-backs. */
    FLOW,
    /** Backfills and batches of commands. */
    HISTORY
}
