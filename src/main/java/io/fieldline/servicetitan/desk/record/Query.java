package io.fieldline.servicetitan.desk.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.fieldline.servicetitan.http.ApiRequest.QueryValue;

/** Query parameters of a list, collected. */
public final class Query {

    private final List<QueryValue> values = new ArrayList<>();

    public static Query all() {
        return new Query();
    }

    /** Inactive rows too, of lists that take <code>active</code>. */
    public static Query inactiveToo() {
        return new Query().with("active", "Any");
    }

    public Query with(String name, Object value) {
        values.add(new QueryValue(name, value.toString()));
        return this;
    }

    public Query with(String name, Optional<?> value) {
        value.ifPresent(given -> with(name, given));
        return this;
    }

    /** A time as ServiceTitan's filters take it; a date without a time would be ignored. */
    public Query from(String name, Instant instant) {
        return with(name, instant.toString());
    }

    List<QueryValue> values() {
        return List.copyOf(values);
    }
}
