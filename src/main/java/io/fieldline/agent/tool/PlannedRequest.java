package io.fieldline.agent.tool;

import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request as it will be sent.
 *
 * @param resource such as <code>crm/customers</code>
 * @param operation the catalogue's name for it, such as <code>create</code>
 * @param path values of its path parameters other than the tenant
 * @param query values of its query parameters
 * @param body null when it has none
 */
public record PlannedRequest(String resource, String operation, Map<String, String> path, Map<String, String> query,
        ObjectNode body) {

    public PlannedRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
    }
}
