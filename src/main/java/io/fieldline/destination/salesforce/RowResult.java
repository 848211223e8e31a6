package io.fieldline.destination.salesforce;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What became of one row.
 *
 * @param id null where it was refused
 * @param status of a part of a composite request; 0 for a row of a collection
 * @param error the first of its errors; missing where there is none
 */
record RowResult(boolean written, String id, int status, JsonNode error) {

    String code() {
        return error.path("statusCode").asText(error.path("errorCode").asText());
    }
}
