package io.fieldline.destination.hubspot;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.delivery.ProviderCalls;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.tenant.Connection;

/**
 * Takes contacts into a sequence of the tenant's own in HubSpot, and out of it. HubSpot has no call for that in its current
 * API: the tenant's workflow is triggered, and ended, by what is changed here. A message's properties say what: with
 * {@link #LIST} the contact is put on that static list, or taken off it when {@link #MEMBER} is false; else each is a property
 * of the contact that is set.
 *
 * <p>
 * Accepted means that HubSpot shows the change: the contact is enrolled. Whether anything was sent is not known here. Doing it
 * again changes nothing, and {@link #find} looks at the contact.
 */
public final class HubSpotEnrollment implements MessageChannel {

    /** The number of a static list. */
    public static final String LIST = "list";
    /** Whether the contact is to be on the list; true unless given. */
    public static final String MEMBER = "member";

    private static final String CONTACTS = "/crm/v3/objects/contacts/";
    private static final String LISTS = "/crm/lists/2026-09/";
    private static final String CONTACT_TYPE = "0-1";
    private static final Set<String> STATIC = Set.of("MANUAL", "SNAPSHOT");

    /** The list, the contact, its place on the list. */
    private static final int MOST_CALLS = 3;

    private final EnrollmentCalls calls;
    private final Set<String> knownLists = ConcurrentHashMap.newKeySet();

    HubSpotEnrollment(EnrollmentCalls calls) {
        this.calls = calls;
    }

    /** @param connection one of type {@link HubSpotConnectionType} */
    public static HubSpotEnrollment of(Connection connection, InstantSource time) {
        return new HubSpotEnrollment(new EnrollmentCalls(connection, ProviderCalls.usual(), time));
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.ENROLLMENT;
    }

    @Override
    public LostAnswer lostAnswer() {
        return LostAnswer.IS_LOOKED_FOR;
    }

    @Override
    public Duration longest() {
        return calls.longest().multipliedBy(MOST_CALLS);
    }

    /** @throws MisconfiguredException when the message names no trigger, or a list that is none of the static ones */
    @Override
    public Handover handOver(OutgoingMessage message) {
        EnrollmentTarget target = EnrollmentTarget.of(message);
        try {
            return target.list().isPresent() ? listed(message, target) : set(message, target);
        } catch (EnrollmentCalls.Ended ended) {
            return ended.handover();
        }
    }

    /** Certain either way: the contact shows the change, or it was not made. */
    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        EnrollmentTarget target = EnrollmentTarget.of(message);
        try {
            Answer contact = contact(message, target.properties().keySet());
            if (contact.refused()) {
                return Optional.of(noContact(contact));
            }
            String id = contact.body().path("id").asText();
            boolean made = target.list().isPresent()
                    ? member(id, target.list().get()) == target.member()
                    : shows(contact.body(), target.properties());
            return Optional.of(made
                    ? new Handover.Accepted(id)
                    : new Handover.NotTaken("HubSpot does not show the change", Optional.empty()));
        } catch (EnrollmentCalls.Ended ended) {
            return Optional.empty();
        }
    }

    /**
     * What a workflow's trigger needs and the account does not have; a sentence for each, for the person who looks after it.
     *
     * @param properties of contacts
     * @param lists numbers of static lists
     */
    public List<String> missing(Collection<String> properties, Collection<String> lists) {
        List<String> missing = new ArrayList<>();
        try {
            for (String property : properties) {
                if (calls.get("/crm/v3/properties/contacts/" + encode(property)).refused()) {
                    missing.add("HubSpot's contacts have no property " + property
                            + ", which the workflow is to use as its enrolment trigger and to end by");
                }
            }
            for (String list : lists) {
                listProblem(list).ifPresent(missing::add);
            }
        } catch (EnrollmentCalls.Ended ended) {
            missing.add("HubSpot could not be asked: " + ended.handover());
        }
        return missing;
    }

    private Handover set(OutgoingMessage message, EnrollmentTarget target) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode properties = body.putObject("properties");
        target.properties().forEach(properties::put);
        Answer answer = calls.send("PATCH", CONTACTS + place(message), body);
        if (answer.status() == 404) {
            return noContact(answer);
        }
        if (answer.refused()) {
            return refused(answer);
        }
        return shows(answer.body(), target.properties())
                ? new Handover.Accepted(answer.body().path("id").asText())
                : new Handover.Uncertain("HubSpot took the change and shows other values");
    }

    private Handover listed(OutgoingMessage message, EnrollmentTarget target) {
        String list = target.list().orElseThrow();
        if (!knownLists.contains(list)) {
            listProblem(list).ifPresent(problem -> {
                throw new MisconfiguredException(problem);
            });
            knownLists.add(list);
        }
        Answer contact = contact(message, Set.of());
        if (contact.refused()) {
            return noContact(contact);
        }
        String id = contact.body().path("id").asText();
        Answer answer = calls.send("PUT", LISTS + list + "/memberships/" + (target.member() ? "add" : "remove"),
                JsonNodeFactory.instance.arrayNode().add(id));
        if (answer.refused()) {
            return refused(answer);
        }
        return named(answer.body().path("recordIdsMissing"), id)
                ? new Handover.Refused("missing", "HubSpot does not find the contact for the list", Suppression.NONE)
                : new Handover.Accepted(id);
    }

    private Optional<String> listProblem(String list) {
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

    private boolean member(String id, String list) {
        JsonNode lists = calls.get(LISTS + "records/" + CONTACT_TYPE + "/" + id + "/memberships")
                .accepted("tell the lists of a contact").path("results");
        for (JsonNode one : lists) {
            if (one.path("listId").asText().equals(list)) {
                return true;
            }
        }
        return false;
    }

    private Answer contact(OutgoingMessage message, Collection<String> properties) {
        String query = properties.isEmpty() ? "" : "properties=" + encode(String.join(",", properties));
        String place = place(message);
        return calls.get(CONTACTS + place + (query.isEmpty() ? "" : (place.contains("?") ? "&" : "?") + query));
    }

    private static String place(OutgoingMessage message) {
        String recipient = message.recipient();
        return recipient.contains("@") ? encode(recipient) + "?idProperty=email" : encode(recipient);
    }

    private static boolean shows(JsonNode contact, Map<String, String> wanted) {
        return wanted.entrySet().stream()
                .allMatch(one -> same(contact.path("properties").path(one.getKey()).asText(""), one.getValue()));
    }

    private static boolean same(String shown, String wanted) {
        String number = "-?\\d{1,18}(\\.\\d{1,18})?";
        return shown.equals(wanted) || shown.equals("null") && wanted.isEmpty() || shown.matches(number)
                && wanted.matches(number) && new BigDecimal(shown).compareTo(new BigDecimal(wanted)) == 0;
    }

    private static boolean named(JsonNode ids, String id) {
        for (JsonNode one : ids) {
            if (one.asText().equals(id)) {
                return true;
            }
        }
        return false;
    }

    private static Handover noContact(Answer answer) {
        return answer.status() == 404
                ? new Handover.Refused("404", "HubSpot has no such contact", Suppression.NONE)
                : refused(answer);
    }

    private static Handover refused(Answer answer) {
        return new Handover.Refused(Integer.toString(answer.status()), "HubSpot answered " + answer.status() + " "
                + answer.body().path("message").asText(""), Suppression.NONE);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
