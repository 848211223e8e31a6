package io.fieldline.sandbox;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Table;
import io.fieldline.sandbox.data.Table.Head;
import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.Problem;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.servicetitan.catalog.Answer;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.catalog.Parameter;

/** Answers a list: which rows, in which order, which page of them. */
final class ListReader {

    private static final int REMEMBERED = 32;
    private static final int MISCOUNT = 7;

    private final Shape shape;
    private final Map<String, long[]> found = new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
            return size() > REMEMBERED;
        }
    };

    ListReader(Shape shape) {
        this.shape = shape;
    }

    /**
     * @param data of the contractor whose table it is
     * @param owner the record that the rows must belong to
     * @param query the request's query without its page, to find the same rows again for the next page
     */
    Reply read(ContractorData data, Table table, Arguments arguments, Optional<Owner> owner, String query,
            Optional<Fault> fault) {
        Paging paging = Paging.of(arguments);
        String key = data.contractor().tenantId() + table.name() + data.version() + owner + arguments.operation() + query;
        long[] ids = ids(key, data, table, arguments, owner);
        int page = fault.filter(Fault.REPEATED_PAGE::equals).isPresent() && paging.page() > paging.first()
                ? paging.page() - 1
                : paging.page();
        long from = Math.min((long) (page - paging.first()) * paging.size(), ids.length);
        int to = (int) Math.min(from + paging.size(), ids.length);
        return Reply.json(200, envelope(table, arguments, paging, ids, (int) from, to, fault));
    }

    /** The record of the path that the rows belong to. */
    record Owner(String field, long id) {}

    private JsonNode envelope(Table table, Arguments arguments, Paging paging, long[] ids, int from, int to,
            Optional<Fault> fault) {
        Operation operation = arguments.operation();
        boolean early = fault.filter(Fault.EARLY_END::equals).isPresent();
        ArrayNode rows = JsonNodeFactory.instance.arrayNode();
        for (int index = from; index < to; index++) {
            table.row(ids[index]).ifPresent(
                    row -> rows.add(shape.of(operation.module(), operation.answer().type(), Views.row(operation, row,
                            arguments.text("externalDataApplicationGuid")))));
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("page", paging.page());
        body.put("pageSize", paging.size());
        body.put("hasMore", !early && to < ids.length);
        int total = fault.filter(Fault.WRONG_TOTAL::equals).isPresent() ? ids.length + MISCOUNT : ids.length;
        boolean counted = arguments.flag("includeTotal") || operation.answer().form() == Answer.Form.COLLECTION;
        body.put("totalCount", counted ? total : null);
        body.set("data", rows);
        return body;
    }

    private long[] ids(String key, ContractorData data, Table table, Arguments arguments, Optional<Owner> owner) {
        synchronized (found) {
            long[] known = found.get(key);
            if (known != null) {
                return known;
            }
        }
        long[] ids = search(data, table, arguments, owner);
        synchronized (found) {
            found.put(key, ids);
        }
        return ids;
    }

    private long[] search(ContractorData data, Table table, Arguments arguments, Optional<Owner> owner) {
        RowFilter filter = new RowFilter(arguments, example(table, arguments.operation()), new JoinedFilters(data, arguments));
        owner.ifPresent(record -> filter.only(record.field(), record.id()));
        List<Head> heads = new ArrayList<>();
        candidates(table, arguments, head -> {
            if (filter.head(head) && (!filter.needsRow() || table.row(head.id()).filter(filter::row).isPresent())) {
                heads.add(head);
            }
        });
        order(table, arguments).ifPresent(heads::sort);
        return heads.stream().mapToLong(Head::id).toArray();
    }

    private static void candidates(Table table, Arguments arguments, Consumer<Head> consumer) {
        Optional<Parameter> ids = arguments.given().stream().filter(parameter -> parameter.name().equals("ids")).findFirst();
        if (ids.isEmpty()) {
            table.heads(consumer);
        } else {
            arguments.values(ids.get()).stream().mapToLong(Long::parseLong).distinct().sorted()
                    .forEach(id -> table.head(id).ifPresent(consumer));
        }
    }

    /** A row with every field that it may have. */
    private Optional<ObjectNode> example(Table table, Operation operation) {
        Optional<Head> first = table.first();
        return first.flatMap(head -> table.row(head.id())).map(row -> {
            ObjectNode all = row.deepCopy();
            JsonNode shaped = shape.of(operation.module(), operation.answer().type(), row);
            shaped.properties().forEach(field -> all.putIfAbsent(field.getKey(), field.getValue()));
            return all;
        });
    }

    private static Optional<Comparator<Head>> order(Table table, Arguments arguments) {
        Operation operation = arguments.operation();
        // A plus sign that was not encoded arrives as a space.
        Optional<String> sort = operation.hasParameter("sort") ? arguments.text("sort").map(String::strip) : Optional.empty();
        if (sort.isEmpty()) {
            return Optional.empty();
        }
        boolean falling = sort.get().startsWith("-");
        String field = sort.get().replaceFirst("^[+-]", "");
        if (!operation.sortFields().isEmpty() && operation.sortFields().stream().noneMatch(field::equalsIgnoreCase)) {
            throw new Refusal(Problem.invalid("sort", "The field '" + field + "' cannot be sorted by."));
        }
        if (!operation.sortTrusted() && field.equalsIgnoreCase("ModifiedOn")) {
            return Optional.empty();
        }
        return comparator(table, field).map(order -> falling ? order.reversed() : order);
    }

    private static Optional<Comparator<Head>> comparator(Table table, String field) {
        return switch (field) {
            case "Id", "id", "ID" -> Optional.of(Comparator.comparingLong(Head::id));
            case "CreatedOn", "createdOn" -> Optional.of(Comparator.comparing(Head::created).thenComparingLong(Head::id));
            case "ModifiedOn", "modifiedOn" -> Optional.of(Comparator.comparing(Head::modified).thenComparingLong(Head::id));
            default -> byValue(table, field);
        };
    }

    /** A field that the rows do not have orders nothing. */
    private static Optional<Comparator<Head>> byValue(Table table, String field) {
        String name = field.isEmpty() ? field : Character.toLowerCase(field.charAt(0)) + field.substring(1);
        boolean known = table.first().flatMap(head -> table.row(head.id())).filter(row -> row.has(name)).isPresent();
        return known
                ? Optional.of(Comparator
                        .<Head, String>comparing(head -> table.row(head.id()).map(row -> row.path(name).asText()).orElse(""))
                        .thenComparingLong(Head::id))
                : Optional.empty();
    }
}
