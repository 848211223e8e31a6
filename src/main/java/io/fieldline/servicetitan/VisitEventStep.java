package io.fieldline.servicetitan;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.servicetitan.visit.VisitEvent;
import io.fieldline.servicetitan.visit.VisitEvents;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;

/**
 * The step that tells what a change means to the customer. Where it means something, the body becomes the record that it is
 * about and the variables <code>event</code>, <code>kind</code> and <code>subject</code> are set; else there is no
 * <code>event</code>.
 */
public final class VisitEventStep {

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
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        Optional<VisitEvent> event = events.of(key, record);
        exchange.setVariable("event", event.map(VisitEvent::event).orElse(null));
        event.ifPresent(seen -> {
            exchange.setVariable("kind", seen.kind().name().toLowerCase(Locale.ROOT));
            exchange.setVariable("subject", seen.subject());
            exchange.getMessage().setBody(seen.record());
        });
    }
}
