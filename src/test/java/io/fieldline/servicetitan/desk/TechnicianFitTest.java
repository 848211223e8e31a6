package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.RefusedCallException;
import io.fieldline.servicetitan.desk.record.Query;
import io.fieldline.servicetitan.desk.record.TenantDesk;

/** Of three technicians who are free at the first slot: one has the skill and the zone, one the skill alone, one the zone alone. */
class TechnicianFitTest {

    private static final String TECHNICIANS = "settings/technicians";
    private static final String BOOK = "{'action': 'book', 'customer': '10000003', 'jobType': '201', 'businessUnit': '101',"
            + " 'campaign': '302', 'minutes': 120";
    private static final String FIRST = ", 'notBefore': '2026-06-04'";

    private LocalDesk desk;
    private JsonNode frame;
    private ObjectNode right;
    private ObjectNode elsewhere;
    private ObjectNode unskilled;
    private String zone;

    @BeforeEach
    void start() {
        desk = new LocalDesk();
        TenantDesk at = desk.desk.at(LocalDesk.TENANT);
        frame = at.read(at.operation("dispatch/capacity", "create"), Map.of(), Query.all(),
                LocalDesk.json("{\"startsOnOrAfter\": \"2026-06-04T05:00:00Z\", \"endsOnOrBefore\": \"2026-06-05T05:00:00Z\","
                        + " \"skillBasedAvailability\": true}"))
                .path("availabilities").path(0);
        List<Long> free = frame.path("technicians").valueStream()
                .filter(one -> one.path("status").asText().equals("Available")).map(one -> one.path("id").longValue())
                .sorted().toList();
        assertThat(free).as("who is free at the first slot").hasSizeGreaterThan(2);
        // The one who fits best comes last by number and by name.
        unskilled = desk.row(TECHNICIANS, free.get(0));
        elsewhere = desk.row(TECHNICIANS, free.get(1));
        right = desk.row(TECHNICIANS, free.get(2));
        long home = desk.row("crm/locations", 20000003).path("zoneId").longValue();
        long away = desk.rows("dispatch/zones").stream().map(row -> row.path("id").longValue()).filter(id -> id != home)
                .findFirst().orElseThrow();
        zone = desk.row("dispatch/zones", home).path("name").asText();
        desk.office("jpm/job-types", "{'id': 201, 'skills': ['Gas']}");
        free.forEach(id -> desk.office(TECHNICIANS, "{'id': " + id + ", 'mainZoneId': " + away + ", 'zoneIds': []}"));
        desk.office(TECHNICIANS, "{'id': " + right.path("id") + ", 'zoneIds': [" + home + "], 'name': 'Zed Young', 'skills':"
                + " [{'id': 1, 'name': 'Gas'}]}");
        desk.office(TECHNICIANS, "{'id': " + elsewhere.path("id") + ", 'skills': [{'id': 1, 'name': 'Gas'}]}");
        desk.office(TECHNICIANS, "{'id': " + unskilled.path("id") + ", 'mainZoneId': " + home + "}");
        desk.forgetRequests();
    }

    @AfterEach
    void stop() {
        desk.close();
    }

    @Test
    void whoIsAvailableIsTakenByCapacitySkillAndZone() {
        Proposal proposal = desk.propose("book_job", BOOK + FIRST + ", 'technicians': ['available']}");
        assertThat(desk.askedOfCapacity()).hasSize(1);
        assertThat(proposal.requests().get(0).body().at("/appointments/0/technicianIds").toString())
                .isEqualTo("[" + right.path("id") + "]");
        assertThat(proposal.sideEffects()).contains("Available then, by capacity: Zed Young (" + zone + "), "
                + elsewhere.path("name").asText() + ".");
    }

    @Test
    void whatSpeaksAgainstThoseWhoAreNamedIsTold() {
        Proposal proposal = desk.propose("book_job", BOOK + ", 'start': '2026-06-04T08:30', 'technicians': ['"
                + unskilled.path("id") + "', '" + elsewhere.path("id") + "', 'Zed Young']}");
        assertThat(proposal.sideEffects())
                .contains(unskilled.path("name").asText() + " lacks skills that the job type requires.",
                        elsewhere.path("name").asText() + " does not work in " + zone + ", where the location is.")
                .noneMatch(effect -> effect.startsWith("Zed Young "));
    }

    @Test
    void outsideOfEveryShiftNobodyIsAvailable() {
        assertThat(desk.propose("book_job", BOOK + ", 'start': '2026-06-04T22:00', 'technicians': ['Zed Young']}")
                .sideEffects()).contains("Zed Young is not available then, by capacity.");
        assertThatThrownBy(
                () -> desk.propose("book_job", BOOK + ", 'start': '2026-06-04T22:00', 'technicians': ['available']}"))
                .isInstanceOf(RefusedCallException.class).hasMessageContaining("nobody with the skills");
    }

    @Test
    void whoeverFitsIsAssignedToAnAppointmentThatIsThere() {
        Effect booked = desk.write("book_job", BOOK + FIRST + "}");
        String job = booked.answer().at("/made/0/id").asText();
        Effect assigned = desk.write("book_job",
                "{'action': 'assign', 'job': '" + job + "', 'technicians': ['available']}");
        assertThat(assigned.warnings()).isEmpty();
        assertThat(assigned.changes().get(0).fields().get(0).after().toString()).isEqualTo("[" + right.path("id") + "]");
    }

    @Test
    void withoutTheScopeForCapacityNamesDoNevertheless() {
        try (LocalDesk other = new LocalDesk(Duration.ZERO, "tn.dis.capacity:w")) {
            Proposal proposal = other.propose("book_job",
                    BOOK + ", 'start': '2026-06-04T08:30', 'technicians': ['Dana Kim']}");
            assertThat(proposal.sideEffects())
                    .anyMatch(effect -> effect.startsWith("Who is available then could not be asked of capacity"));
            assertThatThrownBy(() -> other.propose("book_job",
                    BOOK + ", 'start': '2026-06-04T08:30', 'technicians': ['available']}"))
                    .isInstanceOf(RefusedCallException.class).hasMessageContaining("Name the technicians");
        }
    }
}
