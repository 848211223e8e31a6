package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Iterator;
import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Mention;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;

class JobToolsTest {

    private static final String JOBS = "jpm/jobs";
    private static final String APPOINTMENTS = "jpm/appointments";
    private static LocalDesk desk;
    private static Iterator<ObjectNode> scheduled;

    @BeforeAll
    static void start() {
        desk = new LocalDesk();
        scheduled = desk.rows(JOBS).stream().filter(row -> row.path("jobStatus").asText().equals("Scheduled")
                && row.path("appointmentCount").asInt() == 1).iterator();
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @BeforeEach
    void forget() {
        desk.forgetRequests();
    }

    /** A job of its own for each test. */
    private static ObjectNode job() {
        return scheduled.next();
    }

    private static String change(ObjectNode job, String action, String more) {
        return "{'action': '" + action + "', 'job': '" + job.path("jobNumber").asText() + "'" + more + "}";
    }

    private static long visit(ObjectNode job) {
        return job.path("firstAppointmentId").longValue();
    }

    @Test
    void aJobIsCanceledWithAReasonAndTheCancellationRemoved() {
        ObjectNode job = job();
        long id = job.path("id").longValue();
        ObjectNode before = desk.lasting(JOBS, id);
        ObjectNode visitBefore = desk.lasting(APPOINTMENTS, visit(job));
        Effect effect = desk.write("change_job", change(job, "cancel", ", 'reason': 'weather', 'memo': 'Storm'"));
        assertThat(desk.writes()).containsExactly("PUT /jpm/v2/jobs/" + id + "/cancel {\"reasonId\":1005,\"memo\":\"Storm\"}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.row(JOBS, id).path("jobStatus").asText()).isEqualTo("Canceled");
        assertThat(desk.row(APPOINTMENTS, visit(job)).path("status").asText()).isEqualTo("Canceled");

        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(desk.lasting(JOBS, id)).isEqualTo(before);
        assertThat(desk.lasting(APPOINTMENTS, visit(job))).isEqualTo(visitBefore);
    }

    @Test
    void aJobThatIsDoneIsNotCanceled() {
        assertThatThrownBy(() -> desk.propose("change_job",
                "{'action': 'cancel', 'job': '50000003', 'reason': 'Weather', 'memo': 'x'}"))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.code()).isEqualTo("not_possible"))
                .hasMessageContaining("Completed");
    }

    @Test
    void aReasonThatIsNoneIsAnsweredWithThoseThereAre() {
        ObjectNode job = job();
        assertThatThrownBy(() -> desk.propose("change_job", change(job, "cancel", ", 'reason': 'Boredom', 'memo': 'x'")))
                .isInstanceOfSatisfying(RefusedCallException.class,
                        refused -> assertThat(refused.details().findValuesAsText("name")).contains("Weather", "Price"));
    }

    @Test
    void anAppointmentIsHeldAndReleased() {
        ObjectNode job = job();
        ObjectNode before = desk.lasting(APPOINTMENTS, visit(job));
        Effect effect = desk.write("change_job",
                change(job, "hold", ", 'reason': 'Waiting for parts', 'memo': 'Valve on order'"));
        assertThat(desk.writes()).containsExactly("PUT /jpm/v2/appointments/" + visit(job)
                + "/hold {\"reasonId\":1101,\"memo\":\"Valve on order\"}");
        assertThat(effect.warnings()).isEmpty();
        desk.undo(effect);
        assertThat(desk.lasting(APPOINTMENTS, visit(job))).isEqualTo(before);
    }

