package io.fieldline.servicetitan.writeback;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.http.Submission;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.tenant.Tenant;

/** Reads lists and sends changes of one tenant. */
final class Calls {

    private final ServiceTitanClient client;
    private final Catalog catalog;

    Calls(ServiceTitanClient client, Catalog catalog) {
        this.client = client;
        this.catalog = catalog;
    }

    Operation operation(String module, String collection, String name) {
        return catalog.collection(module, collection).operation(name);
    }

    List<Map<String, Object>> rows(Tenant tenant, Operation list, Map<String, String> path, List<QueryValue> query) {
        List<Map<String, Object>> rows = new ArrayList<>();
        new RecordList(client, tenant.serviceTitan(), list, path, query).forEach(rows::add);
        return rows;
    }

    /** @param parameter that names the ids, as many in a request as it is documented to take */
    List<Map<String, Object>> byIds(Tenant tenant, Operation list, String parameter, Collection<Long> ids) {
        int most = list.parameter(parameter).maxValues();
        List<Long> all = ids.stream().distinct().sorted().toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            String some = all.subList(from, Math.min(from + most, all.size())).stream().map(String::valueOf)
                    .collect(Collectors.joining(","));
            List<QueryValue> query = new ArrayList<>(inactive(list));
            query.add(new QueryValue(parameter, some));
            rows.addAll(rows(tenant, list, Map.of(), query));
        }
        return rows;
    }

    /** The argument that brings inactive rows too, where the list has one. */
    static List<QueryValue> inactive(Operation list) {
        return list.inactive().map(argument -> List.of(new QueryValue(argument.name(), argument.value()))).orElse(List.of());
    }

    /**
     * @param body null for none
     * @throws RejectedRecordException when ServiceTitan refused it
     * @throws RetryLaterException also when it may have been applied
     */
    void send(Tenant tenant, Operation operation, Map<String, String> path, Map<String, Object> body) {
        submit(tenant, body == null
                ? ApiRequest.of(operation, path, List.of())
                : ApiRequest.json(operation, path, List.of(), RecordParser.text(body).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Sends a list and is answered with one, a row for each.
     *
     * @throws RejectedRecordException when ServiceTitan refused the whole of it
     * @throws RetryLaterException also when it may have been applied
     */
    List<Map<String, Object>> sendList(Tenant tenant, Operation operation, List<Map<String, Object>> body) {
        String text = body.stream().map(RecordParser::text).collect(Collectors.joining(",", "[", "]"));
        byte[] answer = submit(tenant,
                ApiRequest.json(operation, Map.of(), List.of(), text.getBytes(StandardCharsets.UTF_8)));
        try {
            return RecordParser.read(answer) instanceof List<?> rows
                    ? rows.stream().filter(Map.class::isInstance).map(Calls::row).toList()
                    : List.of();
        } catch (IOException e) {
            throw new RetryLaterException(operation + " was answered with a body that cannot be read", e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> row(Object row) {
        return (Map<String, Object>) row;
    }

    /**
     * One record by its id.
     *
     * @throws RejectedRecordException when there is none
     */
    Map<String, Object> record(Tenant tenant, Operation get, Map<String, String> path, List<QueryValue> query) {
        return client.call(tenant.serviceTitan(), ApiRequest.of(get, path, query), Patience.POLL,
                body -> row(RecordParser.read(body))).body();
    }

    private byte[] submit(Tenant tenant, ApiRequest request) {
        Submission sent = client.submit(tenant.serviceTitan(), request, Patience.POLL, RecordParser::read);
        if (sent instanceof Submission.Refused refused) {
            throw new RejectedRecordException(refused.message());
        }
        if (sent instanceof Submission.Unsure unsure) {
            throw unsure.failure();
        }
        return ((Submission.Taken) sent).body();
    }
}
