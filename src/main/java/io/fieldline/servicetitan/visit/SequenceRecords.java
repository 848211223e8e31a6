package io.fieldline.servicetitan.visit;

import java.util.List;
import java.util.Map;

/** The records of a tenant among which those are looked for that come into a sequence. */
public final class SequenceRecords {

    private static final String CUSTOMER = "customerId";

    private final Offices offices;

    public SequenceRecords(Offices offices) {
        this.offices = offices;
    }

    /**
     * Whatever their status, in the order of the list.
     *
     * @param collection <code>memberships/memberships</code>
     * @param query by parameters of its list
     */
    public List<Map<String, Object>> of(String tenant, String collection, Map<String, String> query) {
        String[] place = collection.split("/", 2);
        return offices.of(offices.tenant(tenant)).all(place[0], place[1], query);
    }

    /**
     * A customer's own, whatever their status.
     *
     * @param kind <code>membership</code>, <code>estimate</code> or <code>job</code>
     */
    public List<Map<String, Object>> ofCustomer(String tenant, String kind, long customer) {
        Office office = offices.of(offices.tenant(tenant));
        return switch (kind) {
            case "membership" -> office.rows("memberships", "memberships", "customerIds", customer, CUSTOMER);
            case "job" -> office.rows("jpm", "jobs", "customerId", customer, CUSTOMER);
            // The list of estimates has no filter for customers, but one for locations.
            case "estimate" -> office.rows("crm", "locations", "customerId", customer, CUSTOMER).stream()
                    .flatMap(location -> office
                            .rows("sales", "estimates", "locationId", (Long) location.get("id"), "locationId").stream())
                    .filter(row -> row.get(CUSTOMER) instanceof Long owner && owner == customer).toList();
            default -> throw new IllegalArgumentException("nobody follows up on a " + kind);
        };
    }
}
