package io.fieldline.servicetitan.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ConsentGate;
import io.fieldline.outreach.InMemoryBlockedRecipients;
import io.fieldline.outreach.InMemoryKnownStarts;
import io.fieldline.outreach.InMemoryOutboxStore;
import io.fieldline.outreach.InMemoryWrittenConsents;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessagePlanner;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.MessageRules;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Subject;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class VisitEventsTest {

    private static final String FLOW = "job-status-notifications";
    private static final String JOB = "50000002";
    private static final String ASSIGNMENTS = "dispatch/appointment-assignments";
    private static final Instant NOW = Instant.parse("2026-06-01T14:00:00Z");

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final FixedTenants tenants = new FixedTenants();
    private final HandClock clock = new HandClock(NOW);
    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore();
    private final Offices offices = new Offices(tenants, sandbox.client(), Catalog.load(), clock);
    private final InMemoryKnownStarts known = new InMemoryKnownStarts();
    private final VisitEvents events = new VisitEvents(offices, outbox, known, clock);

    @BeforeEach
    void start() {
        settings("posted");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anAppointmentThatIsAheadIsBookedOnceAndMovedAsOftenAsItMoves() {
        VisitEvent booked = appointment("2026-06-02T15:00:00Z", "Scheduled", "2026-06-01T13:00:00Z").orElseThrow();
        assertThat(booked.event()).isEqualTo("job-booked");
        assertThat(booked.kind()).isEqualTo(MessageKind.VISIT);
        assertThat(booked.subject()).isEqualTo("appointment");
        assertThat(booked.record()).containsEntry("id", 71L).containsEntry("customerId", 11L)
                .containsEntry("happenedAt", "2026-06-01T12:00:00Z").containsEntry("start", "2026-06-02T15:00:00Z")
                .containsEntry("jobId", 51L);
        decide(booked);
        assertThat(appointment("2026-06-02T15:00:00Z", "Dispatched", "2026-06-01T13:10:00Z")).isEmpty();

        for (String start : new String[]{"2026-06-03T15:00:00Z", "2026-06-02T15:00:00Z", "2026-06-03T15:00:00Z" }) {
            clock.advance(Duration.ofMinutes(1));
            VisitEvent moved = appointment(start, "Scheduled", clock.instant().toString()).orElseThrow();
            assertThat(moved.event()).isEqualTo("job-rescheduled");
            decide(moved);
            assertThat(appointment(start, "Scheduled", clock.instant().toString())).isEmpty();
        }
        assertThat(outbox.list("acme", FLOW, null, null, 10)).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({"2026-06-02T15:00:00Z, Canceled", "2026-06-02T15:00:00Z, Done", "2026-06-02T15:00:00Z, Hold",
            "2026-06-01T13:00:00Z, Scheduled" })
    void anAppointmentThatIsNotAheadIsNotBooked(String start, String status) {
        assertThat(appointment(start, status, "2026-06-01T13:00:00Z")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Dispatched, technician-on-the-way", "Working, technician-arrived" })
    void anAssignmentTellsWhoIsOnTheWayAndThereOnceAnAppointment(String status, String event) {
        Map<String, Object> job = sandbox.rows("jpm", "jobs", JOB).get(0);
        Map<String, Object> assignment = Map.of("id", 1L, "active", true, "status", status, "appointmentId",
                job.get("lastAppointmentId"), "modifiedOn", "2026-06-01T13:55:00Z");
        VisitEvent seen = only(seen(key(ASSIGNMENTS), assignment));

        assertThat(seen.event()).isEqualTo(event);
        assertThat(seen.record()).containsEntry("id", job.get("lastAppointmentId"))
                .containsEntry("customerId", job.get("customerId")).containsEntry("happenedAt", "2026-06-01T13:55:00Z")
                .containsEntry("jobId", job.get("id")).doesNotContainKey("recovered");
        decide(seen);
        Map<String, Object> another = new HashMap<>(assignment);
        another.put("id", 2L);
        assertThat(seen(key(ASSIGNMENTS), another)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Scheduled, true", "Done, true", "Dispatched, false" })
    void otherAssignmentsTellNothing(String status, boolean active) {
        assertThat(seen(key(ASSIGNMENTS), Map.of("id", 1L, "active", active, "status", status,
                "appointmentId", 71L, "modifiedOn", "2026-06-01T13:55:00Z"))).isEmpty();
    }

    @Test
    void statesThatCameAndWentUnseenAreRecoveredFromTheHistoryWithTheirTimes() {
        long visit = visit("2026-06-01T14:00:00Z");
        long assignment = assign(visit, "Dispatched");
        String sent = history().get("Technician Dispatched");
        sandbox.office(ASSIGNMENTS, "{\"id\": " + assignment + ", \"status\": \"Working\"}");
        String arrived = history().get("Technician Arrived");
        sandbox.office(ASSIGNMENTS, "{\"id\": " + assignment + ", \"status\": \"Done\"}");
        clock.advance(Duration.ofMinutes(1));

        List<VisitEvent> seen = seen(key(ASSIGNMENTS), assignmentRow(visit, "Done"));

        assertThat(seen).extracting(VisitEvent::event).containsExactly("technician-on-the-way", "technician-arrived");
        assertThat(seen).allSatisfy(event -> assertThat(event.record()).containsEntry("id", visit)
                .containsEntry("jobId", Long.valueOf(JOB)).containsEntry("recovered", true));
        assertThat(seen).extracting(event -> Instant.parse(event.record().get("happenedAt").toString()))
                .containsExactly(Instant.parse(sent), Instant.parse(arrived));
        seen.forEach(this::decide);
        assertThat(seen(key(ASSIGNMENTS), assignmentRow(visit, "Done"))).isEmpty();
    }

    @Test
    void aTechnicianWhoArrivedUnseenIsToldAsArrivedAndWasOnTheWayBefore() {
        long visit = visit("2026-06-01T14:00:00Z");
        long assignment = assign(visit, "Dispatched");
        sandbox.office(ASSIGNMENTS, "{\"id\": " + assignment + ", \"status\": \"Working\"}");

        List<VisitEvent> seen = seen(key(ASSIGNMENTS), assignmentRow(visit, "Working"));

        assertThat(seen).extracting(VisitEvent::event, event -> event.record().containsKey("recovered")).containsExactly(
                tuple("technician-on-the-way", true),
                tuple("technician-arrived", false));
    }

    @Test
    void theHistoryOfAnotherVisitOfTheJobTellsNothingOfThisOne() {
        long first = visit("2026-06-01T14:00:00Z");
        assign(first, "Dispatched");
        long second = visit("2026-06-02T18:00:00Z");

        assertThat(seen(key(ASSIGNMENTS), assignmentRow(second, "Done"))).isEmpty();
        assertThat(seen(key(ASSIGNMENTS), assignmentRow(first, "Done"))).extracting(VisitEvent::event)
                .containsExactly("technician-on-the-way");
    }

    @Test
    void theTimeOfAStateIsTheHistorysAndNotThatOfTheRowsLastChange() {
        long visit = visit("2026-06-01T14:00:00Z");
        assign(visit, "Dispatched");
        Map<String, Object> row = new HashMap<>(assignmentRow(visit, "Dispatched"));
        row.put("modifiedOn", "2026-06-01T15:55:00Z");

        assertThat(Instant.parse(only(seen(key(ASSIGNMENTS), row)).record().get("happenedAt").toString()))
                .isEqualTo(Instant.parse(history().get("Technician Dispatched")));
    }

    @Test
    void theAppointmentOfATechnicianWhoWasDispatchedTellsThatSomebodyIsOnTheWay() {
        long visit = visit("2026-06-01T15:00:00Z");
        sandbox.office("jpm/appointments", "{\"id\": " + visit + ", \"status\": \"Dispatched\"}");
        Map<String, Object> row = sandbox.rows("jpm", "appointments", Long.toString(visit)).get(0);
        decide(seen(key("jpm/appointments"), row).get(0));
        assertThat(seen(key("jpm/appointments"), row)).as("nobody is assigned who is on the way").isEmpty();

        assign(visit, "Dispatched");
        assertThat(only(seen(key("jpm/appointments"), row)).event()).isEqualTo("technician-on-the-way");
    }

    @Test
    void anAppointmentThatWasThereWhenTheFlowBeganIsNotBookedAndIsMovedFromWhereItWas() {
        known.replace("acme", FLOW, NOW, Map.of(71L, Instant.parse("2026-06-02T15:00:00Z")));
        assertThat(appointment("2026-06-02T15:00:00Z", "Scheduled", "2026-06-01T13:00:00Z")).isEmpty();

        VisitEvent moved = appointment("2026-06-03T15:00:00Z", "Scheduled", "2026-06-01T13:59:00Z").orElseThrow();
        assertThat(moved.event()).isEqualTo("job-rescheduled");
        decide(moved);
        assertThat(appointment("2026-06-03T15:00:00Z", "Scheduled", "2026-06-01T13:59:30Z")).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(appointment("2026-06-02T15:00:00Z", "Scheduled", "2026-06-01T14:00:30Z").orElseThrow().event())
                .as("back to where it was").isEqualTo("job-rescheduled");
    }

    @Test
    void aCompletedJobIsToldOfByItsTimeOfCompletion() {
        VisitEvent done = job("Completed").orElseThrow();
        assertThat(done.event()).isEqualTo("job-completed");
        assertThat(done.subject()).isEqualTo("job");
        assertThat(done.record()).containsEntry("happenedAt", "2026-06-01T13:30:00Z").containsEntry("locationId", 12L)
                .containsEntry("jobId", Long.valueOf(JOB));
        decide(done);
        assertThat(job("Completed")).isEmpty();
        assertThat(job("InProgress")).isEmpty();
    }

    @Test
    void aCancelledJobIsToldOfByTheTimeOfItsLogEvenWhereItBearsATimeOfCompletion() {
        assertThat(job("Canceled").orElseThrow().record()).as("without a log, by the last change")
                .containsEntry("happenedAt", "2026-06-01T13:45:00Z");
        sandbox.office("jpm/job-canceled-logs", "{\"jobId\": " + JOB + ", \"reasonId\": 1, \"memo\": \"ill\","
                + " \"createdOn\": \"2026-06-01T13:40:00Z\", \"createdById\": 1}");
        VisitEvent cancelled = job("Canceled").orElseThrow();
        assertThat(cancelled.event()).isEqualTo("job-cancelled");
        assertThat(Instant.parse(cancelled.record().get("happenedAt").toString()))
                .isAfterOrEqualTo(Instant.parse("2026-06-01T13:40:00Z"));
    }

    @ParameterizedTest
    @CsvSource({"posted, Posted, NeedsReview, NotSent, 10.00, 2026-06-01T00:00:00Z, true",
            "posted, Pending, Reviewed, Sent, 10.00, 2026-06-01T00:00:00Z, false",
            "reviewed, Pending, Reviewed, NotSent, 10.00, 2026-06-01T00:00:00Z, true",
            "sent, Pending, NeedsReview, Opened, 10.00, 2026-06-01T00:00:00Z, true",
            "sent, Posted, Reviewed, NotSent, 10.00, 2026-06-01T00:00:00Z, false",
            "posted, Posted, Reviewed, Sent, 0.00, 2026-06-01T00:00:00Z, false",
            "posted, Posted, Reviewed, Sent, 10.00, 2026-05-01T00:00:00Z, false" })
    void anInvoiceIsReadyWhenTheTenantWantsIt(String setting, String sync, String review, String sent, String balance,
            String date, boolean ready) {
        settings(setting);
        Map<String, Object> invoice = new HashMap<>(Map.of("id", 81L, "active", true, "syncStatus", sync, "reviewStatus",
                review,
                "sentStatus", sent, "balance", balance, "invoiceDate", date, "modifiedOn", "2026-06-01T13:00:00Z", "job",
                Map.of("id", 50L), "customer", Map.of("id", 11L)));
        invoice.put("location", Map.of("id", 12L));

        Optional<VisitEvent> event = seen(key("accounting/invoices"), invoice).stream().findFirst();

        assertThat(event.map(VisitEvent::event)).isEqualTo(ready ? Optional.of("invoice-ready") : Optional.empty());
        event.ifPresent(seen -> {
            assertThat(seen.kind()).isEqualTo(MessageKind.INVOICE);
            assertThat(seen.record()).containsEntry("customerId", 11L).containsEntry("locationId", 12L)
                    .containsEntry("jobId", 50L);
        });
        invoice.put("job", null);
        assertThat(seen(key("accounting/invoices"), invoice)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01T04:59:59Z, true", "2026-06-01T05:00:00Z, false" })
    void anInvoiceOfADayBeforeTheFlowBeganIsNotReadyNow(String began, boolean ready) {
        settings("posted");
        Map<String, Object> invoice = Map.of("id", 81L, "active", true, "syncStatus", "Posted", "balance", "10.00",
                "invoiceDate", "2026-05-31T00:00:00Z", "modifiedOn", "2026-06-01T13:00:00Z", "job", Map.of("id", 50L),
                "customer", Map.of("id", 11L));
        assertThat(events.of(key("accounting/invoices"), invoice, Optional.of(Instant.parse(began))).isEmpty())
                .isNotEqualTo(ready);
    }

    private List<VisitEvent> seen(StreamKey key, Map<String, Object> record) {
        return events.of(key, record, Optional.empty());
    }

    private long visit(String start) {
        return sandbox.office("jpm/appointments", "{\"jobId\": " + JOB + ", \"customerId\": 11, \"start\": \"" + start
                + "\", \"end\": \"" + start + "\", \"status\": \"Scheduled\", \"unused\": false, \"appointmentNumber\": \"x\"}")
                .path("id").asLong();
    }

    private long assign(long visit, String status) {
        return sandbox.office(ASSIGNMENTS, "{\"jobId\": " + JOB + ", \"appointmentId\": " + visit + ", \"technicianId\": 1,"
                + " \"technicianName\": \"Grace\", \"status\": \"" + status + "\", \"isPaused\": false, \"assignedById\": 1,"
                + " \"assignedOn\": \"2026-06-01T13:50:00Z\"}").path("id").asLong();
    }

    private static Map<String, Object> assignmentRow(long visit, String status) {
        return Map.of("id", 1L, "active", true, "status", status, "appointmentId", visit, "modifiedOn", "2026-06-01T14:00:50Z");
    }

    /** The time of each event of the job, as ServiceTitan has it. */
    private Map<String, String> history() {
        Map<String, String> times = new HashMap<>();
        sandbox.record("jpm", "jobs/history", JOB, "history").forEach(
                entry -> times.put(entry.path("eventType").asText(), entry.path("date").asText()));
        return times;
    }

    private Optional<VisitEvent> appointment(String start, String status, String modified) {
        return seen(key("jpm/appointments"), Map.of("id", 71L, "active", true, "customerId", 11L, "jobId", 51L, "start",
                start, "status", status, "createdOn", "2026-06-01T12:00:00Z", "modifiedOn", modified)).stream().findFirst();
    }

    private Optional<VisitEvent> job(String status) {
        return seen(key("jpm/jobs"), Map.of("id", Long.valueOf(JOB), "customerId", 11L, "locationId", 12L, "jobStatus",
                status, "completedOn", "2026-06-01T13:30:00Z", "modifiedOn", "2026-06-01T13:45:00Z")).stream().findFirst();
    }

    private static VisitEvent only(List<VisitEvent> events) {
        assertThat(events).hasSize(1);
        return events.get(0);
    }

    /** As the step behind does: what was decided about is kept, whatever was decided. */
    private void decide(VisitEvent event) {
        Subject subject = new Subject(event.subject(), (Long) event.record().get("id"),
                event.record().getOrDefault("occasion", "").toString());
        Map<String, Object> values = event.record().containsKey("start")
                ? Map.of("start", event.record().get("start"))
                : Map.of();
        new MessagePlanner(new ConsentGate(new InMemoryBlockedRecipients(), new InMemoryWrittenConsents(), outbox), outbox,
                clock)
                .plan(new MessageRequest(new MessageKey("acme", FLOW, event.event(), subject), event.kind(), ChannelKind.SMS,
                        "texts", event.event(), (Long) event.record().get("customerId"), OptionalLong.empty(), NOW, NOW,
                        values),
                        MessageRules.preview(ZoneId.of("America/Chicago")),
                        (Standing) new Standing.Stopped("decided", "it does not matter how"));
    }

    private static StreamKey key(String collection) {
        return new StreamKey("acme", FLOW, collection);
    }

    private void settings(String invoiceReady) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(),
                Map.of(FLOW, new FlowSettings(FLOW, Duration.ofMinutes(1), Map.of("invoiceReady", invoiceReady)))));
    }
}
