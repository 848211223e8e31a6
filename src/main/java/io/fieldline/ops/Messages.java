package io.fieldline.ops;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.outreach.SmsSegments;
import io.fieldline.outreach.enrollment.EnrollmentStore;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBackStore;

/**
 * Shows who was messaged, will be, or was not and why. Arguments: <code>token</code> for one with its text; else
 * <code>tenant</code>, <code>flow</code>, <code>state</code>, <code>customer</code>, <code>limit</code> (50).
 * <code>reveal</code> shows numbers and addresses whole.
 */
public final class Messages implements Verb {

    private static final int MOST_LOOKED_AT = 10_000;

    private final OutboxStore outbox;
    private final WriteBackStore writeBacks;
    private final EnrollmentStore enrollments;

    public Messages(OutboxStore outbox, WriteBackStore writeBacks, EnrollmentStore enrollments) {
        this.outbox = outbox;
        this.writeBacks = writeBacks;
        this.enrollments = enrollments;
    }

    @Override
    public String name() {
        return "messages";
    }

    @Override
    public boolean looksOnly() {
        return true;
    }

    @Override
    public ObjectNode run(ObjectNode values, Consumer<ObjectNode> progress) {
        Arguments arguments = new Arguments(this, values);
        boolean reveal = values.path("reveal").asBoolean();
        ObjectNode result = Json.object();
        ArrayNode rows = result.putArray("rows");
        if (arguments.text("token").isPresent()) {
            rows.add(whole(find(outbox, arguments.required("token")), reveal));
            return result.put("ok", true);
        }
        Long customer = arguments.text("customer").isPresent() ? Long.valueOf(arguments.id("customer")) : null;
        Optional<String> state = arguments.text("state").map(word -> word.toLowerCase(Locale.ROOT));
        int limit = arguments.number("limit", 50);
        outbox.list(arguments.text("tenant").orElse(null), arguments.text("flow").orElse(null),
                state.flatMap(Messages::stored).orElse(null), customer, state.isPresent() ? MOST_LOOKED_AT : limit).stream()
                .filter(message -> state.isEmpty() || ShownState.of(message, enrollments).state().equals(state.get()))
                .limit(limit).map(message -> of(message, enrollments, reveal)).forEach(rows::add);
        return result.put("ok", true);
    }

    static OutboxMessage find(OutboxStore outbox, String token) {
        return outbox.find(token.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new MisconfiguredException("There is no message " + token));
    }

    /** @return empty for a state that only enrolments have */
    private static Optional<OutboxState> stored(String word) {
        List<String> all = Stream
                .concat(Arrays.stream(OutboxState.values()).map(state -> state.name().toLowerCase(Locale.ROOT)),
                        ShownState.OF_ENROLMENTS.stream())
                .toList();
        if (!all.contains(word)) {
            throw new MisconfiguredException("messages: --state must be one of " + String.join(", ", all) + ", not " + word);
        }
        return ShownState.OF_ENROLMENTS.contains(word)
                ? Optional.empty()
                : Optional.of(OutboxState.valueOf(word.toUpperCase(Locale.ROOT)));
    }

    static ObjectNode of(OutboxMessage message, EnrollmentStore enrollments, boolean reveal) {
        var request = message.request();
        ShownState shown = ShownState.of(message, enrollments);
        return Json.object().put("due", message.due().toString()).put("tenant", message.tenant())
                .put("flow", request.key().flow()).put("event", request.key().event())
                .put("subject", request.key().subject().text()).put("customer", request.customerId())
                .put("channel", request.channel().name().toLowerCase(Locale.ROOT))
                .put("recipient", message.recipient().map(whom -> MaskedAddress.of(whom, reveal)).orElse(""))
                .put("state", shown.state()).put("reason", shown.reason())
                .put("token", message.token());
    }

    private ObjectNode whole(OutboxMessage message, boolean reveal) {
        var request = message.request();
        ObjectNode row = of(message, enrollments, reveal).put("kind", request.kind().name().toLowerCase(Locale.ROOT))
                .put("connection", request.connection()).put("template", request.template())
                .put("happened", request.happenedAt().toString()).put("planned", message.plannedAt().toString())
                .put("expires", message.expires().toString()).put("changed", message.changedAt().toString())
                .put("handedOver", message.handedOverAt().map(Object::toString).orElse(""))
                .put("attempts", message.attempts()).put("providerId", message.providerId().orElse(""));
        writeBacks.find(message.tenant(), Kind.JOB_NOTE, message.token())
                .ifPresent(note -> row.put("noteOnJob", note.state().name().toLowerCase(Locale.ROOT)
                        + (note.problem().isEmpty() ? "" : ": " + note.problem())));
        if (!request.passedOver().isEmpty()) {
            row.put("notBy", request.passedOver().stream()
                    .map(other -> other.connection() + ": " + other.reason() + ": " + other.detail())
                    .collect(Collectors.joining("; ")));
        }
        message.outgoing().ifPresent(outgoing -> text(row, request.channel(), outgoing));
        return row;
    }

    private static void text(ObjectNode row, ChannelKind channel, OutgoingMessage outgoing) {
        outgoing.subject().ifPresent(subject -> row.put("subjectLine", subject));
        row.put("text", outgoing.body());
        if (channel == ChannelKind.SMS) {
            SmsSegments length = SmsSegments.of(outgoing.body());
            row.put("segments", length.segments());
        }
    }
}
