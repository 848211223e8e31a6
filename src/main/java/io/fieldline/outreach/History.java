package io.fieldline.outreach;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Asks how many messages were handed over, or are to be. What the provider may have counts, what it refused does not.
 *
 * @param exceptToken the message that asks
 * @param kinds none for any
 * @param locationId with <code>recipient</code>: either of the two
 * @param after the time of handing over, or the due time of one that still waits
 * @param before empty for no end
 * @param waiting whether those count that wait for their time
 */
public record History(String tenant, String exceptToken, Optional<String> flow, Optional<String> event,
        Set<MessageKind> kinds, OptionalLong customerId, OptionalLong locationId, Optional<String> recipient, Instant after,
        Optional<Instant> before, boolean waiting) {}
