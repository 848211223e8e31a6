package io.fieldline.destination.quickbooks;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sync.pair.SideRecord;

/** Customers as they are in QuickBooks, and as records of a pair. */
final class CustomerRows {

    static final String KIND = "Customer";
    private static final int IDS_AT_ONCE = 200;

    private final Queries queries;
    private final InstantSource time;
    private final Set<String> fields;

    /** @param fields those that records show; empty for all */
    CustomerRows(Queries queries, InstantSource time, Set<String> fields) {
        this.queries = queries;
        this.time = time;
        this.fields = Set.copyOf(fields);
    }

    /** By their ids, in use or not; those that are not there are left out. */
    Map<String, JsonNode> find(Collection<String> ids) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (int from = 0; from < wanted.size(); from += IDS_AT_ONCE) {
            List<String> some = new ArrayList<>(wanted.subList(from, Math.min(from + IDS_AT_ONCE, wanted.size())));
            queries.all(KIND, "Id in " + Queries.list(some) + " and " + Queries.ANY)
                    .forEach(row -> found.put(row.path("Id").asText(), row));
        }
        return found;
    }

    /** A row of a customer, or what QuickBooks tells of one that is gone: into which one it was merged, it does not. */
    SideRecord record(JsonNode row) {
        boolean gone = row.path("status").asText("").equalsIgnoreCase("Deleted");
        SideRecord.State state = gone
                ? SideRecord.State.DELETED
                : row.path("Active").asBoolean(true) ? SideRecord.State.ACTIVE : SideRecord.State.INACTIVE;
        return new SideRecord(row.path("Id").asText(), gone ? Map.of() : CustomerFields.of(row, fields),
                gone ? null : version(row), Stamps.of(row.path("MetaData").path("LastUpdatedTime"), time.instant()), Map.of(),
                CustomerMark.in(row).orElse(null), state, null);
    }

    static String version(JsonNode row) {
        return row.path("SyncToken").asText();
    }
}
