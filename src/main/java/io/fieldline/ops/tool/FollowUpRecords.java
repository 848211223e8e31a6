package io.fieldline.ops.tool;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.BooleanNode;

import io.fieldline.agent.tool.FieldChange;
import io.fieldline.agent.tool.PlannedRequest;
import io.fieldline.agent.tool.RecordChange;
import io.fieldline.agent.tool.RecordRef;
import io.fieldline.messaging.FollowUp;
import io.fieldline.messaging.FollowUps;
import io.fieldline.outreach.Subject;

/** Follow-ups as records of plans: <code>fieldline/follow-ups</code>, each by its flow and what it is about. */
final class FollowUpRecords {

    static final String RESOURCE = "fieldline/follow-ups";
    static final String START = "start";
    static final String STOP = "stop";
    static final String RESUME = "resume";
    static final String UNDER_WAY = "underWay";

    private static final String FOLLOW_UP = "followUp";
    private static final String CUSTOMER = "customer";
    private static final Pattern ID = Pattern.compile("(.+)/([A-Za-z]+)/([0-9]{1,18})(?:@(.*))?");

    private final FollowUps followUps;

    FollowUpRecords(FollowUps followUps) {
        this.followUps = followUps;
    }

    private record Place(String flow, Subject subject) {

        static Place of(String id) {
            Matcher parts = ID.matcher(id);
            if (!parts.matches()) {
                throw new IllegalArgumentException(id + " names no follow-up");
            }
            return new Place(parts.group(1), new Subject(parts.group(2), Long.parseLong(parts.group(3)),
                    Optional.ofNullable(parts.group(4)).orElse("")));
        }
    }

    static RecordRef ref(FollowUp followUp) {
        return new RecordRef(RESOURCE, followUp.flow() + "/" + followUp.subject().text());
    }

    static RecordChange change(FollowUp followUp, boolean underWay) {
        return new RecordChange(ref(followUp), followUp.version(), List.of(new FieldChange(UNDER_WAY,
                BooleanNode.valueOf(followUp.stands()), BooleanNode.valueOf(underWay))));
    }

    static PlannedRequest request(String operation, FollowUp followUp, long customer) {
        return new PlannedRequest(RESOURCE, operation,
                Map.of(FOLLOW_UP, ref(followUp).id(), CUSTOMER, Long.toString(customer)), Map.of(), null);
    }

    /** What takes a request back. */
    static PlannedRequest opposite(PlannedRequest request) {
        return new PlannedRequest(RESOURCE, request.operation().equals(STOP) ? RESUME : STOP, request.path(), Map.of(), null);
    }

    static RecordRef ref(PlannedRequest request) {
        return new RecordRef(RESOURCE, request.path().get(FOLLOW_UP));
    }

    /** @return false when there was nothing to do */
    boolean carryOut(String tenant, PlannedRequest request) {
        Place place = Place.of(request.path().get(FOLLOW_UP));
        return switch (request.operation()) {
            case START -> followUps.start(tenant, place.flow(), Long.parseLong(request.path().get(CUSTOMER)),
                    place.subject());
            case STOP -> followUps.stop(tenant, place.flow(), place.subject());
            case RESUME -> followUps.resume(tenant, place.flow(), place.subject());
            default -> throw new IllegalArgumentException("nobody asks a follow-up to " + request.operation());
        };
    }

    FollowUp now(String tenant, RecordRef record) {
        Place place = Place.of(record.id());
        return followUps.find(tenant, place.flow(), place.subject());
    }

    /** Tells a follow-up as it is from any other state of it; empty when there never was one. */
    Optional<String> version(String tenant, RecordRef record) {
        return Optional.of(now(tenant, record)).filter(found -> found.state() != FollowUp.State.NONE).map(FollowUp::version);
    }
}
