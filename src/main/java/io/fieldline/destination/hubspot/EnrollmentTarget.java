package io.fieldline.destination.hubspot;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.OutgoingMessage;

/**
 * What is changed so that the tenant's own workflow takes a contact in or lets it go: membership of a static list, or else
 * properties of the contact.
 *
 * @param list the list's id
 * @param member whether the contact is to be on the list
 * @param properties empty where there is a list
 * @param ended what properties are set to at the end
 */
record EnrollmentTarget(Optional<String> list, boolean member, Map<String, String> properties, String ended) {

    /** Of what is set for an enrolment, what is no property of the contact. */
    private static final Set<String> OURS = Set.of(HubSpotEnrollment.LIST, HubSpotEnrollment.MEMBER, HubSpotEnrollment.ENDED);

    EnrollmentTarget {
        properties = Map.copyOf(properties);
    }

    /**
     * @param given as {@link OutgoingMessage#properties()}
     * @throws MisconfiguredException when it names neither a list nor a property
     */
    static EnrollmentTarget of(Map<String, ?> given) {
        if (given.containsKey(HubSpotEnrollment.LIST)) {
            String list = String.valueOf(given.get(HubSpotEnrollment.LIST));
            if (!list.matches("\\d{1,18}")) {
                throw new MisconfiguredException("An enrolment names the list '" + list
                        + "'; a list is named by its number, which HubSpot shows in its address");
            }
            boolean member = given.get(HubSpotEnrollment.MEMBER) == null
                    || Boolean.parseBoolean(String.valueOf(given.get(HubSpotEnrollment.MEMBER)));
            return new EnrollmentTarget(Optional.of(list), member, Map.of(), "");
        }
        Map<String, String> properties = properties(given);
        if (properties.isEmpty()) {
            throw new MisconfiguredException(
                    "An enrolment names neither a list nor a property of the contact that its workflow waits for");
        }
        String ended = text(given.get(HubSpotEnrollment.ENDED));
        if (properties.containsValue(ended)) {
            throw new MisconfiguredException("An enrolment sets a property to '" + ended
                    + "', which is what it is set to at the end as well: the workflow could not tell the two apart");
        }
        return new EnrollmentTarget(Optional.empty(), true, properties, ended);
    }

    /** Of what is given those that are properties of a contact, and their values. */
    static Map<String, String> properties(Map<String, ?> given) {
        Map<String, String> properties = new TreeMap<>();
        given.forEach((name, value) -> properties.put(name, text(value)));
        properties.keySet().removeAll(OURS);
        return properties;
    }

    Map<String, String> atTheEnd(Collection<String> names) {
        return names.stream().collect(Collectors.toMap(name -> name, name -> ended));
    }

    private static String text(Object value) {
        return value == null ? "" : value.toString();
    }
}
