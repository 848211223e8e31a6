package io.fieldline.sync;

import java.time.Instant;

/**
 * Which record in one system is which in another.
 *
 * @param tenant whose records
 * @param type the kind of record, <code>customer</code>
 * @param sourceId its id in ServiceTitan
 * @param system the other system, <code>salesforce</code>
 * @param externalId its id there
 * @param agreedState the last state both sides agreed on, as JSON; null when none was stored
 * @param linkedAt when the link was made or last changed
 */
public record RecordLink(String tenant, String type, String sourceId, String system, String externalId, String agreedState,
        Instant linkedAt) {}
