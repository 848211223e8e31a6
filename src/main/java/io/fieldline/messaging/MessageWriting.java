package io.fieldline.messaging;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import io.fieldline.messaging.template.MessageTemplate;
import io.fieldline.messaging.template.MessageTemplates;
import io.fieldline.messaging.template.MessageValues;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageText;
import io.fieldline.outreach.MessageTexts;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Tenants;

/** Writes a message in the flow's language, with what the tenant settled and what was read of the record. */
public final class MessageWriting implements MessageTexts {

    /** Where one click ends messages, at the tenant's own host. */
    public static final String UNSUBSCRIBE = "/unsubscribe/";

    private final Tenants tenants;
    private final MessageTemplates templates;
    private final MessageLinks links;
    private final UnsubscribeLinks unsubscribing;

    public MessageWriting(Tenants tenants, MessageTemplates templates, MessageLinks links,
            UnsubscribeLinks unsubscribing) {
        this.tenants = tenants;
        this.templates = templates;
        this.links = links;
        this.unsubscribing = unsubscribing;
    }

    /**
     * Refuses a flow whose template is not there or names a value that is not.
     *
     * @throws io.fieldline.failure.MisconfiguredException naming the file and the rule
     */
    void check(FlowMessages flow, MessageRequest request) {
        check(flow, request.channel(), Optional.of(request.kind()), request.template(), request.key().subject().kind());
    }

    /**
     * As {@link #check(FlowMessages, MessageRequest)}, before there is a record.
     *
     * @param kind empty where only a record tells
     * @param subject the kind of record
     */
    void check(FlowMessages flow, ChannelKind channel, Optional<MessageKind> kind, String template, String subject) {
        if (written(channel)) {
            MessageTemplate found = template(flow, channel, template);
            found.requireOnly(MessageValues.known(subject));
            missing(flow, channel, kind).forEach((value, reason) -> found.requireWithout(value, reason,
                    MessageValues.known(subject)));
        } else if (channel == ChannelKind.ENROLLMENT) {
            flow.enrollment();
        }
    }

    /** Values that no message of the flow has, with what would give them. Whether a marketing e-mail may go, the gate says. */
    private static Map<String, String> missing(FlowMessages flow, ChannelKind channel, Optional<MessageKind> kind) {
        Map<String, String> missing = new LinkedHashMap<>();
        MessageLinks.NAMES.stream().filter(name -> flow.link(name).isEmpty())
                .forEach(name -> missing.put(name, "the flow has no setting " + name));
        boolean email = channel == ChannelKind.EMAIL && kind.filter(one -> one != MessageKind.MARKETING).isEmpty();
        if (!email && flow.tenant().messages().postalAddress().isEmpty()) {
            missing.put("postalAddress", "the tenant has no messages.postalAddress");
        }
        if (!email) {
            missing.put("unsubscribeLink", "only a marketing e-mail has one");
        }
        return missing;
    }

    @Override
    public MessageText write(OutboxMessage message, ContactFacts facts, Map<String, Object> values) {
        return write(message, values, (flow, template) -> links.written(flow, message.token(),
                name -> template.map(one -> one.names(name)).orElse(true)));
    }

    /** Writes a message that is not sent: its short links lead nowhere. */
    MessageText preview(OutboxMessage message, Map<String, Object> values) {
        return write(message, values, (flow, template) -> links.shown(flow));
    }

    private MessageText write(OutboxMessage message, Map<String, Object> read,
            BiFunction<FlowMessages, Optional<MessageTemplate>, Map<String, String>> written) {
        MessageRequest request = message.request();
        FlowMessages flow = FlowMessages.of(tenants, request.tenant(), request.key().flow());
        if (request.channel() == ChannelKind.ENROLLMENT) {
            return new MessageText(Optional.empty(), "", Optional.empty(), Optional.empty(), flow.enrollment());
        }
        Optional<URI> unsubscribe = unsubscribe(flow.tenant().messages(), request, message.token());
        if (!written(request.channel())) {
            return new MessageText(Optional.empty(), "", Optional.empty(), Optional.empty(),
                    present(values(flow, read, written.apply(flow, Optional.empty()), unsubscribe)));
        }
        MessageTemplate template = template(flow, request.channel(), request.template());
        template.requireOnly(MessageValues.known(request.key().subject().kind()));
        MessageTemplate.Text text = template
                .write(values(flow, read, written.apply(flow, Optional.of(template)), unsubscribe));
        Optional<String> subject = switch (request.channel()) {
            case PUSH -> text.subject().or(() -> Optional.of(flow.tenant().displayName()));
            default -> text.subject();
        };
        return new MessageText(subject, text.body(), text.html(), unsubscribe, Map.of());
    }

    /** A marketing system and a CRM write their own texts from the values. */
    private static boolean written(ChannelKind channel) {
        return channel != ChannelKind.EVENT && channel != ChannelKind.ENROLLMENT;
    }

    private MessageTemplate template(FlowMessages flow, ChannelKind channel, String name) {
        String ending = channel == ChannelKind.EMAIL ? ".email" : "";
        return templates.find(flow.tenant().name(), flow.language(), name + ending);
    }

    private static Map<String, Object> values(FlowMessages flow, Map<String, Object> read, Map<String, String> links,
            Optional<URI> unsubscribe) {
        MessageSettings settled = flow.tenant().messages();
        Map<String, Object> values = new LinkedHashMap<>(read);
        values.put("company", flow.tenant().displayName());
        values.putAll(links);
        settled.postalAddress().ifPresent(address -> values.put("postalAddress", address));
        unsubscribe.ifPresent(link -> values.put("unsubscribeLink", link.toString()));
        return new MessageValues(flow.language(), settled.country(), flow.tenant().timeZone()).written(values);
    }

    private Optional<URI> unsubscribe(MessageSettings settled, MessageRequest request, String token) {
        return request.kind() == MessageKind.MARKETING && request.channel() == ChannelKind.EMAIL
                ? settled.linkDomain().map(host -> URI.create("https://" + host + UNSUBSCRIBE + unsubscribing.of(token)))
                : Optional.empty();
    }

    private static Map<String, Object> present(Map<String, Object> values) {
        Map<String, Object> present = new LinkedHashMap<>(values);
        present.values().removeIf(value -> value == null || value instanceof String text && text.isBlank());
        return present;
    }
}
