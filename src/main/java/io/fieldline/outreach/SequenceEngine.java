package io.fieldline.outreach;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiFunction;

import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.sync.UnitOfWork;

/**
 * Leads subjects through sequences. A step plans one message, which then goes the way of all messages.
 */
public final class SequenceEngine {

    private static final Duration ASK_AGAIN = Duration.ofMinutes(5);
    /** A workflow of a CRM asks nobody before it writes to the contacts that are in it. */
    private static final Duration LOOK_AT_ENROLLED = Duration.ofDays(1);

    private final SequenceStore sequences;
    private final OutboxStore outbox;
    private final MessagePlanner planner;
    private final StopCheck stops;
    private final MessageRulebook rules;
    private final BiFunction<String, String, Optional<SequenceDefinition>> definitions;
    private final UnitOfWork unitOfWork;
    private final InstantSource clock;

    /** @param definitions by tenant and flow; empty while the tenant does not have the flow switched on */
    public SequenceEngine(SequenceStore sequences, OutboxStore outbox, MessagePlanner planner, StopCheck stops,
            MessageRulebook rules, BiFunction<String, String, Optional<SequenceDefinition>> definitions, UnitOfWork unitOfWork,
            InstantSource clock) {
        this.sequences = sequences;
        this.outbox = outbox;
        this.planner = planner;
        this.stops = stops;
        this.rules = rules;
        this.definitions = definitions;
        this.unitOfWork = unitOfWork;
        this.clock = clock;
    }

    /** @return false when the subject was enrolled on this occasion before */
    public boolean enrol(String tenant, SequenceDefinition definition, Subject subject, long customerId,
            OptionalLong locationId, Map<String, Object> values) {
        Instant now = clock.instant();
        return sequences.enrol(new SequenceProcess(tenant, definition.flow(), subject, customerId, locationId, now, 0,
                now.plus(definition.steps().get(0).delay()), 0, State.RUNNING, "", now, values));
    }

    /**
     * Ends the sequence of a record when its definition names the condition, and takes back what waits of it.
     *
     * @return how many processes ended
     */
    public int stop(String tenant, SequenceDefinition definition, Subject subject, String condition) {
        return definition.stopConditions().contains(condition) ? stop(tenant, definition.flow(), subject, condition) : 0;
    }

    /**
     * Ends the sequence of a record for a reason that is none of its definition's, and takes back what waits of it.
     *
     * @return how many processes ended
     */
    public int stop(String tenant, String flow, Subject subject, String condition) {
        Instant now = clock.instant();
        return unitOfWork.execute(() -> {
            outbox.cancel(MessageSelection.subject(tenant, subject).ofFlow(flow), condition, now);
            return sequences.stop(tenant, flow, subject.record(), condition, now);
        });
    }

    /** @return how many processes were looked after; below <code>limit</code> when no more are due */
    public int advance(int limit) {
        List<SequenceProcess> due = sequences.due(clock.instant(), limit);
        due.forEach(this::step);
        return due.size();
    }

    private void step(SequenceProcess process) {
        Optional<SequenceDefinition> definition = definitions.apply(process.tenant(), process.flow());
        Optional<MessageRules> settled = rules.of(process.tenant(), process.flow());
        if (definition.isEmpty() || settled.isEmpty()) {
            later(process, ASK_AGAIN);
        } else if (process.nextStep() > 0 && definition.get().enrolledFor().isPresent()) {
            keep(process, definition.get(), settled.get());
        } else if (process.nextStep() >= definition.get().steps().size()
                || process.messages() >= definition.get().maximumMessages()) {
            end(process, State.COMPLETED, "");
        } else {
            plan(process, definition.get(), settled.get());
        }
    }

    private void plan(SequenceProcess process, SequenceDefinition definition, MessageRules settled) {
        MessageRequest request = request(process, definition, process.nextStep());
        look(process, request).ifPresent(facts -> outbox.deciding(process.tenant(),
                () -> decide(process, definition, planner.preview(request, settled, facts))));
    }

    /** A contact that is in a workflow stays there for as long as there is reason for it and nobody speaks against it. */
    private void keep(SequenceProcess process, SequenceDefinition definition, MessageRules settled) {
        Instant until = process.enrolledAt().plus(definition.enrolledFor().orElseThrow());
        if (!clock.instant().isBefore(until)) {
            end(process, State.COMPLETED, "");
            return;
        }
        MessageRequest request = request(process, definition, 0);
        look(process, request).ifPresent(facts -> {
            OutboxMessage message = planner.preview(request, settled, facts);
            if (message.state() == OutboxState.REFUSED && RefusalReason.valueOf(message.reason()).isOfThePeople()) {
                stop(process.tenant(), process.flow(), process.subject(), message.reason());
            } else {
                later(process, LOOK_AT_ENROLLED);
            }
        });
    }

    /** @return what is known of the people now; empty when the process ended, or could not be looked at and comes again */
    private Optional<ContactFacts> look(SequenceProcess process, MessageRequest request) {
        Standing standing;
        try {
            standing = stops.look(request);
        } catch (RuntimeException cannotBeRead) {
            later(process, ASK_AGAIN);
            return Optional.empty();
        }
        if (standing instanceof Standing.Stopped stopped) {
            stop(process.tenant(), process.flow(), process.subject(), stopped.condition());
            return Optional.empty();
        }
        return Optional.of(((Standing.Stands) standing).facts());
    }

    private boolean decide(SequenceProcess process, SequenceDefinition definition, OutboxMessage message) {
        SequenceProcess after = message.reason().equals(RefusalReason.OPTED_OUT.name())
                ? process.ended(State.STOPPED, message.reason(), clock.instant())
                : after(process, definition, message);
        // Together, so that nothing is planned for a process that was stopped meanwhile.
        return unitOfWork.execute(() -> sequences.advance(process, after) && outbox.plan(message));
    }

    private static MessageRequest request(SequenceProcess process, SequenceDefinition definition, int number) {
        SequenceStep step = definition.steps().get(number);
        return new MessageRequest(
                new MessageKey(process.tenant(), process.flow(), definition.event(number), process.subject()),
                definition.kind(), step.channel(), step.connection(), step.template(), process.customerId(),
                process.locationId(), process.nextAt(), process.nextAt(), process.values());
    }

    private SequenceProcess after(SequenceProcess process, SequenceDefinition definition, OutboxMessage message) {
        Instant now = clock.instant();
        boolean counts = message.state() == OutboxState.SCHEDULED || message.state() == OutboxState.PREVIEWED;
        int step = process.nextStep() + 1;
        int messages = process.messages() + (counts ? 1 : 0);
        if (counts && definition.enrolledFor().isPresent()) {
            return process.planned(messages, now.plus(LOOK_AT_ENROLLED), now);
        }
        if (step >= definition.steps().size() || messages >= definition.maximumMessages()) {
            return process.planned(messages, process.nextAt(), now).ended(State.COMPLETED, "", now);
        }
        Instant due = message.due().isAfter(now) ? message.due() : now;
        return process.planned(messages, due.plus(definition.steps().get(step).delay()), now);
    }

    /** So that those that cannot be read do not keep others from their turn. */
    private void later(SequenceProcess process, Duration wait) {
        Instant now = clock.instant();
        sequences.advance(process, process.later(now.plus(wait), now));
    }

    private void end(SequenceProcess process, State how, String why) {
        Instant now = clock.instant();
        sequences.advance(process, process.ended(how, why, now));
    }
}
