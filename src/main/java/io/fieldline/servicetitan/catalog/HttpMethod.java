package io.fieldline.servicetitan.catalog;

/** The HTTP methods that the API uses. */
public enum HttpMethod {
    GET, POST, PUT, PATCH, DELETE
}
