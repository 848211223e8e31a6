package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.KnownStarts;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;

/**
 * What a change in ServiceTitan means to the customer. ServiceTitan tells few things as events, so most are seen from records
 * that changed:
 *
 * <pre>
 * job-booked              an appointment that is ahead and was not seen before
 * job-rescheduled         an appointment that begins at another time than the customer was told, or than was known when the flow began
 * technician-on-the-way   an assignment that is Dispatched, or was by the job's history
 * technician-arrived      an assignment that is Working, or was by the job's history
 * job-completed           a job that is Completed
 * job-cancelled           a job that is Canceled, whether or not it bears a time of completion
 * invoice-ready           the invoice of a job, with something open, that is posted, reviewed or sent, as the tenant wants it
 * </pre>
 */
public final class VisitEvents {

    static final String BOOKED = "job-booked";
    static final String RESCHEDULED = "job-rescheduled";
    static final String ON_THE_WAY = "technician-on-the-way";
    static final String ARRIVED = "technician-arrived";
    static final String COMPLETED = "job-completed";
    static final String INVOICE_READY = "invoice-ready";
    /** When an appointment was to begin as its customer was told. */
    static final String START = "start";
    /** The job of the subject, by which messages are taken back and noted. */
    static final String JOB = "jobId";

    private static final Set<String> AHEAD = Set.of("Scheduled", "Dispatched");
    private static final int INVOICED_DAYS = 7;

    private final Offices offices;
    private final Told told;
    private final KnownStarts known;
    private final ProgressEvents progress;
    private final InstantSource clock;

    /** @param known of appointments that were there when a flow began */
    public VisitEvents(Offices offices, OutboxStore outbox, KnownStarts known, InstantSource clock) {
        this.offices = offices;
        this.told = new Told(outbox);
        this.known = known;
        this.progress = new ProgressEvents(told, clock);
        this.clock = clock;
    }

    /**
     * @param key whose record it is: tenant, flow and collection
     * @param since from when on the flow follows its records; empty where it follows all of them
     * @return in the order in which they happened; none when it means nothing to the customer, or the customer was told
     */
    public List<VisitEvent> of(StreamKey key, Map<String, Object> record, Optional<Instant> since) {
        if (!(record.get("id") instanceof Long) || Boolean.FALSE.equals(record.get("active"))) {
            return List.of();
        }
        return switch (key.stream()) {
            case "jpm/appointments" -> ofAppointment(key, record);
            case "dispatch/appointment-assignments" -> progress.ofAssignment(key, office(key), record);
            case "jpm/jobs" -> ofJob(key, record).stream().toList();
            case "accounting/invoices" -> ofInvoice(key, record, since).stream().toList();
            default -> throw new MisconfiguredException("The flow " + key.flow() + " reads " + key.stream()
                    + ", of which nothing is told to customers");
        };
    }

    private Office office(StreamKey key) {
        return offices.of(offices.tenant(key.tenant()));
    }

    private List<VisitEvent> ofAppointment(StreamKey key, Map<String, Object> appointment) {
        List<VisitEvent> events = new ArrayList<>();
        ofStart(key, appointment).ifPresent(events::add);
        events.addAll(progress.ofAppointment(key, office(key), appointment));
        return events;
    }

    private Optional<VisitEvent> ofStart(StreamKey key, Map<String, Object> appointment) {
        Optional<Instant> start = Moments.instant(appointment.get(START));
        if (!AHEAD.contains(appointment.get("status")) || start.isEmpty() || start.get().isBefore(clock.instant())) {
            return Optional.empty();
        }
        long id = (Long) appointment.get("id");
        Optional<OutboxMessage> before = appointment.get("customerId") instanceof Long customer
                ? told.ofStart(key, id, customer)
                : Optional.empty();
        Optional<Instant> begins = before.isPresent()
                ? before.flatMap(Told::start)
                : known.find(key.tenant(), key.flow(), id);
        if (begins.isPresent()) {
            // It may be moved to and fro.
            return begins.filter(one -> !one.equals(start.get())).map(one -> ofStart(RESCHEDULED, appointment,
                    appointment.get("modifiedOn"), Map.of("occasion", appointment.get("modifiedOn"))));
        }
        return before.isPresent() || told.decided(key, BOOKED, "appointment", id)
                ? Optional.empty()
                : Optional.of(ofStart(BOOKED, appointment, appointment.get("createdOn"), Map.of()));
    }

