package io.fieldline.messaging;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.PassedOver;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;

/**
 * By which of its connections a tenant tells a customer of an event: the one that the customer prefers, then the others in the
 * tenant's order; the first one that the gate lets through.
 */
final class ChannelChoice {

    private final StopCheck stops;
    private final MessagePlanner planner;

    /** @param request bears the reasons for which others were passed over */
    record Chosen(MessageRequest request, Standing standing) {}

    private record Asked(MessageRequest request, Standing.Stands standing, OutboxMessage answer) {}

    ChannelChoice(StopCheck stops, MessagePlanner planner) {
        this.stops = stops;
        this.planner = planner;
    }

    /**
     * @param connections at least one
     * @param requests by connection
     * @return where the gate lets none through, the one that was asked first
     */
    Chosen choose(FlowMessages flow, MessageRules rules, List<String> connections, Function<String, MessageRequest> requests) {
        MessageRequest first = requests.apply(connections.get(0));
        Standing standing = stops.look(first);
        if (!(standing instanceof Standing.Stands stands)) {
            return new Chosen(first, standing);
        }
        Optional<String> preferred = flow.preference(stands.facts().customer());
        if (preferred.filter(FlowMessages.OFF::equals).isPresent()) {
            return new Chosen(first, new Standing.Stopped("preference-off", "the customer wants not to be told"));
        }
        List<String> order = new ArrayList<>(connections);
        preferred.ifPresent(connection -> {
            order.remove(connection);
            order.add(0, connection);
        });
        return firstAllowed(rules, order.stream().map(requests).toList(), new Chosen(first, standing));
    }

    private Chosen firstAllowed(MessageRules rules, List<MessageRequest> requests, Chosen looked) {
        List<Asked> refused = new ArrayList<>();
        for (MessageRequest request : requests) {
            // Where a customer is reached differs by connection, so each is looked at by itself.
            Standing standing = request.equals(looked.request()) ? looked.standing() : stops.look(request);
            if (!(standing instanceof Standing.Stands stands)) {
                return new Chosen(request, standing);
            }
            OutboxMessage answer = planner.preview(request, rules, stands.facts());
            if (answer.state() == OutboxState.SCHEDULED || answer.state() == OutboxState.PREVIEWED) {
                return new Chosen(request.instead(passedOver(refused)), standing);
            }
            refused.add(new Asked(request, stands, answer));
        }
        Asked first = refused.get(0);
        return new Chosen(first.request().instead(passedOver(refused.subList(1, refused.size()))), first.standing());
    }

    private static List<PassedOver> passedOver(List<Asked> refused) {
        return refused.stream().map(one -> new PassedOver(one.request().connection(), one.answer().reason(),
                one.answer().detail())).toList();
    }
}
