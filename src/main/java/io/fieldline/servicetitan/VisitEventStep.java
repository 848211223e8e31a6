package io.fieldline.servicetitan;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.visit.VisitEvent;
import io.fieldline.servicetitan.visit.VisitEvents;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;

/**
 * The steps that tell what a change means to the customer. <code>recognize</code> makes the body a list of what it means, mostly
 * empty. <code>tell</code> takes one of them: the body becomes the record that it is about, and the variables
 * <code>event</code>, <code>kind</code> and <code>subject</code> are set. The split between the two takes this bean for its
 * aggregation strategy, so that the record counts as written when one of them was.
 */
public final class VisitEventStep implements AggregationStrategy {

    /** The name under which routes refer to it. */
    public static final String NAME = "visitEvents";

    private final VisitEvents events;

    public VisitEventStep(VisitEvents events) {
        this.events = events;
    }

    /** Takes one record of appointments, assignments, jobs or invoices. */
    public void recognize(Exchange exchange) {
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?>)) {
            throw new MisconfiguredException("The step visitEvents takes one record: set unit: record on the servicetitan"
                    + " endpoint of the route " + exchange.getFromRouteId());
        }
        @SuppressWarnings("unchecked") // Records are JSON objects, whose keys are texts.
        Map<String, Object> record = exchange.getMessage().getBody(Map.class);
        List<VisitEvent> seen = events.of(exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class), record,
                Optional.ofNullable(exchange.getProperty(DeliveryProperties.HORIZON, Instant.class)));
        exchange.setVariable(DeliveryProperties.OUTCOME, DeliveryProperties.SKIPPED);
        exchange.getMessage().setBody(seen);
    }

    /** Takes one event out of the list that <code>recognize</code> made. */
    public void tell(Exchange exchange) {
        VisitEvent seen = exchange.getMessage().getBody(VisitEvent.class);
        exchange.setVariable("event", seen.event());
        exchange.setVariable("kind", seen.kind().name().toLowerCase(Locale.ROOT));
        exchange.setVariable("subject", seen.subject());
        exchange.getMessage().setBody(seen.record());
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange now) {
        return now;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange now, Exchange whole) {
        String outcome = now.getVariable(DeliveryProperties.OUTCOME, String.class);
        if (outcome != null && !outcome.equals(DeliveryProperties.SKIPPED)
                && !DeliveryProperties.PARKED.equals(whole.getVariable(DeliveryProperties.OUTCOME))) {
            whole.setVariable(DeliveryProperties.OUTCOME, outcome);
        }
        return now;
    }
}
