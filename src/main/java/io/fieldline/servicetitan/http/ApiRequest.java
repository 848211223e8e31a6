package io.fieldline.servicetitan.http;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.fieldline.servicetitan.catalog.Operation;

/**
 * One request as the catalogue knows it.
 *
 * @param operation which
 * @param path values of its path parameters other than the tenant, by name
 * @param query query parameters in order; a name may occur more than once
 * @param body what to send; null when nothing
 * @param contentType of the body
 */
public record ApiRequest(Operation operation, Map<String, String> path, List<QueryValue> query, byte[] body,
        String contentType) {

    public ApiRequest {
        path = Map.copyOf(path);
        query = List.copyOf(query);
    }

    /** A request without a body. */
    public static ApiRequest of(Operation operation, Map<String, String> path, List<QueryValue> query) {
        return new ApiRequest(operation, path, query, null, null);
    }

    public static ApiRequest json(Operation operation, Map<String, String> path, List<QueryValue> query, byte[] body) {
        return new ApiRequest(operation, path, query, body, "application/json");
    }

    /** A file as the form field that ServiceTitan's uploads take. */
    public static ApiRequest upload(Operation operation, Map<String, String> path, List<QueryValue> query, FormFile file) {
        String boundary = "fieldline-" + UUID.randomUUID();
        return new ApiRequest(operation, path, query, file.form(boundary), "multipart/form-data; boundary=" + boundary);
    }

    /** One query parameter, not yet encoded. */
    public record QueryValue(String name, String value) {}
}
