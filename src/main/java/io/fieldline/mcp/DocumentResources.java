package io.fieldline.mcp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.Door;
import io.fieldline.agent.Door.Caller;
import io.fieldline.agent.tool.RefusedCallException;
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
                .setHandler(asked -> text(TENANTS, JSON, tenants(caller(asked.connection().id(), TENANTS)).toString()))
                .register();
        resources.newResource("flows").setUri(FLOWS).setTitle("Flows").setMimeType(JSON)
                .setDescription("The flows there are: what each does, and whether it runs.")
                .setHandler(asked -> text(FLOWS, JSON, flows(caller(asked.connection().id(), FLOWS)).toString())).register();
        templates.newResourceTemplate("tenant").setUriTemplate(TENANTS + "/{tenant}").setTitle("A tenant").setMimeType(JSON)
                .setDescription("A tenant's name, time zone, connections, flows and field mappings.")
                .setHandler(asked -> text(asked.requestUri().value(), JSON,
                        tenant(caller(asked.connection().id(), asked.requestUri().value()), asked.args().get("tenant"),
                                asked.requestUri().value()).toString()))
                .register();
        templates.newResourceTemplate("mapping").setUriTemplate(TENANTS + "/{tenant}/mappings/{mapping}")
                .setTitle("A field mapping").setMimeType(YAML)
                .setDescription("Which field of ServiceTitan is which of another system, for a tenant.")
                .setHandler(asked -> text(asked.requestUri().value(), YAML,
                        mapping(caller(asked.connection().id(), asked.requestUri().value()), asked.args().get("tenant"),
                                asked.args().get("mapping"), asked.requestUri().value())))
                .register();
    }

    private ObjectNode tenants(Caller caller) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("tenants");
        door.tenants(caller).forEach(name -> documents.tenant(name).ifPresent(
                tenant -> rows.addObject().put("tenant", name).put("displayName", tenant.path("displayName").asText())
                        .put("uri", TENANTS + "/" + name)));
        return answer;
    }

    private ObjectNode flows(Caller caller) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = answer.putArray("flows");
        if (!door.packs(caller).isEmpty()) {
            rows.addAll(documents.flows());
        }
        return answer;
    }

    private ObjectNode tenant(Caller caller, String tenant, String uri) {
        requireAllowed(caller, tenant, uri);
        ObjectNode copy = documents.tenant(tenant).orElseThrow(() -> missing(uri)).deepCopy();
        ArrayNode mappings = copy.putArray("mappings");
        documents.mappings(tenant).forEach(name -> mappings.add(TENANTS + "/" + tenant + "/mappings/" + name));
        return copy;
    }

    private String mapping(Caller caller, String tenant, String mapping, String uri) {
        requireAllowed(caller, tenant, uri);
        return documents.mapping(tenant, mapping).orElseThrow(() -> missing(uri));
    }

    /** Who may use no pack may know which tenants it has, and nothing of them. */
    private void requireAllowed(Caller caller, String tenant, String uri) {
        if (door.packs(caller).isEmpty() || !door.tenants(caller).contains(tenant)) {
            throw missing(uri);
        }
    }

    /** What is read is in the audit, whether it is there or not. */
    private Caller caller(String session, String uri) {
        Caller caller = sessions.find(session).map(Session::caller).orElseThrow(() -> missing(uri));
        try {
            door.shown(caller, "resource", JsonNodeFactory.instance.objectNode().put("uri", uri));
        } catch (RefusedCallException e) {
            throw new McpException(e.getMessage(), JsonRpcErrorCodes.INVALID_REQUEST);
        }
        return caller;
    }

    private static McpException missing(String uri) {
        return new McpException("Resource not found: " + uri, JsonRpcErrorCodes.RESOURCE_NOT_FOUND);
    }

    private static ResourceResponse text(String uri, String type, String text) {
        return new ResourceResponse(new TextResourceContents(uri, text, type));
    }
}
