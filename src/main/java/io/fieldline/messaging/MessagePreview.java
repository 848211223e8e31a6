package io.fieldline.messaging;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
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
        String connection = settings.connection(event).orElseThrow(
                () -> new MisconfiguredException("Tenant " + tenant + ": the flow " + flow + " does not tell of " + event));
        ChannelKind channel = services.channels().of(tenant, connection).kind();
        MessageKey key = new MessageKey(tenant, flow, event, Subject.of(subject, id));
        MessageRequest asked = request(key, channel, connection, ANYBODY);
        services.writing().check(settings, asked);
        Standing standing = services.stops().look(asked);
        if (standing instanceof Standing.Stopped stopped) {
            throw new MisconfiguredException("There is nothing to tell of " + subject + " " + id + ": " + stopped.detail());
        }
        Standing.Stands stands = (Standing.Stands) standing;
        MessageRequest request = request(key, channel, connection, stands.facts().customer().id());
        OutboxMessage message = services.planner().preview(request, services.rules().of(tenant, flow).orElseThrow(),
                stands.facts());
        MessageText text = services.writing().write(message, stands.facts(), stands.values());
        return new Seen(message, text,
                channel == ChannelKind.SMS ? Optional.of(SmsSegments.of(text.body())) : Optional.empty());
    }

    private MessageRequest request(MessageKey key, ChannelKind channel, String connection, long customer) {
        Instant now = clock.instant();
        return new MessageRequest(key, kind(key), channel, connection, key.event(), customer, OptionalLong.empty(), now, now,
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
