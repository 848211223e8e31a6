package io.fieldline.servicetitan.desk.record;

import java.io.IOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.http.Submission;
import io.fieldline.tenant.ServiceTitanAccount;

/** Calls of one tenant, by the names that the catalogue gives them. */
final class Calls {

    private final ServiceTitanClient client;
    private final Catalog catalog;
    private final ServiceTitanAccount account;

    Calls(ServiceTitanClient client, Catalog catalog, ServiceTitanAccount account) {
        this.client = client;
        this.catalog = catalog;
        this.account = account;
    }

    Catalog catalog() {
        return catalog;
    }

    /** @param resource <code>jpm/jobs</code> */
    ApiCollection collection(String resource) {
        String[] parts = resource.split("/", 2);
        return catalog.collection(parts[0], parts.length == 2 ? parts[1] : "");
    }

    /**
     * A read.
     *
     * @return a missing node when it is answered 404
     * @throws RefusedCallException when it is refused otherwise, in ServiceTitan's words
     */
    JsonNode read(Operation operation, Map<String, String> path, List<QueryValue> query, JsonNode body) {
        Submission answer = send(operation, path, query, body, () -> {
        });
        if (answer instanceof Submission.Taken taken) {
            return tree(operation, taken.body());
        }
        if (answer instanceof Submission.Unsure unsure) {
            throw unsure.failure();
        }
        Submission.Refused refused = (Submission.Refused) answer;
        if (refused.status() == 404 && !operation.retired()) {
            return Trees.object().path("missing");
        }
        throw RefusedCallException.of("not_possible", refused.message());
    }

    /**
     * @param lastWord is run right before it is sent, however long that had to wait; what it throws ends the call
     * @throws io.fieldline.failure.SyncException when it was not applied and the request is not to blame
     */
    Submission send(Operation operation, Map<String, String> path, List<QueryValue> query, JsonNode body, Runnable lastWord) {
        ApiRequest request = body == null
                ? ApiRequest.of(operation, path, query)
                : ApiRequest.json(operation, path, query, Trees.bytes(body));
        Submission answer = client.submit(account, request, Patience.CONVERSATION, Trees::parse, lastWord);
        return answer instanceof Submission.Refused refused ? ItsWords.of(operation, refused) : answer;
    }

    static JsonNode tree(Operation operation, byte[] body) {
        try {
            return Trees.parse(body);
        } catch (IOException e) {
            throw new RetryLaterException(operation + " was answered with a body that cannot be read", e);
        }
    }
}
