package io.fieldline.messaging;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.SequenceDefinition;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceProcess;
import io.fieldline.outreach.SequenceStep;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.StopCheck;
import io.fieldline.outreach.Subject;
import io.fieldline.tenant.Tenants;

/**
 * Who comes into a sequence, and who leaves it. A record comes in once for each day on which it ends, from <code>before</code>
 * that day until <code>lapsed</code> after it; both are settings of the flow.
 */
public final class Enrollments {

    private static final int RUNNING_LOOKED_AT = 5_000;
    private static final Duration BEFORE = Duration.ofDays(30);
    private static final Duration LAPSED = Duration.ofDays(30);

    private final Tenants tenants;
    private final FlowSequences definitions;
    private final SequenceEngine engine;
    private final SequenceStore sequences;
    private final StopCheck stops;
    private final MessageWriting writing;
    private final InstantSource clock;

    public Enrollments(Tenants tenants, FlowSequences definitions, SequenceEngine engine, SequenceStore sequences,
            StopCheck stops, MessageWriting writing, InstantSource clock) {
        this.tenants = tenants;
        this.definitions = definitions;
        this.engine = engine;
        this.sequences = sequences;
        this.stops = stops;
        this.writing = writing;
        this.clock = clock;
    }

    /**
     * Looks at a record that changed: whatever of its customer is in the sequence without reason leaves it, and the record comes
     * in when it is time.
     *
     * @param kind of record: <code>membership</code>
     * @return whether it came in
     */
    boolean changed(String tenant, String flow, String kind, Map<?, ?> row) {
        RecordReading record = new RecordReading(row, kind);
        SequenceDefinition definition = definition(tenant, flow);
        long customer = record.customerId();
        sequences.list(tenant, flow, SequenceProcess.State.RUNNING, RUNNING_LOOKED_AT).stream()
                .filter(process -> process.customerId() == customer).forEach(process -> {
                    if (stops.look(
                            request(definition, process, definition.steps().get(0))) instanceof Standing.Stopped stopped) {
                        engine.stop(tenant, definition, process.subject(), stopped.condition());
                    }
                });
        return comes(tenant, flow, kind, row);
    }

    /** Takes a record in when it is time and there is reason for it. */
    public boolean comes(String tenant, String flow, String kind, Map<?, ?> row) {
        RecordReading record = new RecordReading(row, kind);
        SequenceDefinition definition = definition(tenant, flow);
        Optional<LocalDate> end = record.day("to");
        if (end.isEmpty() || !due(tenant, flow, end.get())) {
            return false;
        }
        Subject subject = new Subject(kind, record.id(), end.get().toString());
        if (sequences.find(tenant, flow, subject).isPresent()) {
            return false;
        }
        Instant now = clock.instant();
        SequenceProcess process = new SequenceProcess(tenant, flow, subject, record.customerId(), record.locationId(), now, 0,
                now, 0, SequenceProcess.State.RUNNING, "", now, Map.of());
        // Before anybody is in the sequence whom a later step could not reach.
        definition.steps().forEach(
                step -> writing.check(FlowMessages.of(tenants, tenant, flow), request(definition, process, step)));
        return stops.look(request(definition, process, definition.steps().get(0))) instanceof Standing.Stands
                && engine.enrol(tenant, definition, subject, record.customerId(), record.locationId(), Map.of());
    }

    private boolean due(String tenant, String flow, LocalDate end) {
        FlowMessages settings = FlowMessages.of(tenants, tenant, flow);
        LocalDate today = LocalDate.ofInstant(clock.instant(), settings.tenant().timeZone());
        Instant now = today.atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant ends = end.atStartOfDay().toInstant(ZoneOffset.UTC);
        return !now.isBefore(ends.minus(settings.time("before").orElse(BEFORE)))
                && !now.isAfter(ends.plus(settings.time("lapsed").orElse(LAPSED)));
    }

    private SequenceDefinition definition(String tenant, String flow) {
        return definitions.of(tenant, flow).orElseThrow(() -> new MisconfiguredException(
                "Tenant " + tenant + ": flows." + flow + ".steps: must be given, the messages of the sequence"));
    }

    /** To look and to check by; nothing is planned by it. */
    private static MessageRequest request(SequenceDefinition definition, SequenceProcess process, SequenceStep step) {
        return new MessageRequest(new MessageKey(process.tenant(), process.flow(), process.flow(), process.subject()),
                definition.kind(), step.channel(), step.connection(), step.template(), process.customerId(),
                process.locationId(), process.enrolledAt(), process.enrolledAt(), process.values());
    }
}
