package io.fieldline.outreach;

import java.time.Instant;

/**
 * Who is sending a message, and until when nobody else looks after it.
 *
 * @param holder another one for each claim, so that one who was too slow is told from the one after
 */
public record Lease(String holder, Instant until) {}
