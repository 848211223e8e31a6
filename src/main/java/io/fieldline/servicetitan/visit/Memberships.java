package io.fieldline.servicetitan.visit;

import java.util.List;
import java.util.Map;

/** All memberships of a tenant, for the daily look: one that comes to its end does not change by that. */
public final class Memberships {

    private final Offices offices;

    public Memberships(Offices offices) {
        this.offices = offices;
    }

    /** Whatever their status, in the order of the list. */
    public List<Map<String, Object>> of(String tenant) {
        return offices.of(offices.tenant(tenant)).all("memberships", "memberships");
    }
}
