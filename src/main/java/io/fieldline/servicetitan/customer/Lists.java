package io.fieldline.servicetitan.customer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.tenant.ServiceTitanAccount;

/** Reads lists to their end, also for more values than one request may name. */
public final class Lists {

    private final ServiceTitanClient client;
    private final ServiceTitanAccount account;

    public Lists(ServiceTitanClient client, ServiceTitanAccount account) {
        this.client = client;
        this.account = account;
    }

    public List<Map<String, Object>> all(Operation list, List<QueryValue> query) {
        List<Map<String, Object>> rows = new ArrayList<>();
        new RecordList(client, account, list, Map.of(), query).forEach(rows::add);
        return rows;
    }

    /** All rows of a record that is named in the path. */
    public List<Map<String, Object>> of(Operation list, long record) {
        String name = list.pathParameters().get(list.pathParameters().size() - 1).name();
        List<Map<String, Object>> rows = new ArrayList<>();
        new RecordList(client, account, list, Map.of(name, Long.toString(record)), List.of()).forEach(rows::add);
        return rows;
    }

    /** Pages are asked for only as far as they are needed. */
    List<Map<String, Object>> first(Operation list, List<QueryValue> query, int most) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map<String, Object> row : new RecordList(client, account, list, Map.of(), query)) {
            if (rows.size() == most) {
                break;
            }
            rows.add(row);
        }
        return rows;
    }

    /** @param parameter that names the values, as many in a request as it is documented to take */
    public List<Map<String, Object>> inBatches(Operation list, String parameter, Collection<?> values, List<QueryValue> more) {
        int most = list.parameter(parameter).maxValues();
        List<?> distinct = values.stream().distinct().toList();
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int from = 0; from < distinct.size(); from += most) {
            String batch = distinct.subList(from, Math.min(from + most, distinct.size())).stream().map(Object::toString)
                    .collect(Collectors.joining(","));
            rows.addAll(all(list, join(List.of(new QueryValue(parameter, batch)), more)));
        }
        return rows;
    }

    /** The argument that brings inactive rows too, where the list has one. */
    public static List<QueryValue> inactive(Operation list) {
        return list.inactive().map(argument -> List.of(new QueryValue(argument.name(), argument.value()))).orElse(List.of());
    }

    public static List<QueryValue> join(List<QueryValue> some, List<QueryValue> more) {
        List<QueryValue> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
