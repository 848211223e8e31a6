package io.fieldline.servicetitan.poll;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.catalog.ApiCollection;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.sync.RecordShape;

/** What the catalogue offers for reading one collection, and the requests that do it. */
final class ReadableCollection {

    private final ApiCollection collection;
    private final Optional<Operation> feed;
    private final Optional<Operation> list;
    private final RecordShape shape;

    ReadableCollection(ApiCollection collection, RecordShape shape) {
        this.collection = collection;
        this.feed = collection.export();
        this.list = collection.list().filter(ReadableCollection::answersWithoutFurtherInput);
        this.shape = shape;
        if (feed.isEmpty() && list.isEmpty()) {
            throw new MisconfiguredException(name() + " cannot be read as a stream: ServiceTitan offers neither an export feed"
                    + " nor a list of it that needs no further parameters");
        }
    }

    String name() {
        return collection.module() + "/" + collection.name();
    }

    RecordShape shape() {
        return shape;
    }

    boolean hasFeed() {
        return feed.isPresent();
    }

    /** True when a list can be asked for what changed since a moment. */
    boolean listsChanges() {
        return list.filter(operation -> operation.hasParameter("modifiedOnOrAfter")).isPresent();
    }

    boolean hasList() {
        return list.isPresent();
    }

    boolean listsByIds() {
        return list.filter(operation -> operation.hasParameter("ids")).isPresent();
    }

    ApiRequest feedRequest(String from, boolean includeRecentChanges) {
        List<QueryValue> query = new ArrayList<>();
        if (from != null) {
            query.add(new QueryValue("from", from));
        }
        if (includeRecentChanges) {
            query.add(new QueryValue("includeRecentChanges", "true"));
        }
        feed.orElseThrow().inactive().ifPresent(argument -> query.add(new QueryValue(argument.name(), argument.value())));
        return ApiRequest.of(feed.orElseThrow(), Map.of(), query);
    }

    /** A page of the whole list, inactive rows included, in the order of ids where the API can sort so. */
    ApiRequest listRequest(int page) {
        return listRequest(page, null, pageSize());
    }

    /** A page of what changed at or after the moment. */
    ApiRequest changesRequest(int page, Instant modifiedOnOrAfter) {
        return listRequest(page, modifiedOnOrAfter, pageSize());
    }

    /** The smallest request that tells how many rows the list holds. */
    ApiRequest countRequest() {
        return listRequest(firstPage(), null, 1);
    }

    /** The smallest request that tells how many rows are active; empty where a list does not tell those from others. */
    Optional<ApiRequest> activeCountRequest() {
        return list.flatMap(Operation::activeOnly).map(argument -> {
            ApiRequest all = countRequest();
            List<QueryValue> query = new ArrayList<>(all.query());
            query.removeIf(value -> value.name().equals(argument.name()));
            query.add(new QueryValue(argument.name(), argument.value()));
            return ApiRequest.of(all.operation(), all.path(), query);
        });
    }

    private ApiRequest listRequest(int page, Instant modifiedOnOrAfter, int pageSize) {
        Operation operation = list.orElseThrow();
        List<QueryValue> query = new ArrayList<>();
        if (operation.hasParameter("page")) {
            query.add(new QueryValue("page", Integer.toString(page)));
            query.add(new QueryValue("pageSize", Integer.toString(pageSize)));
        }
        if (operation.hasParameter("includeTotal")) {
            query.add(new QueryValue("includeTotal", "true"));
        }
        if (modifiedOnOrAfter != null) {
            query.add(new QueryValue("modifiedOnOrAfter", iso(modifiedOnOrAfter)));
        } else if (operation.requiresOneOf().contains("modifiedOnOrAfter")) {
            query.add(new QueryValue("modifiedOnOrAfter", iso(Instant.EPOCH)));
        }
        operation.inactive().ifPresent(argument -> query.add(new QueryValue(argument.name(), argument.value())));
        // Pages by number over a changing set lose rows unless no row can move backwards; only ids never change.
        operation.sortField("Id").ifPresent(field -> query.add(new QueryValue("sort", "+" + field)));
        operation.defaults().stream()
                .filter(argument -> query.stream().noneMatch(value -> value.name().equals(argument.name())))
                .forEach(argument -> query.add(new QueryValue(argument.name(), argument.value())));
        return ApiRequest.of(operation, Map.of(), query);
    }

    /** The records with these ids; at most 50 of them. */
    Optional<ApiRequest> idsRequest(List<String> ids) {
        return list.filter(operation -> operation.hasParameter("ids")).map(operation -> {
            List<QueryValue> query = new ArrayList<>();
            query.add(new QueryValue("ids", String.join(",", ids)));
            if (operation.hasParameter("pageSize")) {
                query.add(new QueryValue("page", Integer.toString(firstPage())));
                query.add(new QueryValue("pageSize", "50"));
            }
            operation.inactive().ifPresent(argument -> query.add(new QueryValue(argument.name(), argument.value())));
            return ApiRequest.of(operation, Map.of(), query);
        });
    }

    Optional<ApiRequest> getRequest(String id) {
        return collection.get().filter(operation -> operation.pathParameters().size() == 1)
                .map(operation -> ApiRequest.of(operation, Map.of(operation.pathParameters().get(0).name(), id), List.of()));
    }

    int firstPage() {
        return list.map(Operation::firstPage).orElse(1);
    }

    int pageSize() {
        return list.map(Operation::pageSizeCap).orElse(50);
    }

    boolean paged() {
        return list.filter(operation -> operation.hasParameter("page")).isPresent();
    }

    private static String iso(Instant instant) {
        // A filter with a date alone is ignored by ServiceTitan, which then answers with every row.
        return DateTimeFormatter.ISO_INSTANT.format(instant.atOffset(ZoneOffset.UTC));
    }

    private static boolean answersWithoutFurtherInput(Operation operation) {
        return operation.pathParameters().isEmpty() && operation.answer().rows() && operation.requiredInput().isEmpty();
    }
}
