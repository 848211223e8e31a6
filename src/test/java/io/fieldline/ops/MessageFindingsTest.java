package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.destination.hubspot.EnrollmentTrigger;
import io.fieldline.messaging.MessageLinks;
import io.fieldline.messaging.MessageWriting;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.outreach.Mode;
import io.fieldline.outreach.writeback.WriteBack;
import io.fieldline.outreach.writeback.WriteBack.Kind;
import io.fieldline.outreach.writeback.WriteBack.State;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.MessageSettings;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.Tenant;

class MessageFindingsTest {

    private static final Instant NOON = Instant.parse("2026-06-01T17:00:00Z");

    @TempDir
    Path temporary;

    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.fixed(NOON));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<String> troubled = List.of();

    private MessageSettings messages = MessageSettings.DEFAULT;

    private List<Finding> findings(Map<String, Object> settings, Mode mode) {
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("UTC"), null,
                Map.of("sms", new Connection("sms", "twilio",
                        Map.of("callbackUrl", "https://hooks.acme.example/webhooks/twilio/acme/sms", "authToken",
                                Secret.literal("t"))),
                        "unsigned", new Connection("unsigned", "twilio",
                                Map.of("callbackUrl", "https://hooks.acme.example/webhooks/twilio/acme/unsigned")),
                        "lost",
                        new Connection("lost", "twilio", Map.of("callbackUrl", "https://hooks.acme.example/twilio")), "silent",
                        new Connection("silent", "twilio", Map.of()), "email", new Connection("email", "sendgrid", Map.of()),
                        "crm", new Connection("crm", "hubspot", Map.of())),
                Map.of("flow", new FlowSettings("flow", Duration.ofMinutes(1), settings)), messages);
        return new MessageFindings(Set.of("twilio", "sendgrid"), (tenant, flow) -> Optional.ofNullable(mode),
                store.writeBacks(), new MessageFindings.Enrollments() {

                    @Override
                    public String trigger(Map<String, ?> properties) {
                        return EnrollmentTrigger.sentence(properties);
                    }

                    @Override
                    public List<String> missing(Connection connection, Map<String, ?> properties) {
                        return List.of(connection.name() + " has no list " + properties.get("list"));
                    }

                    @Override
                    public List<String> troubled(String tenant) {
                        return troubled;
                    }
                }).of(acme);
    }

    @Test
    void aWorkflowThatIsNotNamedAndContactsThatAreStillInOneAreProblems() {
        troubled = List.of("HubSpot is away", "HubSpot was away");
        assertThat(findings(Map.of("connection", "crm", "enrollment", Map.of()), Mode.LIVE))
                .filteredOn(finding -> finding.level() == Level.PROBLEM).extracting(Finding::text).containsExactly(
                        "flows.flow.enrollment must name the list or the property that HubSpot's workflow waits for",
                        "2 contacts could not be let go by a workflow yet; the newest: HubSpot is away");
    }

    @Test
    void aTenantWithoutMessagesIsToldNothing() {
        assertThat(findings(Map.of("connection", "crm", "text", "sms and more"), Mode.LIVE)).isEmpty();
    }

    @Test
    void aTenantWithMessagesIsWarnedOfServiceTitansOwnAndToldTheMode() {
        assertThat(findings(Map.of("connection", "sms"), Mode.PREVIEW)).extracting(Finding::what, Finding::level)
                .containsExactly(tuple("messages", Level.WARNING), tuple("mode of flow", Level.OK),
                        tuple("callbacks of sms", Level.OK));
        assertThat(findings(Map.of("connection", "sms"), Mode.PREVIEW)).extracting(Finding::text)
                .anyMatch(text -> text.contains("ServiceTitan's own notifications") && text.contains("flow"))
                .anyMatch(text -> text.startsWith("preview: nothing is sent"));
        assertThat(findings(Map.of("connection", "sms"), Mode.REDIRECT).get(1).text()).startsWith("redirect: everything goes");
        assertThat(findings(Map.of("connection", "sms"), Mode.LIVE).get(1).text()).startsWith("live: customers");
    }

    @Test
    void whoHasADomainForLinksIsToldWhichPathsMustReachFieldlineThere() {
        MessageSettings usual = MessageSettings.DEFAULT;
        messages = new MessageSettings(usual.mode(), Map.of(), usual.country(), usual.from(), usual.until(),
                usual.textsPhones(), Optional.empty(), Optional.empty(), Optional.of("links.acme.example"), Map.of(),
                usual.language(), Optional.empty(), true);
        assertThat(findings(Map.of("connection", "sms"), Mode.LIVE)).filteredOn(finding -> finding.what().startsWith("links"))
                .singleElement().satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Level.OK);
                    assertThat(finding.text()).contains("links.acme.example", MessageLinks.PATH, MessageWriting.UNSUBSCRIBE);
                });
    }

    @Test
    void aCallbackThatCannotReachFieldlineIsAProblemAndAMissingOneAWarning() {
        assertThat(findings(Map.of("connections", Map.of("arrived", "lost", "booked", List.of("silent", "email", "unsigned"))),
                null))
                .filteredOn(finding -> finding.what().startsWith("callbacks")).extracting(Finding::what, Finding::level)
                .containsExactly(tuple("callbacks of email", Level.WARNING), tuple("callbacks of lost", Level.PROBLEM),
                        tuple("callbacks of silent", Level.WARNING), tuple("callbacks of unsigned", Level.WARNING));
    }

    @Test
    void theWorkflowsTriggerIsNamedWithWhatTheAccountLacks() {
        List<Finding> findings = findings(Map.of("connection", "crm", "enrollment", Map.of("list", "123")), null);

        assertThat(findings).filteredOn(finding -> finding.what().equals("workflow of flow"))
                .extracting(Finding::level, Finding::text)
                .containsExactly(
                        tuple(Level.OK, "the workflow's enrolment trigger must be: contact is a member of the static list 123;"
                                + " it must end, or unenrol, when the contact leaves that list"),
                        tuple(Level.PROBLEM, "crm has no list 123"));
        assertThat(EnrollmentTrigger.sentence(Map.of("st_renewal", "due", "st_plan", "Gold")))
                .contains("property st_plan is Gold and the contact's property st_renewal is due");
    }

    @Test
    void whatServiceTitanCouldNotBeToldIsAProblem() {
        store.writeBacks().want(new WriteBack("acme", Kind.OPT_OUT, "+13125550142", true, 1, State.WAITING, NOON, 3, Map.of(),
                "scope tn.crm.customers:w is missing", NOON));

        assertThat(findings(Map.of("connection", "sms"), null)).filteredOn(finding -> finding.level() == Level.PROBLEM)
                .singleElement().satisfies(finding -> assertThat(finding.text()).contains("1 opt-outs or notes",
                        "tn.crm.customers:w is missing").doesNotContain("+1312"));
    }
}
