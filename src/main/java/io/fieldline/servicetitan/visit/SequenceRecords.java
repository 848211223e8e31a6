package io.fieldline.servicetitan.visit;

import java.util.List;
import java.util.Map;

/** The records of a tenant among which those are looked for that come into a sequence. */
public final class SequenceRecords {

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
}
