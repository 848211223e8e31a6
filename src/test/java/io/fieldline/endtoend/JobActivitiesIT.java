package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;

/** Jobs of the local ServiceTitan as notes in the local HubSpot, through the service as its owner runs it. */
class JobActivitiesIT {

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private HubSpotStandIn hubSpot;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(30).build());
        hubSpot = HubSpotStandIn.start(HubSpotSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
        installation
                .connection("hubspot: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", url: \"" + hubSpot.url() + "\" }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "", """
                  customer-to-hubspot: { connection: hubspot, every: 2s }
                  job-to-hubspot: { connection: hubspot, every: 2s }
                """);
    }

    @AfterEach
    void stop() {
        installation.close();
        hubSpot.close();
        serviceTitan.close();
    }

    @Test
    void aCustomersContactShowsEveryCompletedJobOnce() {
        FieldlineProcess prepared = installation.command("check", "--fix");
        assertThat(prepared.exitCode()).as(prepared.transcript()).isZero();
        FieldlineProcess service = installation.service();
        Map<String, JsonNode> customers = rows("crm/customers");
        List<String> active = customers.values().stream().filter(customer -> customer.path("active").asBoolean())
                .map(customer -> customer.path("id").asText()).toList();
        await("every active customer has its contact").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hubSpot.rows("contacts")).as(service.transcript()).hasSize(active.size()));
        await("jobs are followed").atMost(Duration.ofSeconds(60))
                .until(() -> SavedPosition.isThere(installation.home(), "acme", "job-to-hubspot", "jpm/jobs"));
        List<String> jobs = new ArrayList<>(rows("jpm/jobs").keySet());

        change(jobs.get(0), active.get(0), "Completed");
        await("a completed job becomes a note").atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notes()).as(service.transcript()).containsOnlyKeys("job-" + jobs.get(0)));
        isOn(jobs.get(0), active.get(0));
        assertThat(notes().get("job-" + jobs.get(0))).containsEntry("hs_note_body", body(jobs.get(0)));

        change(jobs.get(1), active.get(0), "Completed");
        change(jobs.get(2), active.get(0), "Canceled");
        await("the next one becomes a second note").atMost(Duration.ofSeconds(30)).until(() -> notes().size() == 2);
        isOn(jobs.get(1), active.get(0));

        String before = notes().get("job-" + jobs.get(0)).get("hs_timestamp");
        change(jobs.get(0), active.get(0), "InProgress");
        change(jobs.get(0), active.get(0), "Completed");
        await("a job that was completed again changes its own note").atMost(Duration.ofSeconds(30))
                .until(() -> !notes().get("job-" + jobs.get(0)).get("hs_timestamp").equals(before));

        Map<String, Map<String, String>> settled = notes();
        service.kill();
        FieldlineProcess again = installation.service();
        change(jobs.get(3), active.get(1), "Completed");
        await("the restarted service goes on").atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(notes()).as(again.transcript()).hasSize(3));
        assertThat(notes()).containsAllEntriesOf(settled);

        FieldlineProcess history = installation.command("backfill", "job-to-hubspot", "--tenant", "acme");
        assertThat(history.exitCode()).as(history.transcript()).isZero();
        List<String> completed = rows("jpm/jobs").values().stream()
                .filter(job -> job.path("jobStatus").asText().equals("Completed")
                        && active.contains(job.path("customerId").asText()))
                .map(job -> "job-" + job.path("id").asText()).toList();
        assertThat(completed).hasSizeGreaterThan(3);
        assertThat(notes().keySet()).containsExactlyInAnyOrderElementsOf(completed);
        assertThat(notes()).containsAllEntriesOf(settled);
    }

    /** Gives the job to the customer and brings it into the status, with a time of completion whatever the status. */
    private void change(String job, String customer, String status) {
        String now = serviceTitan.control("GET", "clock").path("now").asText();
        serviceTitan.control("POST", "rows?tenant=1001&collection=jpm/jobs",
                "{\"id\": " + job + ", \"customerId\": " + customer + ", \"jobStatus\": \"" + status + "\", \"completedOn\": \""
                        + now + "\", \"jobNumber\": \"A & B " + job + "\", \"summary\": \"<p>Done</p>\", \"total\": 349.95}");
    }

    private String body(String job) {
        JsonNode row = rows("jpm/jobs").get(job);
        String type = rows("jpm/job-types").get(row.path("jobTypeId").asText()).path("name").asText();
        String technicians = String.join(", ", rows("dispatch/appointment-assignments").values().stream()
                .filter(assigned -> assigned.path("jobId").asText().equals(job) && assigned.path("active").asBoolean())
                .map(assigned -> assigned.path("technicianName").asText()).distinct().toList());
        return "<p><b>Job A &amp; B " + job + " completed</b></p><p>" + type.replace("&", "&amp;") + "</p>"
                + (technicians.isEmpty() ? "" : "<p>Technicians: " + technicians + "</p>") + "<p>Total: 349.95</p><p>Done</p>";
    }

    private Map<String, JsonNode> rows(String collection) {
        Map<String, JsonNode> rows = new TreeMap<>();
        serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + collection)
                .forEach(row -> rows.put(row.path("id").asText(), row));
        return rows;
    }

    /** The notes by the activity that they are; when each was last written does not matter, it may have been twice. */
    private Map<String, Map<String, String>> notes() {
        Map<String, Map<String, String>> notes = new TreeMap<>();
        hubSpot.rows("notes").values().forEach(note -> {
            Map<String, String> held = new TreeMap<>(note);
            held.remove("hs_lastmodifieddate");
            assertThat(notes.put(held.get("st_activity_id"), held)).as("another note of the same activity").isNull();
        });
        return notes;
    }

    /** A note is linked right after it is made. */
    private void isOn(String job, String customer) {
        String id = hubSpot.rows("notes").entrySet().stream()
                .filter(note -> ("job-" + job).equals(note.getValue().get("st_activity_id"))).findFirst().orElseThrow()
                .getKey();
        await("the note is on the customer's contact").atMost(Duration.ofSeconds(10))
                .until(() -> hubSpot.associated("notes", id, "contacts"), Set.of(contact(customer))::equals);
    }

    private String contact(String customer) {
        return hubSpot.rows("contacts").entrySet().stream()
                .filter(contact -> customer.equals(contact.getValue().get("st_customer_id"))).findFirst().orElseThrow()
                .getKey();
    }
}
