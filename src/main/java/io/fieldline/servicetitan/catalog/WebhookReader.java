package io.fieldline.servicetitan.catalog;

import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** Reads <code>catalog/webhooks.yaml</code>. */
final class WebhookReader {

    private WebhookReader() {}

    static Map<String, WebhookEventType> read() {
        try {
            Map<String, WebhookEventType> types = new LinkedHashMap<>();
            CatalogFiles.read("webhooks.yaml").properties()
                    .forEach(entry -> types.put(entry.getKey(), type(entry.getKey(), entry.getValue())));
            return types;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The catalogue file webhooks.yaml is not readable", e);
        }
    }

    private static WebhookEventType type(String name, JsonNode node) {
        String[] collection = node.path("collection").asText().split("/", 2);
        return new WebhookEventType(name, collection[0], collection[1], JsonPointer.compile(node.path("id").asText()),
                node.path("data").asText(), node.path("deletes").asBoolean(false), node.path("dropped").asBoolean(false));
    }
}
