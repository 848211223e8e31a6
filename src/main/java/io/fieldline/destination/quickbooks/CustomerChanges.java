package io.fieldline.destination.quickbooks;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.sync.pair.Crm.Changes;
import io.fieldline.sync.pair.SideRecord;

/**
 * What changed of a company's customers: at first all there are, in pages; then what QuickBooks tells, deleted ones among them.
 * It tells changes of 30 days and 1,000 at most: where there are more they are asked for in pages, and after a longer
 * pause all are read anew. Projects are no customers.
 */
final class CustomerChanges {

    private static final Duration TOLD = Duration.ofDays(29);
    private static final int MOST_TOLD = 1_000;
    /** QuickBooks' times are whole seconds of a clock that may differ. */
    private static final Duration LOOK_BACK = Duration.ofMinutes(5);

    private final QuickBooksClient client;
    private final Queries queries;
    private final CustomerRows customers;
    private final InstantSource time;

    CustomerChanges(QuickBooksClient client, Queries queries, CustomerRows customers, InstantSource time) {
        this.client = client;
        this.queries = queries;
        this.customers = customers;
        this.time = time;
    }

    /** @param which of the rows are given */
    Changes after(String position, Predicate<JsonNode> which) {
        Instant now = time.instant().truncatedTo(ChronoUnit.SECONDS);
        CustomerPosition at = position == null ? CustomerPosition.ofAll(now) : CustomerPosition.of(position);
        if (at.start() > 0) {
            return page(at, which);
        }
        if (at.since().isBefore(now.minus(TOLD))) {
            return page(CustomerPosition.ofAll(now), which);
        }
        List<JsonNode> told = told(at.since());
        return told.size() < MOST_TOLD
                ? changes(told, which, afterwards(now), false)
                : changes(told, which, new CustomerPosition(at.since(), now, 1), true);
    }

    private Changes page(CustomerPosition at, Predicate<JsonNode> which) {
        String since = at.isOfAll() ? "" : " and MetaData.LastUpdatedTime >= " + Queries.quoted(at.since().toString());
        List<JsonNode> rows = queries.page(CustomerRows.KIND, Queries.ANY + since, at.start());
        return rows.size() < Queries.PAGE
                ? changes(rows, which, afterwards(at.began()), false)
                : changes(rows, which, new CustomerPosition(at.since(), at.began(), at.start() + Queries.PAGE), true);
    }

    private static CustomerPosition afterwards(Instant began) {
        return new CustomerPosition(began.minus(LOOK_BACK), began, 0);
    }

    private Changes changes(List<JsonNode> rows, Predicate<JsonNode> which, CustomerPosition next, boolean more) {
        return new Changes(rows.stream().filter(row -> !row.path("IsProject").asBoolean(false)).filter(which)
                .map(this::record).toList(), next.text(), more);
    }

    /** One that is out of use and nobody's shows nothing by which it could be taken for somebody's. */
    private SideRecord record(JsonNode row) {
        SideRecord record = customers.record(row);
        return record.state() == SideRecord.State.INACTIVE && record.otherId() == null
                ? new SideRecord(record.id(), Map.of(), record.version(), record.modifiedOn(), Map.of(), null, record.state(),
                        null)
                : record;
    }

    private List<JsonNode> told(Instant since) {
        JsonNode body = client
                .get("/cdc?entities=" + CustomerRows.KIND + "&changedSince="
                        + Queries.encoded(since.toString()))
                .orElseThrow(() -> new RetryLaterException("QuickBooks did not tell which customers changed", null));
        List<JsonNode> rows = new ArrayList<>();
        body.path("CDCResponse").forEach(response -> response.path("QueryResponse")
                .forEach(list -> list.path(CustomerRows.KIND).forEach(rows::add)));
        return rows;
    }
}
