package io.fieldline.outreach.writeback;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

import io.fieldline.tenant.Tenant;

/** Where ServiceTitan's contacts are looked at and changed. All throw one of the four failures. */
public interface ContactDesk {

    /**
     * One contact with the number or address.
     *
     * @param locationId of a location's; the customer is then the location's
     * @param preferences empty when none were ever set
     */
    record ContactRow(long customerId, OptionalLong locationId, long id, Map<String, Boolean> preferences) {

        public ContactRow {
            preferences = Map.copyOf(preferences);
        }

        /** Tells it from every other contact of the tenant. */
        String name() {
            return (locationId.isPresent() ? "location/" + locationId.getAsLong() : "customer/" + customerId) + "/" + id;
        }
    }

    /** The names of all preferences that a contact may have. */
    List<String> preferenceNames();

    /**
     * The contacts with a number or an address, of customers and of their locations.
     *
     * @param customers who were messaged there; others with the number are found as well
     */
    List<ContactRow> contacts(Tenant tenant, String address, Collection<Long> customers);

    /** @param preferences all that the contact is to have */
    void prefer(Tenant tenant, ContactRow contact, Map<String, Boolean> preferences);

    /** Those of the customers who bear the tag. */
    Set<Long> tagged(Tenant tenant, Collection<Long> customers, String tag);

    void tag(Tenant tenant, long customer, String tag, boolean bears);
}
