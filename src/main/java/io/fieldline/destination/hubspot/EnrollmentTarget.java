package io.fieldline.destination.hubspot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.OutgoingMessage;

/**
 * What is changed so that the tenant's own workflow takes a contact in or lets it go: membership of a static list, or else
 * properties of the contact.
 *
 * @param list the list's id
 * @param member whether the contact is to be on the list
 * @param properties empty where there is a list
 */
record EnrollmentTarget(Optional<String> list, boolean member, Map<String, String> properties) {

    EnrollmentTarget {
        properties = Map.copyOf(properties);
    }

    /** @throws MisconfiguredException when the message names neither a list nor a property */
    static EnrollmentTarget of(OutgoingMessage message) {
        Map<String, Object> given = message.properties();
        if (given.containsKey(HubSpotEnrollment.LIST)) {
            String list = String.valueOf(given.get(HubSpotEnrollment.LIST));
            if (!list.matches("\\d{1,18}")) {
                throw new MisconfiguredException("The enrolment '" + message.event() + "' names the list '" + list
                        + "'; a list is named by its number, which HubSpot shows in its address");
            }
            return new EnrollmentTarget(Optional.of(list),
                    Boolean.parseBoolean(String.valueOf(given.getOrDefault(HubSpotEnrollment.MEMBER, true))), Map.of());
        }
        Map<String, String> properties = new LinkedHashMap<>();
        given.forEach((name, value) -> properties.put(name, value == null ? "" : value.toString()));
        if (properties.isEmpty()) {
            throw new MisconfiguredException("The enrolment '" + message.event()
                    + "' names neither a list nor a property of the contact that its workflow waits for");
        }
        return new EnrollmentTarget(Optional.empty(), true, properties);
    }
}
