package io.fieldline.servicetitan.desk.record;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.tenant.Tenant;

/** One tenant's records. */
public final class TenantDesk {

    /** Pages of lists that are read to their end. */
    private static final int PAGE = 500;

    private final Tenant tenant;
    private final Calls calls;
    private final InstantSource clock;
    private final OfficeLists officeLists;

    TenantDesk(Tenant tenant, Calls calls, InstantSource clock, OfficeLists officeLists) {
        this.tenant = tenant;
        this.calls = calls;
        this.clock = clock;
        this.officeLists = officeLists;
    }

    public String name() {
        return tenant.name();
    }

    public ZoneId zone() {
        return tenant.timeZone();
    }

    public Instant now() {
        return clock.instant();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now(), zone());
    }

    /** When the tenant's day begins. */
    public Instant begin(LocalDate day) {
        return day.atStartOfDay(zone()).toInstant();
    }

    public Catalog catalog() {
        return calls.catalog();
    }

    /** What its records are called, and which one a name means. */
    public Names names() {
        return new Names(this, officeLists);
    }

    Calls calls() {
        return calls;
    }

    public Operation operation(String resource, String name) {
        return calls.collection(resource).operation(name);
    }

    /**
     * Whether a record of the collection can be read by its id.
     *
     * @param part of another record
     */
    public boolean readable(String resource, boolean part) {
        return Lookup.possible(calls.collection(resource), part);
    }

    /** @throws RefusedCallException when there is no such record */
    public ObjectNode record(String resource, long id) {
        return find(resource, Long.toString(id)).orElseThrow(() -> RefusedCallException.of("not_found",
                "There is no record " + id + " among " + resource + "."));
    }

    /** @param id of a part of a record, <code>OWNER/ID</code> */
    public Optional<ObjectNode> find(String resource, String id) {
        return new Lookup(this).find(resource, id);
    }

    /** @return a missing node when there is nothing */
    public JsonNode read(Operation operation, Map<String, String> path, Query query, JsonNode body) {
        return calls.read(operation, path, query.values(), body);
    }

    /** One page, with the number of all rows. */
    public Page page(String resource, Query query, int number, int size) {
        return page(operation(resource, "list"), Map.of(), query, number, size);
    }

    /** One page of what belongs to the record that the path names. */
    public Page page(Operation list, Map<String, String> path, Query query, int number, int size) {
        List<QueryValue> values = new ArrayList<>(query.values());
        if (list.hasParameter("page")) {
            values.add(new QueryValue("page", Integer.toString(number - 1 + list.firstPage())));
            values.add(new QueryValue("pageSize", Integer.toString(Math.min(size, list.pageSizeCap()))));
        }
        if (list.hasParameter("includeTotal") && values.stream().noneMatch(value -> value.name().equals("includeTotal"))) {
            values.add(new QueryValue("includeTotal", "true"));
        }
        JsonNode body = calls.read(list, path, values, null);
        List<ObjectNode> rows = new ArrayList<>();
        (body.isArray() ? body : body.path("data")).forEach(row -> rows.add((ObjectNode) row));
        return new Page(rows, body.path("totalCount").asLong(body.isArray() ? rows.size() : -1),
                body.path("hasMore").asBoolean() && !rows.isEmpty());
    }

    /** All rows, as long as they are not more than that; otherwise the first of them. */
    public Page rows(String resource, Query query, int most) {
        return rows(operation(resource, "list"), Map.of(), query, most);
    }

    public Page rows(Operation list, Map<String, String> path, Query query, int most) {
        List<ObjectNode> rows = new ArrayList<>();
        for (int number = 1;; number++) {
            Page page = page(list, path, query, number, Math.min(most, PAGE));
            rows.addAll(page.rows());
            boolean more = page.more() && list.hasParameter("page");
            if (!more || rows.size() >= most) {
                return new Page(rows.subList(0, Math.min(rows.size(), most)), page.total(), more || rows.size() > most);
            }
        }
    }

    /** The records of these ids, active or not; one that is not there is left out. */
    public Map<Long, ObjectNode> byIds(String resource, Collection<Long> ids) {
        return by(resource, "ids", "id", ids, Integer.MAX_VALUE).rows().stream()
                .collect(Collectors.toMap(row -> row.path("id").longValue(), row -> row, (one, other) -> one,
                        LinkedHashMap::new));
    }

    /**
     * As {@link #by}, where some of the rows would be worse than none.
     *
     * @throws RefusedCallException when there are more
     */
    public List<ObjectNode> allBy(String resource, String parameter, String field, Collection<Long> ids, int most) {
        Page read = by(resource, parameter, field, ids, most);
        if (read.more()) {
            throw RefusedCallException.of("not_possible", "More than " + most + " " + resource
                    + " belong to what was asked for; ask for less at a time.");
        }
        return read.rows();
    }

    /**
     * Rows that name one of these ids, of lists that can be asked for several at once.
     *
     * @param field of the row that holds the id, by which an answer that ignored the filter is noticed
     */
    public Page by(String resource, String parameter, String field, Collection<Long> ids, int most) {
        Operation list = operation(resource, "list");
        List<Long> distinct = ids.stream().filter(id -> id > 0).distinct().sorted().toList();
        int batch = list.parameter(parameter).maxValues();
        List<ObjectNode> rows = new ArrayList<>();
        boolean more = false;
        for (int from = 0; from < distinct.size() && !more; from += batch) {
            List<Long> some = distinct.subList(from, Math.min(from + batch, distinct.size()));
            Query query = Query.all();
            list.inactive().filter(argument -> parameter.equals("ids"))
                    .ifPresent(argument -> query.with(argument.name(), argument.value()));
            query.with(parameter, some.stream().map(String::valueOf).collect(Collectors.joining(",")));
            Page read = rows(list, Map.of(), query, most);
            read.rows().stream().filter(row -> some.contains(Trees.at(row, field).longValue())).forEach(rows::add);
            more = read.more() || rows.size() > most;
        }
        return new Page(rows.subList(0, Math.min(rows.size(), most)), -1, more);
    }
}
