package io.fieldline.sandbox.salesforce;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A query, its names checked against the object.
 *
 * @param fields as asked for, <code>Name</code> or <code>Account.Name</code>; empty for <code>COUNT()</code>
 */
record SoqlQuery(ObjectType type, List<String> fields, Predicate<Row> where, Comparator<Row> order, int limit) {

    boolean counts() {
        return fields.isEmpty();
    }

    List<Row> run(Records records, boolean deletedToo) {
        return records.all(type).stream().filter(row -> deletedToo || !row.deleted()).filter(where).sorted(order)
                .limit(limit).toList();
    }
}
