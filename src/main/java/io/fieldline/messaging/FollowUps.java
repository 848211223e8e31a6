package io.fieldline.messaging;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.SequenceEngine;
import io.fieldline.outreach.SequenceNames;
import io.fieldline.outreach.SequenceStore;
import io.fieldline.outreach.Subject;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/**
 * Follow-ups that somebody asks for or wants ended, in place of a flow's own looking. They are the flow's: its steps, its
 * templates, its conditions that end it; and each message asks the gate when its time has come.
 */
public final class FollowUps {

    /** The reason of one that was ended because somebody wanted it. */
    public static final String STOPPED = "stopped-on-request";

    private final OutreachServices services;
    private final Function<String, List<MessageUse>> uses;
    private final CustomerRecords records;
    private final FollowUpWay sequence;
    private final FollowUpWay review;

    /** A customer's own records as they are now. */
    public interface CustomerRecords {

        /** @param kind <code>membership</code>, <code>estimate</code> or <code>job</code> */
        List<Map<String, Object>> of(String tenant, String kind, long customer);
    }

    /** @param uses of what a flow tells customers */
    public FollowUps(OutreachServices services, SequenceEngine engine, SequenceStore sequences,
            Function<String, List<MessageUse>> uses, CustomerRecords records, InstantSource clock) {
        this.services = services;
        this.uses = uses;
        this.records = records;
        this.sequence = new SequenceFollowUp(services, engine, sequences, clock);
        this.review = new ReviewFollowUp(services, uses, clock);
    }

    /** The flows that a tenant has switched on and by which customers are followed up, with what on. */
    public Map<String, FollowUpKind> flows(String tenant) {
        Map<String, FollowUpKind> flows = new TreeMap<>();
        services.tenants().find(tenant).map(Tenant::flows).orElse(Map.of()).values()
                .forEach(flow -> kind(flow).ifPresent(kind -> flows.put(flow.flow(), kind)));
        return flows;
    }

    private Optional<FollowUpKind> kind(FlowSettings flow) {
        Object name = flow.values().get(SequenceNames.SETTING);
        for (FollowUpKind kind : FollowUpKind.values()) {
            if (name != null && kind.isOf(name.toString())) {
                return Optional.of(kind);
            }
        }
        return ReviewFollowUp.use(uses.apply(flow.flow())).map(use -> FollowUpKind.REVIEW);
    }

    /**
     * What of a customer a flow can follow up on, whatever became of it before.
     *
     * @throws io.fieldline.failure.SyncException when ServiceTitan does not answer, or the flow is wrong
     */
    public List<Subject> about(String tenant, String flow, long customer) {
        return List.copyOf(rows(tenant, flow, customer).keySet());
    }

    private Map<Subject, RecordReading> rows(String tenant, String flow, long customer) {
        FollowUpKind kind = need(tenant, flow);
        return way(kind).among(FlowMessages.of(services.tenants(), tenant, flow),
                records.of(tenant, kind.subject(), customer));
    }

    private FollowUpKind need(String tenant, String flow) {
        return Optional.ofNullable(flows(tenant).get(flow))
                .orElseThrow(() -> new MisconfiguredException(
                        "Tenant " + tenant + " has switched on no flow " + flow + " that follows customers up"));
    }

    private FollowUpWay way(FollowUpKind kind) {
        return kind == FollowUpKind.REVIEW ? review : sequence;
    }

    /** What would become of one that were started now. Keeps nothing. */
    public FollowUpOutlook outlook(String tenant, String flow, long customer, Subject subject) {
        RecordReading record = rows(tenant, flow, customer).get(subject);
        return record == null
                ? FollowUpOutlook.not("there is no reason any more")
                : way(need(tenant, flow)).outlook(FlowMessages.of(services.tenants(), tenant, flow), record, subject);
    }

    /**
     * Starts one, or lets one go on that was {@link #STOPPED}.
     *
     * @return false when there is no reason for it any more, or it is under way; then nothing changed
     */
    public boolean start(String tenant, String flow, long customer, Subject subject) {
        RecordReading record = rows(tenant, flow, customer).get(subject);
        return record != null && way(need(tenant, flow)).start(FlowMessages.of(services.tenants(), tenant, flow), record,
                subject);
    }

    /** @return false when it was not under way; what is handed over already is not taken back */
    public boolean stop(String tenant, String flow, Subject subject) {
        return wayOf(subject).stop(tenant, flow, subject);
    }

    /** @return false when it was not {@link #STOPPED} */
    public boolean resume(String tenant, String flow, Subject subject) {
        return wayOf(subject).resume(tenant, flow, subject);
    }

    public FollowUp find(String tenant, String flow, Subject subject) {
        return wayOf(subject).find(tenant, flow, subject).orElseGet(() -> FollowUp.none(flow, subject));
    }

    private FollowUpWay wayOf(Subject subject) {
        return subject.kind().equals(FollowUpKind.REVIEW.subject()) ? review : sequence;
    }

    /** Those of a customer that are under way. */
    public List<FollowUp> ofCustomer(String tenant, long customer) {
        List<FollowUp> all = new ArrayList<>();
        flows(tenant).forEach((flow, kind) -> all.addAll(way(kind).ofCustomer(tenant, flow, customer)));
        return all;
    }
}
