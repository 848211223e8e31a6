package io.fieldline.servicetitan.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.outreach.Standing.Stopped;
import io.fieldline.outreach.Subject;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class EstimateStandingTest {

    private static final String FLOW = "open-estimate-follow-up";
    private static final Instant NOW = Instant.parse("2026-06-01T14:00:00Z");
    private static final String ESTIMATES = "sales/estimates";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final FixedTenants tenants = new FixedTenants();
    private final Offices offices = new Offices(tenants, sandbox.client(), Catalog.load(), Clock.systemUTC());
    private Map<String, Object> job;
    private long estimate;

    @BeforeEach
    void start() {
        settings(Map.of());
        job = sandbox.rows("jpm", "jobs", "50000002").get(0);
        change("jpm/jobs", id(job), "\"jobStatus\": \"Completed\", \"notificationsEnabled\": true");
        appointments().forEach(visit -> change("jpm/appointments", id(visit), "\"status\": \"Done\""));
        ofJob().forEach(other -> change(ESTIMATES, id(other), "\"active\": false"));
        estimate = insert("\"name\": \"New furnace\", \"subtotal\": 4200.5, \"tax\": 300");
        change(ESTIMATES, estimate, "\"createdOn\": \"2026-05-30T15:00:00Z\"");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void anOpenOneStandsWithItsPeopleItsTotalAndItsJob() {
        Stands stands = (Stands) look();

        assertThat(stands.facts().customer().id()).isEqualTo(job.get("customerId"));
        assertThat(stands.facts().location()).hasValueSatisfying(
                place -> assertThat(place.id()).isEqualTo(job.get("locationId")));
        assertThat(stands.facts().job()).hasValueSatisfying(
                one -> assertThat(one.notificationsEnabled()).contains(true));
        assertThat(stands.values()).containsEntry("estimateName", "New furnace")
                .containsEntry("estimateNumber", Long.toString(estimate)).containsEntry("jobNumber", job.get("jobNumber"))
                .containsEntry("estimate", Instant.parse("2026-05-30T15:00:00Z"));
        assertThat((BigDecimal) stands.values().get("estimateTotal")).isEqualByComparingTo("4500.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "status": {"value": 1, "name": "Sold"}      | estimate-sold
            "soldOn": "2026-05-31T12:00:00Z"            | estimate-sold
            "status": {"value": 2, "name": "Dismissed"} | estimate-dismissed
            "active": false                             | estimate-gone
            "customerId": 7                             | customer-gone
            "locationId": 7                             | location-gone
            "jobId": 7                                  | job-gone
            """)
    void endsWhereNothingIsToBeDecidedAnyMore(String fields, String condition) {
        change(ESTIMATES, estimate, fields);
        assertThat(condition()).isEqualTo(condition);
    }

    @Test
    void endsWhenAnotherOneOfTheJobIsSoldAndNotWhenItIsOpenOrDismissed() {
        long other = insert("\"name\": \"Repair\", \"subtotal\": 300, \"tax\": 0");
        assertThat(look()).isInstanceOf(Stands.class);
        change(ESTIMATES, other, "\"status\": {\"value\": 2, \"name\": \"Dismissed\"}");
        assertThat(look()).isInstanceOf(Stands.class);
        change(ESTIMATES, other, "\"status\": {\"value\": 1, \"name\": \"Sold\"}");
        assertThat(condition()).isEqualTo("other-estimate-sold");
    }

    @Test
    void endsWhenTheJobIsCancelled() {
        change("jpm/jobs", id(job), "\"jobStatus\": \"Canceled\"");
        assertThat(condition()).isEqualTo("job-cancelled");
    }

    @ParameterizedTest
    @CsvSource({"2026-06-01T14:00:01Z, Scheduled, true", "2026-06-01T14:00:01Z, Canceled, false",
            "2026-06-01T13:59:59Z, Scheduled, false" })
    void endsWhenTheJobHasAnotherVisitAhead(String start, String status, boolean ends) {
        long visit = id(appointments().get(0));
        change("jpm/appointments", visit, "\"start\": \"" + start + "\", \"status\": \"" + status + "\"");
        assertThat(look() instanceof Stopped stopped && stopped.condition().equals("visit-ahead")).isEqualTo(ends);
    }

    @Test
    void leavesOutExcludedJobTypes() {
        settings(Map.of("excludedJobTypes", List.of(job.get("jobTypeId").toString())));
        assertThat(condition()).isEqualTo("excluded-job-type");
    }

    @Test
    void oneWithoutAJobStandsByItself() {
        change(ESTIMATES, estimate, "\"jobId\": null");
        Stands stands = (Stands) look();
        assertThat(stands.facts().job()).isEmpty();
        assertThat(stands.values()).containsEntry("estimateName", "New furnace").doesNotContainKey("jobNumber");
    }

    @Test
    void openOnesAreFoundAmongAllByStatusAndAge() {
        long old = insert("\"name\": \"Old\"");
        change(ESTIMATES, old, "\"createdOn\": \"2026-05-02T13:59:59Z\"");
        long sold = insert("\"name\": \"Sold\", \"status\": {\"value\": 1, \"name\": \"Sold\"}");

        List<Object> found = new SequenceRecords(offices)
                .of("acme", ESTIMATES, Map.of("status", "Open", "createdOnOrAfter", "2026-05-02T14:00:00Z")).stream()
                .map(row -> row.get("id")).toList();

        assertThat(found).contains(estimate).doesNotContain(old, sold);
    }

    private Standing look() {
        InstantSource clock = InstantSource.fixed(NOW);
        return new VisitStandings(offices, clock).look(new MessageRequest(
                new MessageKey("acme", FLOW, "open-estimate-1", Subject.of("estimate", estimate)), MessageKind.MARKETING,
                ChannelKind.EMAIL, "mail", "x", (Long) job.get("customerId"), OptionalLong.empty(), NOW, NOW, Map.of()));
    }

    private String condition() {
        return ((Stopped) look()).condition();
    }

    private void settings(Map<String, Object> settings) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(),
                Map.of(FLOW, new FlowSettings(FLOW, Duration.ofMinutes(1), settings))));
    }

    private long insert(String fields) {
        return sandbox.office(ESTIMATES, "{\"jobId\": " + job.get("id") + ", \"customerId\": " + job.get("customerId")
                + ", \"locationId\": " + job.get("locationId") + ", \"jobNumber\": \"" + job.get("jobNumber")
                + "\", \"status\": {\"value\": 0, \"name\": \"Open\"}, \"active\": true, \"reviewStatus\": \"None\","
                + " \"isRecommended\": false, \"isChangeOrder\": false, \"items\": [], " + fields + "}").path("id").asLong();
    }

    private List<Map<String, Object>> appointments() {
        return office().rows("jpm", "appointments", "jobId", id(job), "jobId");
    }

    private List<Map<String, Object>> ofJob() {
        return office().rows("sales", "estimates", "jobId", id(job), "jobId");
    }

    private Office office() {
        return offices.of(tenants.find("acme").orElseThrow());
    }

    private void change(String collection, long id, String fields) {
        sandbox.office(collection, "{\"id\": " + id + ", " + fields + "}");
    }

    private static long id(Map<String, Object> row) {
        return (Long) row.get("id");
    }
}
