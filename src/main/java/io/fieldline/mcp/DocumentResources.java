package io.fieldline.mcp;

import java.util.Optional;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door;
import io.quarkiverse.mcp.server.JsonRpcErrorCodes;
import io.quarkiverse.mcp.server.McpException;
import io.quarkiverse.mcp.server.ResourceManager;
import io.quarkiverse.mcp.server.ResourceResponse;
import io.quarkiverse.mcp.server.ResourceTemplateManager;
import io.quarkiverse.mcp.server.TextResourceContents;

/** The documents as resources. A tenant that the client may not use is answered as one that does not exist. */
final class DocumentResources {

    private static final String TENANTS = "fieldline://tenants";
    private static final String FLOWS = "fieldline://flows";
    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";

    private final Door door;
    private final Sessions sessions;
    private final Documents documents;

    DocumentResources(Door door, Sessions sessions, Documents documents) {
        this.door = door;
        this.sessions = sessions;
        this.documents = documents;
    }

    void add(ResourceManager resources, ResourceTemplateManager templates) {
        resources.newResource("tenants").setUri(TENANTS).setTitle("Tenants").setMimeType(JSON)
                .setDescription("The tenants that you may work with, and where their documents are.")
                .setHandler(asked -> text(TENANTS, JSON, tenants(asked.connection().id()).toString())).register();
        resources.newResource("flows").setUri(FLOWS).setTitle("Flows").setMimeType(JSON)
                .setDescription("The flows there are: what each does, and whether it runs.")
                .setHandler(asked -> text(FLOWS, JSON, flows().toString())).register();
        templates.newResourceTemplate("tenant").setUriTemplate(TENANTS + "/{tenant}").setTitle("A tenant").setMimeType(JSON)
                .setDescription("A tenant's name, time zone, connections, flows and field mappings.")
                .setHandler(asked -> text(asked.requestUri().value(), JSON,
                        tenant(asked.connection().id(), asked.args().get("tenant"), asked.requestUri().value()).toString()))
                .register();
        templates.newResourceTemplate("mapping").setUriTemplate(TENANTS + "/{tenant}/mappings/{mapping}")
                .setTitle("A field mapping").setMimeType(YAML)
                .setDescription("Which field of ServiceTitan is which of another system, for a tenant.")
                .setHandler(asked -> text(asked.requestUri().value(), YAML,
                        mapping(asked.connection().id(), asked.args().get("tenant"), asked.args().get("mapping"),
                                asked.requestUri().value())))
                .register();
    }

    private ObjectNode tenants(String session) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("tenants");
        caller(session).map(door::tenants).ifPresent(names -> names.forEach(name -> documents.tenant(name).ifPresent(
                tenant -> rows.addObject().put("tenant", name).put("displayName", tenant.path("displayName").asText())
                        .put("uri", TENANTS + "/" + name))));
        return answer;
    }

    private ObjectNode flows() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("flows").addAll(documents.flows());
        return answer;
    }

    private ObjectNode tenant(String session, String tenant, String uri) {
        ObjectNode answer = mayUse(session, tenant) ? documents.tenant(tenant).orElseThrow(() -> missing(uri)) : null;
        if (answer == null) {
            throw missing(uri);
        }
        ObjectNode copy = answer.deepCopy();
        ArrayNode mappings = copy.putArray("mappings");
        documents.mappings(tenant).forEach(name -> mappings.add(TENANTS + "/" + tenant + "/mappings/" + name));
        return copy;
    }

    private String mapping(String session, String tenant, String mapping, String uri) {
        if (!mayUse(session, tenant)) {
            throw missing(uri);
        }
        return documents.mapping(tenant, mapping).orElseThrow(() -> missing(uri));
    }

    private boolean mayUse(String session, String tenant) {
        return caller(session).map(caller -> door.tenants(caller).contains(tenant)).orElse(false);
    }

    private Optional<Door.Caller> caller(String session) {
        return sessions.find(session).map(Session::caller);
    }

    private static McpException missing(String uri) {
        return new McpException("Resource not found: " + uri, JsonRpcErrorCodes.RESOURCE_NOT_FOUND);
    }

    private static ResourceResponse text(String uri, String type, String text) {
        return new ResourceResponse(new TextResourceContents(uri, text, type));
    }
}
