package io.fieldline.destination.hubspot;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.fieldline.tenant.Connection;

/** What a workflow in HubSpot must wait for, because no call of HubSpot's takes a contact into one. */
public final class EnrollmentTrigger {

    private EnrollmentTrigger() {}

    /**
     * @param properties as the message of an enrolment bears them: {@link HubSpotEnrollment#LIST}, or properties of contacts
     * @return one sentence for the person who looks after the workflow
     */
    public static String sentence(Map<String, ?> properties) {
        if (properties.containsKey(HubSpotEnrollment.LIST)) {
            return "the workflow's enrolment trigger must be: contact is a member of the static list "
                    + properties.get(HubSpotEnrollment.LIST) + "; it must end, or unenrol, when the contact leaves that list";
        }
        String wanted = EnrollmentTarget.properties(properties).entrySet().stream()
                .map(one -> "the contact's property " + one.getKey() + " is " + one.getValue())
                .collect(Collectors.joining(" and "));
        return "the workflow's enrolment trigger must be: " + wanted
                + "; it must end, or unenrol, when that is so no more, and take contacts in again";
    }

    /** @return a sentence for each thing of the trigger that the account does not have */
    public static List<String> missing(Connection connection, Map<String, ?> properties, InstantSource time) {
        Object list = properties.get(HubSpotEnrollment.LIST);
        return HubSpotEnrollment.of(connection, time).missing(
                list == null ? EnrollmentTarget.properties(properties).keySet() : Set.of(),
                list == null ? Set.of() : Set.of(list.toString()));
    }
}
