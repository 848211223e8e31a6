package io.fieldline.servicetitan.visit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.SyncException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.ContactFacts;
import io.fieldline.outreach.MessageKey;
import io.fieldline.outreach.MessageKind;
import io.fieldline.outreach.MessageRequest;
import io.fieldline.outreach.Standing;
import io.fieldline.outreach.Standing.Stands;
import io.fieldline.outreach.Standing.Stopped;
import io.fieldline.outreach.StopCheck;
import io.fieldline.outreach.Subject;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class JobStandingTest {

    private static final String JOB = "50000002";

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final FixedTenants tenants = new FixedTenants();
    private final StopCheck stops = new VisitStandings(
            new Offices(tenants, sandbox.client(), Catalog.load(), Clock.systemUTC()), Clock.systemUTC());
    private Map<String, Object> job;

    @BeforeEach
    void complete() {
        settings(Map.of());
        change("{}");
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void readsThePeopleTheirContactsAndTheJob() {
        Stands stands = (Stands) look("review-request", MessageKind.MARKETING);

        Map<String, Object> customer = sandbox.rows("crm", "customers", job.get("customerId").toString()).get(0);
        ContactFacts facts = stands.facts();
        assertThat(facts.customer().id()).isEqualTo(job.get("customerId"));
        assertThat(facts.customer().name()).isEqualTo(customer.get("name"));
        assertThat(facts.customer().contacts()).hasValueSatisfying(
                contacts -> assertThat(contacts).extracting("type").contains("MobilePhone", "Email"));
        assertThat(facts.location()).hasValueSatisfying(location -> {
            assertThat(location.id()).isEqualTo(job.get("locationId"));
            assertThat(location.contacts()).hasValueSatisfying(contacts -> assertThat(contacts).isNotEmpty());
            assertThat(location.address().zip()).isNotEmpty();
        });
        assertThat(facts.job()).hasValueSatisfying(one -> assertThat(one.notificationsEnabled()).contains(true));
        assertThat(stands.values()).containsEntry("jobNumber", job.get("jobNumber"))
                .containsEntry("jobType",
                        sandbox.rows("jpm", "job-types", job.get("jobTypeId").toString()).get(0).get("name"))
                .containsEntry("completed", Instant.parse("2026-06-01T13:00:00Z"));
    }

    @Test
    void namesWhoIsAssignedAndNobodyWhoIsNotAnyMore() {
        Object visit = job.get("lastAppointmentId");
        for (Map<String, Object> assigned : assignments()) {
            sandbox.office("dispatch/appointment-assignments", "{\"id\": " + assigned.get("id") + ", \"active\": false}");
        }
        assertThat(((Stands) look("review-request", MessageKind.MARKETING)).values()).doesNotContainKey("technicianName");

        assign(visit, "Grace Hopper");
        assign(visit, "Omar Khayyam");
        assertThat(((Stands) look("review-request", MessageKind.MARKETING)).values())
                .containsEntry("technicianName", "Grace Hopper").containsEntry("technicianFirstName", "Grace")
                .containsEntry("technicianNames", "Grace Hopper, Omar Khayyam");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"jobStatus": "Canceled"}   | review-request | MARKETING | job-cancelled
            {"jobStatus": "Canceled"}   | job-completed  | VISIT     | job-cancelled
            {"jobStatus": "InProgress"} | review-request | MARKETING | job-reopened
            {"jobStatus": "InProgress"} | job-completed  | VISIT     | job-reopened
            {"jobStatus": "Completed"}  | job-cancelled  | VISIT     | job-resumed
            {"recallForId": 50000001}   | review-request | MARKETING | recall
            {"noCharge": true}          | review-request | MARKETING | no-charge
            {"customerId": 7}           | review-request | MARKETING | customer-gone
            {"locationId": 7}           | review-request | MARKETING | location-gone
            """)
    void stopsWhatThereIsNoReasonForAnyMore(String fields, String event, MessageKind kind, String condition) {
        change(fields);
        assertThat(look(event, kind)).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.condition()).isEqualTo(condition));
    }

    @Test
    void aRecallIsToldOfLikeAnyOtherVisit() {
        change("{\"recallForId\": 50000001, \"noCharge\": true}");
        assertThat(look("job-completed", MessageKind.VISIT)).isInstanceOf(Stands.class);
    }

    @Test
    void leavesOutJobTypesAndTagsByIdAndByName() {
        Object type = job.get("jobTypeId");
        String name = sandbox.rows("jpm", "job-types", type.toString()).get(0).get("name").toString();
        long tag = sandbox.office("settings/tag-types", "{\"name\": \"Do not ask\"}").path("id").asLong();

        settings(Map.of("excludedJobTypes", List.of(type.toString())));
        assertThat(condition()).isEqualTo("excluded-job-type");
        settings(Map.of("excludedJobTypes", List.of(name.toUpperCase(Locale.ROOT))));
        assertThat(condition()).isEqualTo("excluded-job-type");

        settings(Map.of("excludedTags", List.of("do not ask")));
        change("{\"tagTypeIds\": []}");
        sandbox.office("crm/customers", "{\"id\": " + job.get("customerId") + ", \"tagTypeIds\": []}");
        assertThat(look("review-request", MessageKind.MARKETING)).isInstanceOf(Stands.class);
        change("{\"tagTypeIds\": [" + tag + "]}");
        assertThat(condition()).isEqualTo("excluded-tag");
        change("{\"tagTypeIds\": []}");
        sandbox.office("crm/customers", "{\"id\": " + job.get("customerId") + ", \"tagTypeIds\": [" + tag + "]}");
        assertThat(condition()).isEqualTo("excluded-tag");
    }

    @Test
    void aTagThatNobodyKnowsIsNotOverlooked() {
        settings(Map.of("excludedTags", List.of("Do nut ask")));
        sandbox.office("settings/tag-types", "{\"name\": \"Do not ask\"}");
        assertThatThrownBy(this::condition).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("flow review-request-sms: excludedTags: there is no tag \"Do nut ask\"")
                .hasMessageContaining("did you mean Do not ask?");
    }

    @Test
    void aPushGoesToTheTokenInTheCustomersFieldThatTheConnectionNames() {
        long type = (Long) sandbox.rows("crm", "customers", job.get("customerId").toString()).get(0).get("id");
        long field = sandbox.office("crm/customers/custom-fields", "{\"name\": \"Device token\", \"dataType\": \"Text\"}")
                .path("id").asLong();
        push("device TOKEN");
        assertThat(((Stands) push()).facts().addresses()).isEmpty();

        sandbox.office("crm/customers", "{\"id\": " + type + ", \"customFields\": [{\"typeId\": " + field
                + ", \"name\": \"Device token\", \"value\": \"abc:DEF\"}]}");
        assertThat(((Stands) push()).facts().addresses()).isEqualTo(Map.of(ChannelKind.PUSH, "abc:DEF"));
        push(Long.toString(field));
        assertThat(((Stands) push()).facts().addresses()).isEqualTo(Map.of(ChannelKind.PUSH, "abc:DEF"));
        push("Devise token");
        assertThatThrownBy(this::push).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("connections.app.tokenField: customers have no custom field \"Devise token\"")
                .hasMessageContaining("did you mean Device token?");
    }

    @Test
    void whatCannotBeReadIsNeverTakenForConsent() {
        sandbox.fault("server-error=1");
        assertThatThrownBy(() -> look("review-request", MessageKind.MARKETING)).isInstanceOf(SyncException.class);
    }

    private String condition() {
        return ((Stopped) look("review-request", MessageKind.MARKETING)).condition();
    }

    private Standing look(String event, MessageKind kind) {
        Instant now = Instant.parse("2026-06-01T14:00:00Z");
        return stops.look(new MessageRequest(
                new MessageKey("acme", "review-request-sms", event, Subject.of("job", Long.parseLong(JOB))), kind,
                ChannelKind.SMS, "texts", event, (Long) job.get("customerId"), OptionalLong.empty(), now, now, Map.of()));
    }

    private Standing push() {
        Instant now = Instant.parse("2026-06-01T14:00:00Z");
        return stops.look(new MessageRequest(
                new MessageKey("acme", "review-request-sms", "job-completed", Subject.of("job", Long.parseLong(JOB))),
                MessageKind.VISIT, ChannelKind.PUSH, "app", "job-completed", (Long) job.get("customerId"),
                OptionalLong.empty(), now, now, Map.of()));
    }

    private void push(String tokenField) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(),
                Map.of("app", new Connection("app", "push", Map.of("tokenField", tokenField))), Map.of()));
    }

    private void settings(Map<String, Object> settings) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(),
                Map.of("review-request-sms", new FlowSettings("review-request-sms", Duration.ofMinutes(1), settings))));
    }

    private void change(String fields) {
        String completed = "{\"id\": " + JOB
                + ", \"jobStatus\": \"Completed\", \"completedOn\": \"2026-06-01T13:00:00Z\"";
        sandbox.office("jpm/jobs", fields.equals("{}") ? completed + "}" : completed + ", " + fields.substring(1));
        job = sandbox.rows("jpm", "jobs", JOB).get(0);
    }

    private List<Map<String, Object>> assignments() {
        return new Office(sandbox.account(), sandbox.client(), Catalog.load(), Clock.systemUTC()).rows("dispatch",
                "appointment-assignments", "jobId", Long.parseLong(JOB), "jobId");
    }

    private void assign(Object visit, String name) {
        sandbox.office("dispatch/appointment-assignments", "{\"jobId\": " + JOB + ", \"appointmentId\": " + visit
                + ", \"technicianId\": 1, \"technicianName\": \"" + name + "\", \"status\": \"Done\", \"isPaused\": false}");
    }
}
