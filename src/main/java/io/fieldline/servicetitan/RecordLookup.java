package io.fieldline.servicetitan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.RecordParser;
import io.fieldline.tenant.ServiceTitanAccount;

/**
 * Reads a record that was just written. Invoices, payments and some others have no operation that reads one record by its
 * id; their list does it when it is asked for one id.
 */
final class RecordLookup {

    private final ServiceTitanClient client;
    private final ApiCollection collection;

    RecordLookup(ServiceTitanClient client, ApiCollection collection) {
        this.client = client;
        this.collection = collection;
    }

    static boolean possible(ApiCollection collection) {
        return collection.get().isPresent() || collection.list().filter(list -> list.hasParameter("ids")).isPresent();
    }

    /** Empty while a write has not reached the list or the record yet. */
    Optional<Map<?, ?>> find(ServiceTitanAccount account, Map<String, String> path, String id) {
        return collection.get().isPresent()
                ? byGet(account, collection.get().get(), path, id)
                : byList(account, collection.operation("list"), path, id);
    }

    private Optional<Map<?, ?>> byGet(ServiceTitanAccount account, Operation get, Map<String, String> path, String id) {
        Map<String, String> values = new LinkedHashMap<>(path);
        values.put(get.pathParameters().get(get.pathParameters().size() - 1).name(), id);
        try {
            Object answer = client.call(account, ApiRequest.of(get, values, List.of()), Patience.POLL, RecordParser::read)
                    .body();
            return answer instanceof Map<?, ?> record ? Optional.of(record) : Optional.empty();
        } catch (RejectedRecordException e) {
            return Optional.empty();
        }
    }

    private Optional<Map<?, ?>> byList(ServiceTitanAccount account, Operation list, Map<String, String> path, String id) {
        Object answer = client.call(account, ApiRequest.of(list, path, List.of(new QueryValue("ids", id))), Patience.POLL,
                RecordParser::read).body();
        return only(answer, id);
    }

    /** A list that was asked for one id may ignore the filter, and then any record would come. */
    static Optional<Map<?, ?>> only(Object answer, String id) {
        if (!(answer instanceof Map<?, ?> page) || !(page.get("data") instanceof List<?> rows)) {
            return Optional.empty();
        }
        for (Object row : rows) {
            if (row instanceof Map<?, ?> record && id.equals(String.valueOf(record.get("id")))) {
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }
}
