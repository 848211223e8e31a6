package io.fieldline.ledger.told;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * How a tenant wants ServiceTitan to be told of what a flow posts, which it says in the flow's settings.
 *
 * @param flow by its id
 * @param books the connection that the flow posts to
 * @param ways in which it is told, of documents before jobs
 */
public record TellingRules(String flow, String books, List<Way> ways) {

    private static final String MARK_EXPORTED = "markExported";
    private static final String NOTE_ON_JOB = "noteOnJob";

    public TellingRules {
        ways = List.copyOf(ways);
    }

    /** Those of each flow that posts. */
    public static List<TellingRules> of(Tenant tenant) {
        return tenant.flows().values().stream()
                .filter(flow -> flow.values().containsKey(MARK_EXPORTED)
                        && flow.values().get("connection") instanceof String)
                .sorted(Comparator.comparing(FlowSettings::flow)).map(flow -> of(tenant, flow)).toList();
    }

    private static TellingRules of(Tenant tenant, FlowSettings flow) {
        List<Way> ways = new ArrayList<>();
        switch (flow.values().get(MARK_EXPORTED).toString()) {
            case "marked" -> ways.add(Way.MARKED);
            case "export-id" -> ways.add(Way.EXPORT_ID);
            default -> {
                // Documents are left as they are.
            }
        }
        boolean bearsData = tenant.serviceTitan().applicationGuid().isPresent();
        switch (flow.values().getOrDefault(NOTE_ON_JOB, bearsData ? "external-data" : "off").toString()) {
            case "external-data" -> ways.add(Way.EXTERNAL_DATA);
            case "note" -> ways.add(Way.NOTE);
            default -> {
                // Jobs are left as they are.
            }
        }
        return new TellingRules(flow.flow(), flow.values().get("connection").toString(), ways);
    }

    /** Whether external data is wanted of a tenant whose application keeps none. */
    public boolean lacksGuid(Tenant tenant) {
        return ways.contains(Way.EXTERNAL_DATA) && tenant.serviceTitan().applicationGuid().isEmpty();
    }
}
