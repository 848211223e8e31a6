package io.fieldline.sandbox.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A request to the data API, sent by itself or as a part of a composite request.
 *
 * @param version of the API, <code>v60.0</code>
 * @param path decoded, its parts behind the version
 * @param headers names in lower case
 * @param body missing where there is none
 */
record Call(String method, String version, List<String> path, Map<String, String> query, Map<String, String> headers,
        JsonNode body) {

    /** Such as <code>sobjects/Account/describe</code>. */
    boolean is(String wantedMethod, String... wanted) {
        if (!method.equals(wantedMethod) || path.size() != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }
}