    @Test
    void aNoteOfAJobIsReadBackAndCannotBeTakenBack() {
        ObjectNode job = job();
        Effect effect = desk.write("change_job", change(job, "add_note", ", 'note': 'Dog in the yard', 'pin': true"));
        assertThat(desk.writes()).containsExactly("POST /jpm/v2/jobs/" + job.path("id").asText()
                + "/notes {\"text\":\"Dog in the yard\",\"pinToTop\":true}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.undo()).isEmpty();
    }

    @Test
    void tagsOfAJobAreSentAllTogether() {
        ObjectNode job = job();
        long id = job.path("id").longValue();
        desk.office(JOBS, "{'id': " + id + ", 'tagTypeIds': [503]}");
        desk.forgetRequests();
        ObjectNode before = desk.lasting(JOBS, id);
        Effect effect = desk.write("change_job", change(job, "add_tags", ", 'tags': ['502']"));
        assertThat(desk.writes()).containsExactly("PATCH /jpm/v2/jobs/" + id + " {\"tagTypeIds\":[503,502]}");
        desk.undo(effect);
        assertThat(desk.lasting(JOBS, id)).isEqualTo(before);
    }

    @Test
    void aCustomFieldIsSetBesideTheOthersAndTakenBack() {
        ObjectNode job = job();
        long id = job.path("id").longValue();
        desk.office(JOBS, "{'id': " + id + ", 'customFields': [{'typeId': 81, 'name': 'Access', 'value': 'Side gate'},"
                + " {'typeId': 82, 'name': 'Dog', 'value': 'yes'}]}");
        desk.forgetRequests();
        Effect effect = desk.write("change_job", change(job, "set_field", ", 'field': 'dog', 'value': 'no'"));
        assertThat(desk.writes()).containsExactly("PATCH /jpm/v2/jobs/" + id
                + " {\"customFields\":[{\"typeId\":81,\"value\":\"Side gate\"},{\"typeId\":82,\"value\":\"no\"}]}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(desk.undo(effect).warnings()).isEmpty();
    }

    @Test
    void theSummaryIsSetAndTakenBack() {
        ObjectNode job = job();
        ObjectNode before = desk.lasting(JOBS, job.path("id").longValue());
        Effect effect = desk.write("change_job", change(job, "set_summary", ", 'summary': 'Leak under the sink'"));
        assertThat(effect.warnings()).isEmpty();
        desk.undo(effect);
        assertThat(desk.lasting(JOBS, job.path("id").longValue())).isEqualTo(before);
    }

    @Test
    void aJobIsBookedByNamesForTheTenantsTimeOfDay() {
        String name = desk.row("crm/customers", 10_000_002).path("name").asText();
        String campaign = desk.row("marketing/campaigns", 302).path("name").asText();
        String unit = desk.row("settings/business-units", 101).path("name").asText();
        Proposal proposal = desk.propose("book_job", "{'action': 'book', 'customer': '10000002', 'jobType': 'Drain Cleaning',"
                + " 'businessUnit': '" + unit + "', 'campaign': '" + campaign + "', 'start': '2026-06-02T09:00', 'minutes': 90,"
                + " 'arrivalMinutes': 60, 'technicians': ['Dana Kim'], 'summary': 'Slow drain'}");
        assertThat(proposal.reversible()).isFalse();
        assertThat(proposal.sideEffects()).contains("Creates the job's invoice.");
        assertThat(proposal.cost().messages()).as("ServiceTitan may tell the customer").isEqualTo(1);
        assertThat(Mention.resolved(proposal.summary(), (kind, value) -> kind + "=" + value))
                .isEqualTo("Books a job for customer name=" + name + " (10000002) on 2026-06-02T09:00-05:00.");

        Effect effect = desk.write("book_job", "{'action': 'book', 'customer': '10000002', 'jobType': 'Drain Cleaning',"
                + " 'businessUnit': '" + unit + "', 'campaign': '" + campaign + "', 'start': '2026-06-02T09:00', 'minutes': 90,"
                + " 'arrivalMinutes': 60, 'technicians': ['Dana Kim'], 'summary': 'Slow drain'}");
        assertThat(desk.writes()).singleElement().asString().startsWith("POST /jpm/v2/jobs {\"customerId\":10000002,"
                + "\"locationId\":20000002,\"businessUnitId\":101,\"jobTypeId\":201,")
                .endsWith("\"campaignId\":302,\"summary\":"
                        + "\"Slow drain\",\"appointments\":[{\"start\":\"2026-06-02T14:00:00Z\",\"end\":\"2026-06-02T15:30:00Z\","
                        + "\"arrivalWindowStart\":\"2026-06-02T14:00:00Z\",\"arrivalWindowEnd\":\"2026-06-02T15:00:00Z\","
                        + "\"technicianIds\":[703]}]}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(effect.answer().path("made").findValuesAsText("resource")).containsExactly(JOBS, APPOINTMENTS);
    }

    @Test
    void withoutAStartTheFirstSlotOfCapacityIsTakenAndWhoIsFreeIsTold() {
        String unit = desk.row("settings/business-units", 101).path("name").asText();
        Proposal proposal = desk.propose("book_job", "{'action': 'book', 'customer': '10000003', 'jobType': 'Drain Cleaning',"
                + " 'businessUnit': '" + unit + "', 'campaign': '302', 'minutes': 120, 'notBefore': '2026-06-04'}");
        assertThat(desk.writes()).isEmpty();
        assertThat(desk.askedOfCapacity())
                .containsExactly("POST /dispatch/v2/capacity {\"businessUnitIds\":[101],\"jobTypeId\":201,"
                        + "\"startsOnOrAfter\":\"2026-06-04T05:00:00Z\",\"endsOnOrBefore\":\"2026-06-18T05:00:00Z\","
                        + "\"skillBasedAvailability\":true}");
        assertThat(proposal.requests().get(0).body().at("/appointments/0/start").asText()).isEqualTo("2026-06-04T13:00:00Z");
        assertThat(proposal.sideEffects()).anyMatch(effect -> effect.contains("Dana Kim"));
    }

    @Test
    void aCustomerWithTwoLocationsIsAskedWhichOne() {
        assertThatThrownBy(() -> desk.propose("book_job", "{'action': 'book', 'customer': '10000001', 'jobType': 'Drain"
                + " Cleaning', 'businessUnit': '101', 'campaign': '302', 'start': '2026-06-02T09:00', 'minutes': 90}"))
                .isInstanceOfSatisfying(RefusedCallException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().findValuesAsText("id")).contains("20000001");
                });
    }

    @Test
    void nothingIsBookedOrMovedIntoThePastOrToATimeThatThereIsNotOrThereIsTwice() {
        ObjectNode job = job();
        assertThatThrownBy(() -> desk.propose("book_job", change(job, "reschedule", ", 'start': '2026-06-01T08:59'")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("2026-06-01").hasMessageContaining("is past");
        assertThatThrownBy(() -> desk.propose("book_job", change(job, "reschedule", ", 'start': '2027-03-14T02:30'")))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("is left out in the tenant's time zone");
        assertThatThrownBy(() -> desk.propose("book_job", change(job, "reschedule", ", 'start': '2026-11-01T01:30'")))
                .isInstanceOf(RefusedCallException.class)
                .hasMessageContaining("2026-11-01T01:30-05:00 or 2026-11-01T01:30-06:00");
        assertThat(desk.propose("book_job", change(job, "reschedule", ", 'start': '2026-11-01T01:30-06:00'")).requests())
                .singleElement().satisfies(request -> assertThat(request.body().path("start").asText())
                        .isEqualTo("2026-11-01T07:30:00Z"));
    }

    @Test
    void aNumberThatIsTheIdOfAnotherJobIsAskedAbout() {
        ObjectNode one = job();
        String id = job().path("id").asText();
        desk.office("jpm/jobs", "{'id': " + one.path("id").asText() + ", 'jobNumber': '" + id + "'}");
        String asked = "{'action': 'set_summary', 'job': '" + id + "', 'summary': 'x'}";
        assertThatThrownBy(() -> desk.propose("change_job", asked)).isInstanceOfSatisfying(RefusedCallException.class,
                refused -> {
                    assertThat(refused.code()).isEqualTo("ambiguous");
                    assertThat(refused.details().path("candidates").findValuesAsText("id"))
                            .containsExactlyInAnyOrder(one.path("id").asText(), id);
                }).hasMessageContaining("id: and the id");
        assertThat(desk.propose("change_job", asked.replace(id, "id:" + id)).changes().get(0).record().id()).isEqualTo(id);
    }

    @Test
    void anAppointmentIsMovedWithItsArrivalWindowAndMovedBack() {
        ObjectNode job = job();
        ObjectNode before = desk.lasting(APPOINTMENTS, visit(job));
        Effect effect = desk.write("book_job", change(job, "reschedule", ", 'start': '2026-06-05T13:00'"));
        assertThat(desk.writes()).singleElement().asString().startsWith("PATCH /jpm/v2/appointments/" + visit(job)
                + "/reschedule {\"start\":\"2026-06-05T18:00:00Z\",");
        assertThat(effect.warnings()).isEmpty();
        ObjectNode moved = desk.row(APPOINTMENTS, visit(job));
        assertThat(Shown.moment(moved.path("arrivalWindowStart").asText(), LocalDesk.ZONE)).startsWith("2026-06-05T13:00");
        desk.undo(effect);
        assertThat(desk.lasting(APPOINTMENTS, visit(job))).isEqualTo(before);
    }

    @Test
    void techniciansAreAssignedAndUnassigned() {
        ObjectNode job = job();
        List<Long> before = assigned(visit(job));
        String other = before.contains(704L) ? "705" : "704";
        Effect effect = desk.write("book_job", change(job, "assign", ", 'technicians': ['" + other + "']"));
        assertThat(desk.writes()).containsExactly("POST /dispatch/v2/appointment-assignments/assign-technicians"
                + " {\"jobAppointmentId\":" + visit(job) + ",\"technicianIds\":[" + other + "]}");
        assertThat(effect.warnings()).isEmpty();
        assertThat(assigned(visit(job))).contains(Long.valueOf(other));
        assertThat(desk.undo(effect).warnings()).isEmpty();
        assertThat(assigned(visit(job))).isEqualTo(before);
    }

    private static List<Long> assigned(long appointment) {
        return desk.rows("dispatch/appointment-assignments").stream()
                .filter(row -> row.path("appointmentId").longValue() == appointment && row.path("active").asBoolean(true))
                .map(row -> row.path("technicianId").longValue()).sorted().toList();
    }

    @Test
    void anAppointmentIsConfirmedAndTheConfirmationTakenBack() {
        ObjectNode job = job();
        desk.office(APPOINTMENTS, "{'id': " + visit(job) + ", 'isConfirmed': false}");
        desk.forgetRequests();
        Effect effect = desk.write("book_job", change(job, "confirm", ""));
        assertThat(desk.writes()).containsExactly("PUT /jpm/v2/appointments/" + visit(job) + "/confirmation");
        desk.undo(effect);
        assertThat(desk.row(APPOINTMENTS, visit(job)).path("isConfirmed").asBoolean()).isFalse();
    }
}
