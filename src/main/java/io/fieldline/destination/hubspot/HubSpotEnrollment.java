package io.fieldline.destination.hubspot;

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
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.EnrollmentChannel;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.Suppression;
import io.fieldline.tenant.Connection;

/**
 * Takes contacts into a sequence of the tenant's own in HubSpot, and out of it. HubSpot has no call for that in its current
 * API: the tenant's workflow is triggered, and ended, by what is changed here. A message's properties say what: with
 * {@link #LIST} the contact is put on that static list, or taken off it when {@link #MEMBER} is false; else each is a property
 * of the contact that is set, and at the end gets the value {@link #ENDED}.
 *
 * <p>
 * Accepted means that HubSpot shows the change: the contact is enrolled. Whether anything was sent is not known here. Doing it
 * again changes nothing, and {@link #find} looks at the contact.
 */
public final class HubSpotEnrollment implements EnrollmentChannel {

    /** The number of a static list. */
    public static final String LIST = "list";
    /** Whether the contact is to be on the list; true unless given. */
    public static final String MEMBER = "member";
    /** What the properties are set to when the contact is let go; nothing unless given. */
    public static final String ENDED = "ended";

    /** The list, the contact, its place on the list. */
    private static final int MOST_CALLS = 3;

    private final EnrollmentCalls calls;
    private final EnrollmentView view;
    private final Set<String> knownLists = ConcurrentHashMap.newKeySet();

    HubSpotEnrollment(EnrollmentCalls calls) {
        this.calls = calls;
        this.view = new EnrollmentView(calls);
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
        EnrollmentTarget target = EnrollmentTarget.of(message.properties());
        try {
            return target.list().isPresent() ? listed(message, target) : set(message, target);
        } catch (EnrollmentCalls.Ended ended) {
            return ended.handover();
        }
    }

    /** Certain either way: the contact shows the change, or it was not made. */
    @Override
    public Optional<Handover> find(OutgoingMessage message) {
        EnrollmentTarget target = EnrollmentTarget.of(message.properties());
        try {
            Answer contact = view.contact(message.recipient(), target.properties().keySet());
            if (contact.refused()) {
                return Optional.of(noContact(contact));
            }
            String id = contact.body().path("id").asText();
            boolean made = target.list().isPresent()
                    ? view.member(id, target.list().get()) == target.member()
                    : EnrollmentView.shows(contact.body(), target.properties());
            return Optional.of(made
                    ? new Handover.Accepted(id)
                    : new Handover.NotTaken("HubSpot does not show the change", Optional.empty()));
        } catch (EnrollmentCalls.Ended ended) {
            return Optional.empty();
        }
    }

    /** A property that somebody gave another value meanwhile keeps it. */
    @Override
    public Release end(String contact, Map<String, Object> trigger) {
        EnrollmentTarget target = EnrollmentTarget.of(trigger);
        try {
            Answer shown = view.contact(contact, target.properties().keySet());
            if (shown.status() == 404) {
                return Release.NOTHING_LEFT;
            }
            require(shown);
            String id = shown.body().path("id").asText();
            return target.list().isPresent() ? takenOff(id, target.list().get()) : unset(id, shown.body(), target);
        } catch (EnrollmentCalls.Ended ended) {
            throw new RetryLaterException("The contact could not be let go: " + ended.getMessage(), ended);
        }
    }

    private Release takenOff(String id, String list) {
        if (!view.member(id, list)) {
            return Release.RELEASED;
        }
        require(calls.send("PUT", EnrollmentView.LISTS + list + "/memberships/remove",
                JsonNodeFactory.instance.arrayNode().add(id)));
        if (view.member(id, list)) {
            throw new RetryLaterException("HubSpot still shows the contact on the list " + list, null);
        }
        return Release.RELEASED;
    }

    private Release unset(String id, JsonNode shown, EnrollmentTarget target) {
        if (EnrollmentView.shows(shown, target.atTheEnd(target.properties().keySet()))) {
            return Release.RELEASED;
        }
        Map<String, String> values = target.atTheEnd(target.properties().entrySet().stream()
                .filter(one -> EnrollmentView.shows(shown, one.getKey(), one.getValue())).map(Map.Entry::getKey).toList());
        if (values.isEmpty()) {
            return Release.NOTHING_LEFT;
        }
        require(calls.send("PATCH", EnrollmentView.CONTACTS + id, properties(values)));
        Answer now = view.contact(id, values.keySet());
        require(now);
        if (!EnrollmentView.shows(now.body(), values)) {
            throw new RetryLaterException("HubSpot took the contact's change and shows other values", null);
        }
        return Release.RELEASED;
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
                if (!view.hasProperty(property)) {
                    missing.add("HubSpot's contacts have no property " + property
                            + ", which the workflow is to use as its enrolment trigger and to end by");
                }
            }
            for (String list : lists) {
                view.listProblem(list).ifPresent(missing::add);
            }
        } catch (EnrollmentCalls.Ended ended) {
            missing.add("HubSpot could not be asked: " + ended.getMessage());
        }
        return missing;
    }

    private Handover set(OutgoingMessage message, EnrollmentTarget target) {
        Answer answer = calls.send("PATCH", EnrollmentView.CONTACTS + EnrollmentView.place(message.recipient()),
                properties(target.properties()));
        if (answer.status() == 404) {
            return noContact(answer);
        }
        if (answer.refused()) {
            return refused(answer);
        }
        return EnrollmentView.shows(answer.body(), target.properties())
                ? new Handover.Accepted(answer.body().path("id").asText())
                : new Handover.Uncertain("HubSpot took the change and shows other values");
    }

    private Handover listed(OutgoingMessage message, EnrollmentTarget target) {
        String list = target.list().orElseThrow();
        if (!knownLists.contains(list)) {
            view.listProblem(list).ifPresent(problem -> {
                throw new MisconfiguredException(problem);
            });
            knownLists.add(list);
        }
        Answer contact = view.contact(message.recipient(), Set.of());
        if (contact.refused()) {
            return noContact(contact);
        }
        String id = contact.body().path("id").asText();
        Answer answer = calls.send("PUT",
                EnrollmentView.LISTS + list + "/memberships/" + (target.member() ? "add" : "remove"),
                JsonNodeFactory.instance.arrayNode().add(id));
        if (answer.refused()) {
            return refused(answer);
        }
        return named(answer.body().path("recordIdsMissing"), id)
                ? new Handover.Refused("missing", "HubSpot does not find the contact for the list", Suppression.NONE)
                : new Handover.Accepted(id);
    }

    private static ObjectNode properties(Map<String, String> values) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        values.forEach(body.putObject("properties")::put);
        return body;
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
        return new Handover.Refused(Integer.toString(answer.status()), words(answer), Suppression.NONE);
    }

    private static void require(Answer answer) {
        if (answer.refused()) {
            throw new RejectedRecordException(words(answer));
        }
    }

    private static String words(Answer answer) {
        return "HubSpot answered " + answer.status() + " " + answer.body().path("message").asText("");
    }
}
