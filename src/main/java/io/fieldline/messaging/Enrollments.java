package io.fieldline.messaging;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceProcess.State;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.outreach.Subject;
import io.fieldline.tenant.Tenants;

/** Who comes into a sequence, and who leaves it. A record is in one sequence at a time. */
public final class Enrollments {

    private static final int LOCKS = 64;

    private final Tenants tenants;
    private final FlowSequences definitions;
    private final SequenceEngine engine;
    private final SequenceStore sequences;
    private final StopCheck stops;
    private final MessageWriting writing;
    private final InstantSource clock;
    /** Records of one customer come in one after the other, so that each sees those before it. */
    private final Object[] customers = new Object[LOCKS];

    public Enrollments(Tenants tenants, FlowSequences definitions, SequenceEngine engine, SequenceStore sequences,
            StopCheck stops, MessageWriting writing, InstantSource clock) {
        this.tenants = tenants;
        this.definitions = definitions;
        this.engine = engine;
        this.sequences = sequences;
        this.stops = stops;
        this.writing = writing;
        this.clock = clock;
        for (int lock = 0; lock < LOCKS; lock++) {
            customers[lock] = new Object();
        }
    }

    /**
     * Looks at a record that changed: whatever of its customer is in the flow's sequence without reason leaves it, and the record
     * comes in when it is time.
     *
     * @param subject the kind of record, as the route says
     * @return whether it came in
     */
    boolean changed(String tenant, String flow, String subject, Map<?, ?> row) {
        FlowMessages settings = FlowMessages.of(tenants, tenant, flow);
        SequenceKind kind = FlowSequences.kind(settings);
        if (!kind.subject().equals(subject)) {
            throw settings.wrong("sequence", "is about a record of the kind " + kind.subject() + ", and the route brings one"
                    + " of the kind " + subject);
        }
        SequenceDefinition definition = definition(settings);
        sequences.ofCustomer(tenant, new RecordReading(row, subject).customerId()).stream()
                .filter(process -> process.flow().equals(flow) && process.state() == State.RUNNING).forEach(process -> {
                    if (stops.look(
                            request(definition, process, definition.steps().get(0))) instanceof Standing.Stopped stopped) {
                        engine.stop(tenant, definition, process.subject(), stopped.condition());
                    }
                });
        return comes(tenant, flow, row);
    }

    /** Takes a record in when it is time and there is reason for it. */
    public boolean comes(String tenant, String flow, Map<?, ?> row) {
        FlowMessages settings = FlowMessages.of(tenants, tenant, flow);
        SequenceKind kind = FlowSequences.kind(settings);
        SequenceDefinition definition = definition(settings);
        RecordReading record = new RecordReading(row, kind.subject());
        return kind.due(settings, record, clock.instant()).filter(due -> in(settings, definition, record, due)).isPresent();
    }

    /**
     * Takes a record in because somebody asks for it, whatever the flow's times say; all else holds as for one that comes in by
     * itself.
     */
    boolean asked(FlowMessages settings, RecordReading record) {
        SequenceDefinition definition = definition(settings);
        return FlowSequences.kind(settings).asked(record).filter(subject -> in(settings, definition, record, subject))
                .isPresent();
    }

    /** Lets one go on from where it was stopped, unless its record is in another sequence by now. */
    boolean goesOn(SequenceProcess stopped) {
        synchronized (lock(stopped.customerId())) {
            return beside(stopped).isEmpty() && sequences.resume(stopped, clock.instant());
        }
    }

    /** Another sequence that the record of one is in. */
    Optional<SequenceProcess> beside(SequenceProcess process) {
        return sequences.ofCustomer(process.tenant(), process.customerId()).stream()
                .filter(one -> isIn(one, process.subject()))
                .filter(one -> !one.flow().equals(process.flow()) || !one.subject().equals(process.subject())).findFirst();
    }

    /** Whether it is the running sequence of the subject's record, on whatever occasion. */
    private static boolean isIn(SequenceProcess process, Subject subject) {
        return process.state() == State.RUNNING && process.subject().record().equals(subject.record());
    }

    private Object lock(long customer) {
        return customers[Math.floorMod(Long.hashCode(customer), LOCKS)];
    }

    private boolean in(FlowMessages settings, SequenceDefinition definition, RecordReading record, Subject subject) {
        synchronized (lock(record.customerId())) {
            return taken(settings, record, subject).isEmpty()
                    && enrol(settings, definition, FlowSequences.kind(settings).values(record), record, subject);
        }
    }

    /** What keeps it out: that it was in on this occasion, is in another sequence, or that one that is in stands for it. */
    Optional<SequenceProcess> taken(FlowMessages settings, RecordReading record, Subject due) {
        List<SequenceProcess> all = sequences.ofCustomer(settings.tenant().name(), record.customerId());
        return sequences.find(settings.tenant().name(), settings.settings().flow(), due)
                .or(() -> all.stream()
                        .filter(one -> isIn(one, due)).findFirst())
                .or(() -> all.stream().filter(one -> one.flow().equals(settings.settings().flow()))
                        .filter(one -> FlowSequences.kind(settings).standsFor(settings, one, record)).findFirst());
    }

    private boolean enrol(FlowMessages settings, SequenceDefinition definition, Map<String, Object> values,
            RecordReading record, Subject due) {
        String tenant = settings.tenant().name();
        Instant now = clock.instant();
        SequenceProcess process = new SequenceProcess(tenant, definition.flow(), due, record.customerId(), record.locationId(),
                now, 0, now, 0, State.RUNNING, "", now, values);
        // Before anybody is in the sequence whom a later step could not reach.
        definition.steps().forEach(step -> writing.check(settings, request(definition, process, step)));
        return stops.look(request(definition, process, definition.steps().get(0))) instanceof Standing.Stands
                && engine.enrol(tenant, definition, due, record.customerId(), record.locationId(), values);
    }

    /** @throws MisconfiguredException naming tenant, flow and setting */
    SequenceDefinition definition(FlowMessages flow) {
        return definitions.of(flow.tenant().name(), flow.settings().flow()).orElseThrow(() -> new MisconfiguredException(
                "Tenant " + flow.tenant().name() + ": flows." + flow.settings().flow()
                        + ".steps: must be given, the messages of the sequence"));
    }

    /** To look and to check by; nothing is planned by it. */
    private static MessageRequest request(SequenceDefinition definition, SequenceProcess process, SequenceStep step) {
        return new MessageRequest(new MessageKey(process.tenant(), process.flow(), process.flow(), process.subject()),
                definition.kind(), step.channel(), step.connection(), step.template(), process.customerId(),
                process.locationId(), process.enrolledAt(), process.enrolledAt(), process.values());
    }
}
