package io.fieldline.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * Whether a payload is about a customer: a field <code>customerId</code> or an object <code>customer</code> with its id at
 * any depth, or the customer's own record. ServiceTitan writes ids as numbers and, in places, as text; both count.
 */
final class CustomerMention {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String customerId;

    CustomerMention(long customerId) {
        this.customerId = Long.toString(customerId);
    }

    /**
     * @param customerRecord whether the payload is a customer, so that its own id counts
     * @return true as well for text that is not JSON and holds the number: better one dead letter too few than a person kept
     */
    boolean in(String payload, boolean customerRecord) {
        try {
            JsonNode root = JSON.readTree(payload);
            return customerRecord && (isId(root.get("id")) || isId(root.path("data").get("id"))) || mentioned(root);
        } catch (JsonProcessingException notJson) {
            return payload.contains(customerId);
        }
    }

    boolean isId(String text) {
        return customerId.equals(text);
    }

    private boolean mentioned(JsonNode node) {
        if (node.isObject() && (isId(node.get("customerId")) || isId(node.path("customer").get("id")))) {
            return true;
        }
        for (JsonNode child : node) {
            if (mentioned(child)) {
                return true;
            }
        }
        return false;
    }

    private boolean isId(JsonNode node) {
        return node != null && isId(node.asText());
    }
}
