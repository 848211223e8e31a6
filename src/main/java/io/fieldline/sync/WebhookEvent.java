package io.fieldline.sync;

import java.time.Instant;

/**
 * A verified event as it was received.
 *
 * @param tenant whose event
 * @param userAssignedId ServiceTitan's key for telling repeats apart
 * @param type such as <code>tn.jpm.job-completed</code>
 * @param receivedAt when
 * @param payload the raw body
 */
public record WebhookEvent(String tenant, String userAssignedId, String type, Instant receivedAt, String payload) {}