    private static VisitEvent ofStart(String event, Map<String, Object> appointment, Object happenedAt,
            Map<String, Object> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put(START, appointment.get(START));
        fields.put(JOB, appointment.get(JOB));
        return VisitEvent.of(event, "appointment", (Long) appointment.get("id"), appointment.get("customerId"), happenedAt,
                fields);
    }

    private Optional<VisitEvent> ofJob(StreamKey key, Map<String, Object> job) {
        long id = (Long) job.get("id");
        String event = Map.of("Completed", COMPLETED, "Canceled", JobStanding.CANCELLATION)
                .get(String.valueOf(job.get("jobStatus")));
        if (event == null || told.decided(key, event, "job", id)) {
            return Optional.empty();
        }
        Object happened = event.equals(COMPLETED) ? job.get("completedOn") : canceledOn(key, job);
        Map<String, Object> more = new HashMap<>(Map.of(JOB, id));
        more.put("locationId", job.get("locationId"));
        return Optional.ofNullable(happened).map(at -> VisitEvent.of(event, "job", id, job.get("customerId"), at, more));
    }

    /** The row changes for other reasons too, so its time of change tells only where no log does. */
    private Object canceledOn(StreamKey key, Map<String, Object> job) {
        return office(key).canceledOn((Long) job.get("id")).<Object>map(Instant::toString).orElse(job.get("modifiedOn"));
    }

    private Optional<VisitEvent> ofInvoice(StreamKey key, Map<String, Object> invoice, Optional<Instant> since) {
        long id = (Long) invoice.get("id");
        LocalDate oldest = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(INVOICED_DAYS - 1);
        // When an invoice was posted, its row does not say, so one from before the flow began may have been for long.
        Optional<LocalDate> began = since
                .map(start -> LocalDate.ofInstant(start, offices.tenant(key.tenant()).timeZone()));
        boolean recent = Moments.day(invoice.get("invoiceDate")).filter(day -> !day.isBefore(oldest))
                .filter(day -> began.filter(day::isBefore).isEmpty()).isPresent();
        boolean open = InvoiceStanding.money(invoice.get("balance")).signum() > 0;
        Object job = InvoiceStanding.held(invoice, "job");
        if (!recent || !open || job == null || !ready(key, invoice) || told.decided(key, INVOICE_READY, "invoice", id)) {
            return Optional.empty();
        }
        Map<String, Object> more = new HashMap<>(Map.of(JOB, job));
        more.put("locationId", InvoiceStanding.held(invoice, "location"));
        return Optional.of(VisitEvent.of(INVOICE_READY, "invoice", id, InvoiceStanding.held(invoice, "customer"),
                invoice.get("modifiedOn"), more));
    }

    private boolean ready(StreamKey key, Map<String, Object> invoice) {
        FlowSettings settings = offices.tenant(key.tenant()).flows().get(key.flow());
        String when = settings == null ? "posted" : Objects.toString(settings.values().get("invoiceReady"), "posted");
        return switch (when) {
            case "reviewed" -> Set.of("Reviewed", "ReadyForBilling", "Invoiced").contains(invoice.get("reviewStatus"));
            case "sent" -> Set.of("Sent", "Opened").contains(invoice.get("sentStatus"));
            default -> Set.of("Posted", "Exported").contains(String.valueOf(invoice.get("syncStatus")));
        };
    }
}
