package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;

/** A record that comes into a sequence because somebody asks for it, and leaves it because somebody wants that. */
final class SequenceFollowUp implements FollowUpWay {

    private final OutreachServices services;
    private final SequenceEngine engine;
    private final SequenceStore sequences;
    private final InstantSource clock;

    SequenceFollowUp(OutreachServices services, SequenceEngine engine, SequenceStore sequences, InstantSource clock) {
        this.services = services;
        this.engine = engine;
        this.sequences = sequences;
        this.clock = clock;
    }

    @Override
    public Map<Subject, RecordReading> among(FlowMessages flow, List<Map<String, Object>> rows) {
        SequenceKind kind = FlowSequences.kind(flow);
        Map<Subject, RecordReading> among = new LinkedHashMap<>();
        rows.stream().map(row -> new RecordReading(row, kind.subject()))
                .forEach(record -> kind.asked(record).ifPresent(subject -> among.put(subject, record)));
        return among;
    }

    @Override
    public FollowUpOutlook outlook(FlowMessages flow, RecordReading record, Subject subject) {
        Optional<SequenceProcess> taken = services.enrollments().taken(flow, record, subject);
        boolean again = taken.filter(process -> process.flow().equals(flow.settings().flow())
                && process.subject().equals(subject) && canGoOn(process)).isPresent();
        Optional<SequenceProcess> against = again ? services.enrollments().beside(taken.get()) : taken;
        if (against.isPresent()) {
            return FollowUpOutlook.not(said(against.get()));
        }
        SequenceDefinition definition = services.enrollments().definition(flow);
        MessageRules rules = services.rules().of(flow.tenant().name(), flow.settings().flow()).orElseThrow();
        int first = taken.map(SequenceProcess::nextStep).orElse(0);
        List<FollowUpOutlook.Step> steps = new ArrayList<>();
        Instant wanted = clock.instant();
        for (int number = first; number < definition.steps().size(); number++) {
            Duration delay = definition.steps().get(number).delay();
            boolean begun = number == first && again;
            Instant asked = wanted;
            wanted = wanted.plus(begun ? left(taken.get()) : delay);
            MessageRequest request = request(flow, definition, record, subject, number, wanted);
            services.writing().check(flow, request);
            Standing standing = services.stops().look(request);
            if (standing instanceof Standing.Stopped stopped) {
                return FollowUpOutlook.not(GateWords.said(stopped));
            }
            OutboxMessage decided = services.planner().preview(request, rules, ((Standing.Stands) standing).facts());
            steps.add(GateWords.step(decided, begun ? Optional.empty() : Optional.of(delay), begun ? asked : wanted, rules));
        }
        return GateWords.outlook(steps, rules);
    }

    private Duration left(SequenceProcess process) {
        Duration left = Duration.between(clock.instant(), process.nextAt());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean canGoOn(SequenceProcess process) {
        return process.state() == State.STOPPED && process.reason().equals(FollowUps.STOPPED) && !isInWorkflow(process);
    }

    private static String said(SequenceProcess process) {
        String which = process.subject().record() + " of the flow " + process.flow();
        return process.state() == State.RUNNING
                ? "the follow-up of " + which + " is under way"
                : "the follow-up of " + which + " is over"
                        + (process.reason().isEmpty() ? "" : " (" + process.reason() + ")") + ", and nobody is in it twice";
    }

    /** As the engine will ask for the step. */
    private static MessageRequest request(FlowMessages flow, SequenceDefinition definition, RecordReading record,
            Subject subject, int number, Instant wanted) {
        SequenceStep step = definition.steps().get(number);
        return new MessageRequest(
                new MessageKey(flow.tenant().name(), flow.settings().flow(), flow.settings().flow() + "-" + (number + 1),
                        subject),
                definition.kind(), step.channel(), step.connection(), step.template(), record.customerId(),
                record.locationId(), wanted, wanted, FlowSequences.kind(flow).values(record));
    }

    @Override
    public boolean start(FlowMessages flow, RecordReading record, Subject subject) {
        return resume(flow.tenant().name(), flow.settings().flow(), subject) || services.enrollments().asked(flow, record);
    }

    @Override
    public boolean resume(String tenant, String flow, Subject subject) {
        return sequences.find(tenant, flow, subject).filter(this::canGoOn).filter(services.enrollments()::goesOn).isPresent();
    }

    @Override
    public boolean stop(String tenant, String flow, Subject subject) {
        return engine.stop(tenant, flow, subject, FollowUps.STOPPED) > 0;
    }

    @Override
    public Optional<FollowUp> find(String tenant, String flow, Subject subject) {
        return sequences.find(tenant, flow, subject).map(this::followUp);
    }

    @Override
    public List<FollowUp> ofCustomer(String tenant, String flow, long customer) {
        return sequences.ofCustomer(tenant, customer).stream()
                .filter(process -> process.flow().equals(flow) && process.state() == State.RUNNING).map(this::followUp)
                .toList();
    }

    private FollowUp followUp(SequenceProcess process) {
        List<OutboxMessage> messages = GateWords.of(services.outbox(), process.tenant(), process.flow(), process.customerId(),
                process.subject());
        List<OutboxMessage> waiting = GateWords.waiting(messages);
        Optional<Instant> next = waiting.stream().map(OutboxMessage::due).min(Instant::compareTo)
                .or(() -> process.state() == State.RUNNING ? Optional.of(process.nextAt()) : Optional.empty());
        return new FollowUp(process.flow(), process.subject(), state(process), process.reason(), GateWords.sent(messages),
                waiting.size(), next.map(when -> GateWords.zoned(services.tenants(), process.tenant(), when)),
                waiting.isEmpty() && !isInWorkflow(process));
    }

    private static FollowUp.State state(SequenceProcess process) {
        return switch (process.state()) {
            case RUNNING -> FollowUp.State.RUNNING;
            case COMPLETED -> FollowUp.State.DONE;
            case STOPPED -> process.reason().equals(FollowUps.STOPPED) ? FollowUp.State.STOPPED : FollowUp.State.ENDED;
        };
    }

    /** A contact that was in a workflow of a CRM has left it when the sequence was stopped, and does not come in again. */
    private boolean isInWorkflow(SequenceProcess process) {
        return process.nextStep() > 0 && FlowMessages.find(services.tenants(), process.tenant(), process.flow())
                .map(services.enrollments()::definition).flatMap(SequenceDefinition::enrolledFor).isPresent();
    }
}
