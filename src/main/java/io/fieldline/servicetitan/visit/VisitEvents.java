package io.fieldline.servicetitan.visit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.OutboxMessage;
import io.fieldline.outreach.OutboxStore;
import io.fieldline.outreach.Subject;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;

/**
 * What a change in ServiceTitan means to the customer. ServiceTitan tells few things as events, so most are seen from records
 * that changed:
 *
 * <pre>
 * job-booked              an appointment that is ahead and was not seen before
 * job-rescheduled         an appointment that begins at another time than the customer was told
 * technician-on-the-way   an assignment that is Dispatched
 * technician-arrived      an assignment that is Working
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

    private static final Set<String> AHEAD = Set.of("Scheduled", "Dispatched");
    private static final int INVOICED_DAYS = 7;
    private static final int MESSAGES_LOOKED_AT = 500;

    private final Offices offices;
    private final OutboxStore outbox;
    private final InstantSource clock;

    public VisitEvents(Offices offices, OutboxStore outbox, InstantSource clock) {
        this.offices = offices;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * @param key whose record it is: tenant, flow and collection
     * @return empty when it means nothing to the customer, or the customer was told
     */
    public Optional<VisitEvent> of(StreamKey key, Map<String, Object> record) {
        if (!(record.get("id") instanceof Long) || Boolean.FALSE.equals(record.get("active"))) {
            return Optional.empty();
        }
        return switch (key.stream()) {
            case "jpm/appointments" -> ofAppointment(key, record);
            case "dispatch/appointment-assignments" -> ofAssignment(key, record);
            case "jpm/jobs" -> ofJob(key, record);
            case "accounting/invoices" -> ofInvoice(key, record);
            default -> throw new MisconfiguredException("The flow " + key.flow() + " reads " + key.stream()
                    + ", of which nothing is told to customers");
        };
    }

    private Optional<VisitEvent> ofAppointment(StreamKey key, Map<String, Object> appointment) {
        Optional<Instant> start = Moments.instant(appointment.get("start"));
        if (!AHEAD.contains(appointment.get("status")) || start.isEmpty() || start.get().isBefore(clock.instant())) {
            return Optional.empty();
        }
        long id = (Long) appointment.get("id");
        if (!decided(key, BOOKED, "appointment", id)) {
            return Optional.of(event(BOOKED, "appointment", id, appointment.get("customerId"), appointment.get("createdOn"),
                    Map.of(START, appointment.get("start"))));
        }
        return told(key, id, appointment.get("customerId")).filter(before -> !before.equals(start.get()))
                .map(before -> event(RESCHEDULED, "appointment", id, appointment.get("customerId"),
                        appointment.get("modifiedOn"),
                        // It may be moved to and fro.
                        Map.of(START, appointment.get("start"), "occasion", appointment.get("modifiedOn"))));
    }

    /** When the appointment begins, as it was planned to tell its customer last; empty when that is not known any more. */
    private Optional<Instant> told(StreamKey key, long appointment, Object customer) {
        if (!(customer instanceof Long customerId)) {
            return Optional.empty();
        }
        String record = Subject.of("appointment", appointment).record();
        List<OutboxMessage> messages = outbox.list(key.tenant(), key.flow(), null, customerId, MESSAGES_LOOKED_AT);
        return messages.stream().filter(message -> message.request().key().subject().record().equals(record))
                .filter(message -> Set.of(BOOKED, RESCHEDULED).contains(message.request().key().event()))
                .max(Comparator.comparing(OutboxMessage::plannedAt))
                .flatMap(message -> Moments.instant(message.request().values().get(START)));
    }

    private Optional<VisitEvent> ofAssignment(StreamKey key, Map<String, Object> assignment) {
        String event = Map.of("Dispatched", ON_THE_WAY, "Working", ARRIVED).get(String.valueOf(assignment.get("status")));
        if (event == null || !(assignment.get("appointmentId") instanceof Long appointment)
                || decided(key, event, "appointment", appointment)) {
            return Optional.empty();
        }
        return offices.of(offices.tenant(key.tenant())).find("jpm", "appointments", appointment)
                .map(row -> event(event, "appointment", appointment, row.get("customerId"), assignment.get("modifiedOn"),
                        Map.of()));
    }

    private Optional<VisitEvent> ofJob(StreamKey key, Map<String, Object> job) {
        long id = (Long) job.get("id");
        String event = Map.of("Completed", COMPLETED, "Canceled", JobStanding.CANCELLATION)
                .get(String.valueOf(job.get("jobStatus")));
        if (event == null || decided(key, event, "job", id)) {
            return Optional.empty();
        }
        Object happened = event.equals(COMPLETED) ? job.get("completedOn") : canceledOn(key, id);
        return Optional.ofNullable(happened).map(at -> event(event, "job", id, job.get("customerId"), at,
                job.get("locationId") instanceof Long location ? Map.of("locationId", location) : Map.of()));
    }

    /** The row changes for other reasons too, so its time of change does not tell. */
    private Object canceledOn(StreamKey key, long job) {
        return offices.of(offices.tenant(key.tenant())).canceledOn(job).map(Instant::toString).orElse(null);
    }

    private Optional<VisitEvent> ofInvoice(StreamKey key, Map<String, Object> invoice) {
        long id = (Long) invoice.get("id");
        boolean recent = Moments.day(invoice.get("invoiceDate"))
                .filter(day -> day.isAfter(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(INVOICED_DAYS)))
                .isPresent();
        boolean open = InvoiceStanding.money(invoice.get("balance")).signum() > 0;
        boolean ofJob = InvoiceStanding.held(invoice, "job") != null;
        if (!recent || !open || !ofJob || !ready(key, invoice) || decided(key, INVOICE_READY, "invoice", id)) {
            return Optional.empty();
        }
        Map<String, Object> more = InvoiceStanding.held(invoice, "location") instanceof Long location
                ? Map.of("locationId", location)
                : Map.of();
        return Optional.of(event(INVOICE_READY, "invoice", id, InvoiceStanding.held(invoice, "customer"),
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

    private boolean decided(StreamKey key, String event, String subject, long id) {
        return outbox.find(new MessageKey(key.tenant(), key.flow(), event, Subject.of(subject, id)).token()).isPresent();
    }

    private static VisitEvent event(String event, String subject, long id, Object customer, Object happenedAt,
            Map<String, Object> more) {
        Map<String, Object> record = new HashMap<>(more);
        record.put("id", id);
        record.put("customerId", customer);
        record.put("happenedAt", happenedAt);
        record.values().removeIf(Objects::isNull);
        return new VisitEvent(event, event.equals(INVOICE_READY) ? MessageKind.INVOICE : MessageKind.VISIT, subject, record);
    }
}
