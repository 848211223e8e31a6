package io.fieldline.wiring;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.flow.FlowStatus;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.mcp.Documents;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/**
 * What clients of agents may read of the configuration. Settings of connections and flows are left out whole: an owner may have
 * written anything there.
 */
final class AgentDocuments implements Documents {

    private final Tenants tenants;
    private final Supplier<List<FlowStatus>> flows;
    private final FieldMappings mappings;

    AgentDocuments(Tenants tenants, Supplier<List<FlowStatus>> flows, FieldMappings mappings) {
        this.tenants = tenants;
        this.flows = flows;
        this.mappings = mappings;
    }

    @Override
    public Optional<ObjectNode> tenant(String name) {
        return tenants.find(name).map(AgentDocuments::shown);
    }

    private static ObjectNode shown(Tenant tenant) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode().put("tenant", tenant.name())
                .put("displayName", tenant.displayName()).put("timeZone", tenant.timeZone().getId())
                .put("environment", lower(tenant.serviceTitan().environment()));
        ObjectNode connections = shown.putObject("connections");
        tenant.connections().values().stream().sorted((one, other) -> one.name().compareTo(other.name()))
                .forEach(connection -> connections.put(connection.name(), connection.type()));
        tenant.flows().keySet().stream().sorted().forEach(shown.putArray("flows")::add);
        return shown;
    }

    @Override
    public List<ObjectNode> flows() {
        return flows.get().stream().map(flow -> JsonNodeFactory.instance.objectNode().put("flow", flow.id())
                .put("description", flow.description()).put("state", lower(flow.state()))).toList();
    }

    @Override
    public List<String> mappings(String tenant) {
        return List.copyOf(mappings.names(tenant));
    }

    @Override
    public Optional<String> mapping(String tenant, String mapping) {
        return mappings.names(tenant).contains(mapping)
                ? Optional.of(String.join("---\n", mappings.documents(mapping, tenant)))
                : Optional.empty();
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
