package io.fieldline.messaging;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.MessageText;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.SmsSegments;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;

/** What a message about a record would say now, and what the gate says to it. Keeps nothing and sends nothing. */
public final class MessagePreview {

    private static final long ANYBODY = 1;

    private final OutreachServices services;
    private final InstantSource clock;

    /**
     * @param message as it would be planned; its recipient shows only its end
     * @param length of a text
     */
    public record Seen(OutboxMessage message, MessageText text, Optional<SmsSegments> length) {}

    public MessagePreview(OutreachServices services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /**
     * @param event by whose name its template is found too
     * @param subject the kind of record
     * @throws io.fieldline.failure.SyncException when there is nothing to tell, or the template lacks a value
     */
    public Seen look(String tenant, String flow, String event, String subject, long id) {
        FlowMessages settings = FlowMessages.of(services.tenants(), tenant, flow);
        List<String> connections = settings.connections(event);
        if (connections.isEmpty()) {
            throw new MisconfiguredException("Tenant " + tenant + ": the flow " + flow + " does not tell of " + event);
        }
        MessageKey key = new MessageKey(tenant, flow, event, Subject.of(subject, id));
        MessageRequest asked = request(key, connections.get(0), ANYBODY);
        services.writing().check(settings, asked);
        long customer = stands(services.stops().look(asked), subject, id).facts().customer().id();
        MessageRules rules = services.rules().of(tenant, flow).orElseThrow();
        ChannelChoice.Chosen chosen = new ChannelChoice(services.stops(), services.planner()).choose(settings, rules,
                connections,
                connection -> request(key, connection, customer));
        services.writing().check(settings, chosen.request());
        Standing.Stands stands = stands(chosen.standing(), subject, id);
        OutboxMessage message = services.planner().preview(chosen.request(), rules, stands.facts());
        MessageText text = services.writing().preview(message, stands.values());
        return new Seen(message, text,
                chosen.request().channel() == ChannelKind.SMS ? Optional.of(SmsSegments.of(text.body())) : Optional.empty());
    }

    private static Standing.Stands stands(Standing standing, String subject, long id) {
        if (standing instanceof Standing.Stopped stopped) {
            throw new MisconfiguredException("There is nothing to tell of " + subject + " " + id + ": " + stopped.detail());
        }
        return (Standing.Stands) standing;
    }

    private MessageRequest request(MessageKey key, String connection, long customer) {
        Instant now = clock.instant();
        return new MessageRequest(key, kind(key), services.channels().of(key.tenant(), connection).kind(), connection,
                key.event(), customer, OptionalLong.empty(), now, now,
                Map.of());
    }

    private static MessageKind kind(MessageKey key) {
        return switch (key.subject().kind()) {
            case "appointment" -> MessageKind.VISIT;
            case "invoice" -> MessageKind.INVOICE;
            case "job" -> key.event().startsWith("job-") ? MessageKind.VISIT : MessageKind.MARKETING;
            default -> MessageKind.MARKETING;
        };
    }
}
