package io.fieldline.sandbox.klaviyo;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An event that was recorded.
 *
 * @param profile e-mail, number or id
 * @param attributes the whole event as it was sent
 */
public record RecordedEvent(String profile, String metric, String uniqueId, JsonNode attributes) {}
