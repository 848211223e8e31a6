package io.fieldline.outreach;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.Set;

/** Whose clocks tell when somebody may be contacted: all that may be theirs, so that the stricter one decides. */
final class RecipientZones {

    private RecipientZones() {}

    /**
     * @param serviceAddress of the location; where it tells no zone, the tenant's zone stands for it
     * @param recipient a number in E.164 has an area as well
     */
    static Set<ZoneId> of(Address serviceAddress, String recipient, ZoneId tenantZone) {
        Set<ZoneId> zones = new LinkedHashSet<>(StateZones.of(serviceAddress));
        if (zones.isEmpty()) {
            zones.add(tenantZone);
        }
        if (recipient.startsWith("+")) {
            zones.addAll(PhoneNumbers.zones(recipient));
        }
        return zones;
    }
}
