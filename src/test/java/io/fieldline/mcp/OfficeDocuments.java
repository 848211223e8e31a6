package io.fieldline.mcp;

import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The documents of acme and summit. */
final class OfficeDocuments implements Documents {

    @Override
    public Optional<ObjectNode> tenant(String tenant) {
        return List.of("acme", "summit").contains(tenant)
                ? Optional.of(JsonNodeFactory.instance.objectNode().put("tenant", tenant).put("displayName", tenant + " Inc."))
                : Optional.empty();
    }

    @Override
    public List<ObjectNode> flows() {
        return List.of(JsonNodeFactory.instance.objectNode().put("flow", "warehouse-pipeline"));
    }

    @Override
    public List<String> mappings(String tenant) {
        return List.of("customer-hubspot");
    }

    @Override
    public Optional<String> mapping(String tenant, String mapping) {
        return mappings(tenant).contains(mapping) ? Optional.of("fields: of " + tenant) : Optional.empty();
    }
}
