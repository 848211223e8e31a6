package io.fieldline.sandbox.salesforce;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.databind.JsonNode;

/** What is below <code>/services/data/vXX.X</code>. */
final class DataApi {

    private static final int BEFORE_VERSION = 3;

    private final Org org;
    private final RowCalls rows;
    private final CollectionCalls collections;
    private final QueryCalls queries;
    private final CompositeCalls composites;
    private final CustomFieldCalls customFields;

    DataApi(Org org, Records records) {
        this.org = org;
        this.rows = new RowCalls(org, records);
        this.collections = new CollectionCalls(org, records);
        this.queries = new QueryCalls(org, records);
        this.composites = new CompositeCalls(records, this::answer);
        this.customFields = new CustomFieldCalls(org);
    }

    static Call call(String method, URI uri, Map<String, String> headers, JsonNode body) {
        List<String> parts = Arrays.stream(uri.getRawPath().split("/")).filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8)).toList();
        Map<String, String> query = new LinkedHashMap<>();
        for (String pair : Objects.requireNonNullElse(uri.getRawQuery(), "").split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        boolean versioned = parts.size() >= BEFORE_VERSION && parts.get(2).matches("v\\d\\d\\.0");
        return new Call(method, versioned ? parts.get(2) : "", versioned ? parts.subList(BEFORE_VERSION, parts.size()) : parts,
                query, headers, body);
    }

    void allowSetUp(boolean allowed) {
        customFields.allow(allowed);
    }

    Answer answer(Call call) {
        try {
            return routed(call);
        } catch (ApiError e) {
            return Answer.refused(e);
        }
    }

    private Answer routed(Call call) {
        if (call.is("GET", "sobjects", "*", "describe")) {
            return Answer.of(200, org.known(call.path().get(1)).describe());
        }
        if (call.is("POST", "sobjects", "*")) {
            return rows.create(call);
        }
        if (call.is("GET", "query") || call.is("GET", "queryAll")) {
            return queries.query(call);
        }
        if (call.is("GET", "query", "*") || call.is("GET", "queryAll", "*")) {
            return queries.next(call);
        }
        return call.path().stream().findFirst().filter("composite"::equals).isPresent() ? composite(call) : record(call);
    }

    private Answer record(Call call) {
        if (call.is("GET", "sobjects", "*", "*")) {
            return rows.get(call);
        }
        if (call.is("PATCH", "sobjects", "*", "*")) {
            return rows.update(call);
        }
        if (call.is("DELETE", "sobjects", "*", "*")) {
            return rows.delete(call);
        }
        if (call.is("GET", "sobjects", "*", "*", "*")) {
            return rows.getByExternalId(call);
        }
        if (call.is("PATCH", "sobjects", "*", "*", "*")) {
            return rows.upsert(call);
        }
        if (call.is("POST", "tooling", "sobjects", "CustomField")) {
            return customFields.create(call);
        }
        throw new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
    }

    private Answer composite(Call call) {
        if (call.is("POST", "composite")) {
            return composites.run(call);
        }
        if (call.is("POST", "composite", "sobjects")) {
            return collections.create(call);
        }
        if (call.is("PATCH", "composite", "sobjects")) {
            return collections.update(call);
        }
        if (call.is("PATCH", "composite", "sobjects", "*", "*")) {
            return collections.upsert(call);
        }
        throw new ApiError(404, "NOT_FOUND", "The requested resource does not exist");
    }
}
