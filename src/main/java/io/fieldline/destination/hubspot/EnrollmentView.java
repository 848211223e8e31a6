package io.fieldline.destination.hubspot;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

/** What HubSpot shows of contacts and lists that an enrolment is about. */
final class EnrollmentView {

    static final String CONTACTS = "/crm/v3/objects/contacts/";
    static final String LISTS = "/crm/lists/2026-09/";

    private static final String CONTACT_TYPE = "0-1";
    private static final Set<String> STATIC = Set.of("MANUAL", "SNAPSHOT");

    private final EnrollmentCalls calls;

    EnrollmentView(EnrollmentCalls calls) {
        this.calls = calls;
    }

    /**
     * @param contact its id, or its e-mail address
     * @param properties that are shown with it
     */
    Answer contact(String contact, Collection<String> properties) {
        String query = properties.isEmpty() ? "" : "properties=" + encode(String.join(",", properties));
        String place = place(contact);
        return calls.get(CONTACTS + place + (query.isEmpty() ? "" : (place.contains("?") ? "&" : "?") + query));
    }

    /** In the path of a call. */
    static String place(String contact) {
        return contact.contains("@") ? encode(contact) + "?idProperty=email" : encode(contact);
    }

    /** @return a sentence for the person who looks after it; empty when contacts can be put on it */
    Optional<String> listProblem(String list) {
        Answer answer = calls.get(LISTS + list);
        if (answer.refused()) {
            return Optional.of("HubSpot has no list " + list
                    + ", by which the workflow is to be triggered: make a static list of contacts and name its number");
        }
        String type = answer.body().path("list").path("processingType").asText("");
        return STATIC.contains(type) && answer.body().path("list").path("objectTypeId").asText("").equals(CONTACT_TYPE)
                ? Optional.empty()
                : Optional.of("HubSpot's list " + list + " is none that contacts can be put on (" + type
                        + "): the workflow's trigger must be a static list of contacts");
    }

    boolean hasProperty(String name) {
        return !calls.get("/crm/v3/properties/contacts/" + encode(name)).refused();
    }

    /** @param id of the contact */
    boolean member(String id, String list) {
        JsonNode lists = calls.get(LISTS + "records/" + CONTACT_TYPE + "/" + id + "/memberships")
                .accepted("tell the lists of a contact").path("results");
        for (JsonNode one : lists) {
            if (one.path("listId").asText().equals(list)) {
                return true;
            }
        }
        return false;
    }

    static boolean shows(JsonNode contact, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(one -> shows(contact, one.getKey(), one.getValue()));
    }

    static boolean shows(JsonNode contact, String property, String wanted) {
        return same(contact.path("properties").path(property).asText(""), wanted);
    }

    private static boolean same(String shown, String wanted) {
        String number = "-?\\d{1,18}(\\.\\d{1,18})?";
        return shown.equals(wanted) || shown.equals("null") && wanted.isEmpty() || shown.matches(number)
                && wanted.matches(number) && new BigDecimal(shown).compareTo(new BigDecimal(wanted)) == 0;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
