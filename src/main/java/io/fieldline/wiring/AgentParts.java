package io.fieldline.wiring;

import java.util.Optional;

import io.fieldline.agent.Door;
import io.fieldline.flow.FlowLoader;
import io.fieldline.mapping.FieldMappings;
import io.fieldline.mcp.Documents;
import io.fieldline.tenant.Tenants;

/** What agents are given of this process. */
final class AgentParts {

    private final Documents documents;

    AgentParts(Tenants tenants, FlowLoader flows, FieldMappings mappings) {
        documents = new AgentDocuments(tenants, flows::flows, mappings);
    }

    /** Empty where nothing lets an agent in; there is no endpoint for agents then. */
    Optional<Door> door() {
        return Optional.empty();
    }

    Documents documents() {
        return documents;
    }
}
