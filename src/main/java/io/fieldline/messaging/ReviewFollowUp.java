package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.MessageSelection;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxState;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;

/**
 * One message about a completed job, which somebody asks for. It is planned as the flow would plan it, with the moment of
 * asking as the event's, because a job that was done last week is not late for a request that is made today.
 */
final class ReviewFollowUp implements FollowUpWay {

    private static final Duration LATEST = Duration.ofDays(30);
    private static final String COMPLETED_ON = "completedOn";

    private final OutreachServices services;
    private final Function<String, List<MessageUse>> uses;
    private final InstantSource clock;

    ReviewFollowUp(OutreachServices services, Function<String, List<MessageUse>> uses, InstantSource clock) {
        this.services = services;
        this.uses = uses;
        this.clock = clock;
    }

    /** The use of a flow by which it asks for reviews. */
    static Optional<MessageUse> use(List<MessageUse> all) {
        return all.stream().filter(use -> !use.sequence() && use.subject().equals(FollowUpKind.REVIEW.subject())
                && use.kind().filter(kind -> kind == MessageKind.MARKETING).isPresent()).findFirst();
    }

    private MessageUse use(String flow) {
        return use(uses.apply(flow)).orElseThrow();
    }

    /** The last job that was completed in the last 30 days. */
    @Override
    public Map<Subject, RecordReading> among(FlowMessages flow, List<Map<String, Object>> rows) {
        Instant from = clock.instant().minus(LATEST);
        return rows.stream().filter(row -> "Completed".equals(row.get("jobStatus")) && row.get(COMPLETED_ON) != null)
                .map(row -> new RecordReading(row, FollowUpKind.REVIEW.subject()))
                .filter(job -> !job.time(COMPLETED_ON).isBefore(from))
                .max(Comparator.comparing(job -> job.time(COMPLETED_ON)))
                .map(job -> Map.of(Subject.of(FollowUpKind.REVIEW.subject(), job.id()), job)).orElse(Map.of());
    }

    @Override
    public FollowUpOutlook outlook(FlowMessages flow, RecordReading record, Subject subject) {
        Optional<FollowUp> before = find(flow.tenant().name(), flow.settings().flow(), subject);
        if (before.isPresent()) {
            return FollowUpOutlook.not("it was decided about " + subject.record() + " before: " + before.get().reason());
        }
        ChannelChoice.Chosen chosen = choose(flow, record, subject);
        if (chosen.standing() instanceof Standing.Stopped stopped) {
            return FollowUpOutlook.not(GateWords.said(stopped));
        }
        return GateWords.outlook(
                List.of(GateWords.step(preview(flow, chosen), Optional.of(Duration.ZERO), clock.instant(), rules(flow))),
                rules(flow));
    }

    private OutboxMessage preview(FlowMessages flow, ChannelChoice.Chosen chosen) {
        return services.planner().preview(chosen.request(), rules(flow), ((Standing.Stands) chosen.standing()).facts());
    }

    private MessageRules rules(FlowMessages flow) {
        return services.rules().of(flow.tenant().name(), flow.settings().flow()).orElseThrow();
    }

    private ChannelChoice.Chosen choose(FlowMessages flow, RecordReading record, Subject subject) {
        MessageUse use = use(flow.settings().flow());
        MessageKey key = new MessageKey(flow.tenant().name(), flow.settings().flow(), use.event(), subject);
        Instant now = clock.instant();
        List<String> connections = flow.connections(use.event());
        if (connections.isEmpty()) {
            throw flow.wrong("connections", use.event() + " is off");
        }
        return new ChannelChoice(services.stops(), services.planner()).choose(flow, rules(flow), connections, connection -> {
            MessageRequest request = new MessageRequest(key, MessageKind.MARKETING,
                    services.channels().of(key.tenant(), connection).kind(), connection, use.template(),
                    record.customerId(), record.locationId(), now, now, Map.of());
            services.writing().check(flow, request);
            return request;
        });
    }

    @Override
    public boolean start(FlowMessages flow, RecordReading record, Subject subject) {
        ChannelChoice.Chosen chosen = choose(flow, record, subject);
        // What is refused is not kept: nobody could ask again for the same job.
        if (chosen.standing() instanceof Standing.Stopped || preview(flow, chosen).state() == OutboxState.REFUSED
                || find(flow.tenant().name(), flow.settings().flow(), subject).isPresent()) {
            return false;
        }
        services.planner().plan(chosen.request(), rules(flow), chosen.standing());
        return true;
    }

    private Optional<OutboxMessage> message(String tenant, String flow, Subject subject) {
        return use(uses.apply(flow))
                .flatMap(use -> services.outbox().find(new MessageKey(tenant, flow, use.event(), subject).token()));
    }

    @Override
    public Optional<FollowUp> find(String tenant, String flow, Subject subject) {
        return message(tenant, flow, subject).map(this::followUp);
    }

    private FollowUp followUp(OutboxMessage message) {
        boolean waits = !GateWords.waiting(List.of(message)).isEmpty();
        FollowUp.State state = switch (message.state()) {
            case SCHEDULED, SENDING -> FollowUp.State.RUNNING;
            case ACCEPTED, DELIVERED, UNCERTAIN, PREVIEWED -> FollowUp.State.DONE;
            case FAILED, REFUSED, CANCELLED, TOO_LATE -> FollowUp.State.ENDED;
        };
        return new FollowUp(message.request().key().flow(), message.request().key().subject(), state,
                state == FollowUp.State.RUNNING ? "" : (message.state() + " " + message.reason()).strip(),
                GateWords.sent(List.of(message)), waits ? 1 : 0,
                waits
                        ? Optional.of(GateWords.zoned(services.tenants(), message.tenant(), message.due()))
                        : Optional.empty(),
                false);
    }

    @Override
    public boolean stop(String tenant, String flow, Subject subject) {
        return message(tenant, flow, subject).filter(message -> services.outbox()
                .cancel(MessageSelection.token(tenant, message.token()), FollowUps.STOPPED, clock.instant()) == 1).isPresent();
    }

    /** What was taken back is not planned again. */
    @Override
    public boolean resume(String tenant, String flow, Subject subject) {
        return false;
    }

    @Override
    public List<FollowUp> ofCustomer(String tenant, String flow, long customer) {
        String event = use(flow).event();
        return services.outbox().list(tenant, flow, OutboxState.SCHEDULED, customer, 10).stream()
                .filter(message -> message.request().key().event().equals(event)).map(this::followUp).toList();
    }
}
