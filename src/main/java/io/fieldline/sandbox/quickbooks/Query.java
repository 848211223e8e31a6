package io.fieldline.sandbox.quickbooks;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A query that was found good.
 *
 * @param columns the properties that are asked for; empty for all of them
 * @param start the first record, counted from 1
 */
record Query(EntityKind kind, boolean count, List<String> columns, Predicate<ObjectNode> where, Comparator<ObjectNode> order,
        int start, int most) {

    /** @return the <code>QueryResponse</code> */
    ObjectNode run(Views views) {
        List<ObjectNode> found = views.all(kind).stream().filter(where).sorted(order).toList();
        ObjectNode response = Fields.NODES.objectNode();
        if (count) {
            return response.put("totalCount", found.size());
        }
        List<ObjectNode> page = found.stream().skip(start - 1L).limit(most).toList();
        if (page.isEmpty()) {
            return response;
        }
        ArrayNode rows = response.putArray(kind.apiName());
        page.forEach(record -> rows.add(columns.isEmpty() ? record : only(record)));
        return response.put("startPosition", start).put("maxResults", page.size());
    }

    private ObjectNode only(ObjectNode record) {
        ObjectNode some = Fields.NODES.objectNode().put("domain", "QBO").put("sparse", true);
        for (String column : columns) {
            int dot = column.indexOf('.');
            if (dot < 0) {
                if (record.has(column)) {
                    some.set(column, record.get(column));
                }
            } else if (Fields.has(record, column)) {
                ObjectNode group = some.withObject("/" + column.substring(0, dot));
                group.set(column.substring(dot + 1), Fields.at(record, column));
            }
        }
        return some;
    }
}
