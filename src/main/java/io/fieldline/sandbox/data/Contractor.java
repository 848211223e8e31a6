package io.fieldline.sandbox.data;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * A contractor who uses the sandbox's ServiceTitan.
 *
 * @param tenantId the number in every path
 * @param name the company's name
 * @param zone where it works
 * @param trade what it does
 * @param city where its customers live
 * @param state two letters
 * @param zip the first of its postal codes
 */
public record Contractor(long tenantId, String name, ZoneId zone, Trade trade, String city, String state, int zip) {

    public enum Trade {
        PLUMBING, HEATING, ELECTRICAL
    }

    private static final List<Contractor> NAMED = List.of(
            new Contractor(1001, "Acme Plumbing & Air", ZoneId.of("America/Chicago"), Trade.PLUMBING, "Naperville", "IL",
                    60540),
            new Contractor(1002, "Summit Ridge Heating & Cooling", ZoneId.of("America/Denver"), Trade.HEATING, "Lakewood", "CO",
                    80214),
            new Contractor(1003, "Brightwire Electric", ZoneId.of("America/New_York"), Trade.ELECTRICAL, "Cary", "NC", 27511));

    /** The first three are companies with a story; further ones repeat their trades under numbers of their own. */
    public static List<Contractor> first(int count) {
        List<Contractor> contractors = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            Contractor model = NAMED.get(index % NAMED.size());
            contractors.add(index < NAMED.size() ? model : model.branch(1001 + index));
        }
        return List.copyOf(contractors);
    }

    private Contractor branch(long number) {
        return new Contractor(number, name + " " + number, zone, trade, city, state, zip);
    }
}
