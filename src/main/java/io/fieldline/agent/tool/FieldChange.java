package io.fieldline.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One field as it is and as it is to be.
 *
 * @param field its path in the record, such as <code>address.street</code>
 * @param before a null node where there is nothing
 */
public record FieldChange(String field, JsonNode before, JsonNode after) {}
