package io.fieldline.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;
import io.fieldline.sync.DeliveryProperties;
import io.fieldline.sync.StreamKey;

/**
 * Plans one message for the record in the body. The record counts as written when a message waits for its time or is shown in
 * preview, else as skipped: it was decided about before, or it was refused, which the outbox shows with its reason.
 */
final class OutreachProducer extends DefaultAsyncProducer {

    /** A record from before the flow was switched on may change for any reason, and is past all the same. */
    private static final Standing BEFORE_THE_FLOW = new Standing.Stopped("before-the-flow",
            "it happened before the flow was switched on");

    private final OutreachEndpoint endpoint;
    private final OutreachServices services;

    OutreachProducer(OutreachEndpoint endpoint, OutreachServices services) {
        super(endpoint);
        this.endpoint = endpoint;
        this.services = services;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        services.executor().execute(() -> {
            try {
                count(exchange, plan(exchange));
            } catch (Throwable failure) {
                // Whatever it was, somebody waits for the callback.
                exchange.setException(failure);
            }
            callback.done(false);
        });
        return false;
    }

    /** What one step of the route did is not undone by another that had nothing to do. */
    private static void count(Exchange exchange, boolean planned) {
        if (planned) {
            exchange.setVariable(DeliveryProperties.OUTCOME, DeliveryProperties.WRITTEN);
        } else if (exchange.getVariable(DeliveryProperties.OUTCOME) == null) {
            exchange.setVariable(DeliveryProperties.OUTCOME, DeliveryProperties.SKIPPED);
        }
    }

    private boolean plan(Exchange exchange) {
        StreamKey key = exchange.getProperty(DeliveryProperties.STREAM, StreamKey.class);
        if (key == null) {
            throw new MisconfiguredException(
                    endpoint.getEndpointUri() + ": the record comes from no flow of a tenant; start the"
                            + " route with servicetitan: and its option flow");
        }
        if (!(exchange.getMessage().getBody() instanceof Map<?, ?> body)) {
            throw new MisconfiguredException(endpoint.getEndpointUri() + ": the body must be one record; set unit: record where"
                    + " the route " + exchange.getFromRouteId() + " starts, and leave the body as it came");
        }
        if (endpoint.isSequence()) {
            return services.enrollments().changed(key.tenant(), key.flow(), endpoint.getSubject(), body);
        }
        MessageRules rules = services.rules().of(key.tenant(), key.flow()).orElseThrow(
                () -> new MisconfiguredException("Tenant " + key.tenant() + " has not switched on the flow " + key.flow()));
        RecordReading record = new RecordReading(body, endpoint.getSubject());
        FlowMessages flow = FlowMessages.of(services.tenants(), key.tenant(), key.flow());
        MessageKey message = new MessageKey(key.tenant(), key.flow(), endpoint.getEvent(),
                new Subject(endpoint.getSubject(), record.id(), record.occasion(endpoint.getOccasion())));
        List<String> connections = flow.connections(endpoint.getEvent());
        // What was decided stays decided: nothing needs to be read for it.
        if (connections.isEmpty() || services.outbox().find(message.token()).isPresent()) {
            return false;
        }
        // Whatever may be used is checked, so that a template that is missing is not found by the customer who needs it.
        connections.forEach(connection -> request(flow, record, message, connection));
        Instant since = exchange.getProperty(DeliveryProperties.HORIZON, Instant.class);
        if (since != null && record.time(endpoint.getHappenedAt()).isBefore(since)) {
            services.planner().plan(request(flow, record, message, connections.get(0)), rules, BEFORE_THE_FLOW);
            return false;
        }
        ChannelChoice.Chosen chosen = new ChannelChoice(services.stops(), services.planner()).choose(flow, rules, connections,
                connection -> request(flow, record, message, connection));
        OutboxMessage planned = services.planner().plan(chosen.request(), rules, chosen.standing());
        return planned.state() == OutboxState.SCHEDULED || planned.state() == OutboxState.PREVIEWED;
    }

    /** @throws io.fieldline.failure.RejectedRecordException when the record lacks what a message needs */
    private MessageRequest request(FlowMessages flow, RecordReading record, MessageKey key, String connection) {
        MessageRequest request = new MessageRequest(key, endpoint.messageKind(),
                services.channels().of(key.tenant(), connection).kind(),
                connection, endpoint.templateName(), record.customerId(), record.locationId(),
                record.time(endpoint.getHappenedAt()),
                record.time(endpoint.getHappenedAt()).plus(flow.delay(endpoint.getEvent())),
                record.values(endpoint.valueFields()));
        services.writing().check(flow, request);
        return request;
    }
}
