package io.fieldline.destination.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.delivery.PathPrefixProxy;
import io.fieldline.delivery.ProviderCalls;
import io.fieldline.delivery.ScriptedProvider;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.outreach.ChannelKind;
import io.fieldline.outreach.EnrollmentChannel.Release;
import io.fieldline.outreach.Handover;
import io.fieldline.outreach.MessageChannel.LostAnswer;
import io.fieldline.outreach.OutgoingMessage;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.tenant.Connection;

class HubSpotEnrollmentTest {

    private static final String EMAIL = "ada+home@customer.example";

    private final HandClock clock = new HandClock();
    private final HubSpotStandIn hubSpot = HubSpotStandIn.start(HubSpotSettings.usual().withoutLimits(), clock);
    private final HubSpotEnrollment enrollment = enrollment(hubSpot.url().toString(), HubSpotSettings.TOKEN);
    private final String contact = contact();

    private String contact() {
        for (String name : List.of("st_membership_status", "st_membership_value")) {
            hubSpot.addProperty("contacts", new JsonMapper().createObjectNode().put("name", name).put("label", name)
                    .put("type", "string").put("fieldType", "text").put("groupName", "contactinformation"));
        }
        return hubSpot.create("contacts", Map.of("email", EMAIL, "firstname", "Ada"));
    }

    @AfterEach
    void stop() {
        hubSpot.close();
    }

    @Test
    void aContactIsEnrolledByAPropertyThatItsWorkflowWaitsFor() {
        assertThat(enrollment.kind()).isEqualTo(ChannelKind.ENROLLMENT);
        assertThat(enrollment.handOver(message(contact, Map.of("st_membership_status", "expiring"))))
                .isEqualTo(new Handover.Accepted(contact));
        assertThat(hubSpot.rows("contacts").get(contact)).containsEntry("st_membership_status", "expiring");
    }

    @Test
    void aContactIsFoundByItsEmail() {
        assertThat(enrollment.handOver(message(EMAIL, Map.of("st_membership_status", "renewed"))))
                .isEqualTo(new Handover.Accepted(contact));
        assertThat(hubSpot.rows("contacts").get(contact)).containsEntry("st_membership_status", "renewed");
    }

    @Test
    void everyRequestGoesBelowThePathOfTheUrl() {
        OutgoingMessage message = message(EMAIL, Map.of("st_membership_status", "renewed"));
        try (PathPrefixProxy proxy = new PathPrefixProxy(hubSpot.url(), body -> body)) {
            HubSpotEnrollment below = enrollment(proxy.url(), HubSpotSettings.TOKEN);

            assertThat(below.handOver(message)).isEqualTo(new Handover.Accepted(contact));
            assertThat(below.find(message)).contains(new Handover.Accepted(contact));
            assertThat(new HubSpotProbe(clock).problem(new Connection("hubspot", HubSpotConnectionType.NAME,
                    Map.of("token", HubSpotSettings.TOKEN, "url", proxy.url())))).isEmpty();
        }
    }

    @Test
    void aContactIsPutOnAStaticListOnceAndTakenOffIt() {
        String list = hubSpot.createList("Renewals", "MANUAL");
        Map<String, Object> on = Map.of(HubSpotEnrollment.LIST, list);
        Map<String, Object> off = Map.of(HubSpotEnrollment.LIST, list, HubSpotEnrollment.MEMBER, false);

        assertThat(enrollment.handOver(message(EMAIL, on))).isEqualTo(new Handover.Accepted(contact));
        assertThat(enrollment.handOver(message(EMAIL, on))).isEqualTo(new Handover.Accepted(contact));
        assertThat(hubSpot.listMembers(list)).containsExactly(contact);
        assertThat(enrollment.handOver(message(contact, off))).isEqualTo(new Handover.Accepted(contact));
        assertThat(hubSpot.listMembers(list)).isEmpty();
    }

    @Test
    void aContactIsLetGoByItsPropertyAndByItsList() {
        String list = hubSpot.createList("Renewals", "MANUAL");
        Map<String, Object> property = Map.of("st_membership_status", "expiring", "ended", "over");
        enrollment.handOver(message(contact, property));
        enrollment.handOver(message(contact, Map.of(HubSpotEnrollment.LIST, list)));
        assertThat(hubSpot.rows("contacts").get(contact)).doesNotContainKey("ended");

        assertThat(enrollment.end(EMAIL, property)).isEqualTo(Release.RELEASED);
        assertThat(enrollment.end(contact, property)).as("again").isEqualTo(Release.RELEASED);
        assertThat(hubSpot.rows("contacts").get(contact)).containsEntry("st_membership_status", "over");
        assertThat(enrollment.end(contact, Map.of(HubSpotEnrollment.LIST, list))).isEqualTo(Release.RELEASED);
        assertThat(enrollment.end(contact, Map.of(HubSpotEnrollment.LIST, list))).as("again").isEqualTo(Release.RELEASED);
        assertThat(hubSpot.listMembers(list)).isEmpty();
    }

    @Test
    void aPropertyIsEmptiedWhereNoEndIsGivenAndLeftWhereSomebodyElseChangedIt() {
        Map<String, Object> two = Map.of("st_membership_status", "expiring", "st_membership_value", "250");
        enrollment.handOver(message(contact, two));
        hubSpot.edit("contacts", contact, Map.of("st_membership_value", "300"));

        assertThat(enrollment.end(contact, two)).isEqualTo(Release.RELEASED);

        assertThat(hubSpot.rows("contacts").get(contact)).containsEntry("st_membership_value", "300")
                .doesNotContainEntry("st_membership_status", "expiring");
        hubSpot.edit("contacts", contact, Map.of("st_membership_status", "vip"));
        assertThat(enrollment.end(contact, two)).isEqualTo(Release.NOTHING_LEFT);
        assertThat(hubSpot.rows("contacts").get(contact)).containsEntry("st_membership_status", "vip");
        hubSpot.archive("contacts", contact);
        assertThat(enrollment.end(contact, two)).isEqualTo(Release.NOTHING_LEFT);
    }

    @Test
    void aContactCountsAsLetGoOnlyWhenHubSpotShowsIt() throws Exception {
        Map<String, Object> property = Map.of("st_membership_status", "expiring");
        enrollment.handOver(message(contact, property));
        hubSpot.faults(FaultRates.parse("server-error=1"));
        assertThatThrownBy(() -> enrollment.end(contact, property)).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("could not be let go");
        hubSpot.faults(FaultRates.NONE);
        String enrolled = "{\"id\":\"1\",\"properties\":{\"st_membership_status\":\"expiring\"}}";
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.json(200, enrolled), Answer.json(200, "{}"),
                Answer.json(200, enrolled))) {
            assertThatThrownBy(() -> enrollment(provider.url().toString(), "pat").end("1", property))
                    .isInstanceOf(RetryLaterException.class).hasMessageContaining("shows other values");
        }
    }

    @Test
    void anEndThatLooksLikeTheBeginningIsOurOwnMistake() {
        assertThatThrownBy(() -> enrollment.handOver(message(contact, Map.of("st_membership_status", "x", "ended", "x"))))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("could not tell the two apart");
    }

    @Test
    void aListThatFillsItselfIsNoTrigger() {
        String list = hubSpot.createList("Smart", "DYNAMIC");

        assertThatThrownBy(() -> enrollment.handOver(message(EMAIL, Map.of(HubSpotEnrollment.LIST, list))))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("static list");
        assertThatThrownBy(() -> enrollment.handOver(message(EMAIL, Map.of(HubSpotEnrollment.LIST, "99"))))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("no list 99");
    }

    @Test
    void anEnrolmentWithoutATriggerIsOurOwnMistake() {
        assertThatThrownBy(() -> enrollment.handOver(message(EMAIL, Map.of()))).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("neither a list nor a property");
        assertThatThrownBy(() -> enrollment.handOver(message(EMAIL, Map.of(HubSpotEnrollment.LIST, "Renewals"))))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("number");
    }

    @Test
    void aContactThatIsNotThereAndAPropertyThatIsNotThereAreRefused() {
        assertThat(enrollment.handOver(message("nobody@customer.example", Map.of("st_membership_status", "x"))))
                .isInstanceOf(Handover.Refused.class);
        assertThat(enrollment.handOver(message(contact, Map.of("st_nothing", "x")))).isInstanceOfSatisfying(
                Handover.Refused.class, refused -> assertThat(refused.code()).isEqualTo("400"));
    }

    @Test
    void aLostAnswerIsOpenUntilTheContactIsLookedAt() {
        OutgoingMessage message = message(contact, Map.of("st_membership_value", "250"));
        assertThat(enrollment.lostAnswer()).isEqualTo(LostAnswer.IS_LOOKED_FOR);
        hubSpot.faults(FaultRates.parse("connection-reset=1"));
        assertThat(enrollment.handOver(message)).isInstanceOf(Handover.Uncertain.class);
        assertThat(enrollment.find(message)).isEmpty();

        hubSpot.faults(FaultRates.NONE);
        assertThat(enrollment.find(message)).contains(new Handover.Accepted(contact));
        assertThat(enrollment.find(message(contact, Map.of("st_membership_value", "300"))))
                .hasValueSatisfying(found -> assertThat(found).isInstanceOf(Handover.NotTaken.class));
    }

    @Test
    void membershipOfAListIsLookedUp() {
        String list = hubSpot.createList("Renewals", "MANUAL");
        OutgoingMessage on = message(EMAIL, Map.of(HubSpotEnrollment.LIST, list));

        assertThat(enrollment.find(on)).hasValueSatisfying(found -> assertThat(found).isInstanceOf(Handover.NotTaken.class));
        enrollment.handOver(on);
        assertThat(enrollment.find(on)).contains(new Handover.Accepted(contact));
    }

    @Test
    void limitsAreNotTakenServerErrorsAreOpenAndBadTokensAreForAPerson() {
        OutgoingMessage message = message(contact, Map.of("st_membership_status", "x"));
        hubSpot.faults(FaultRates.parse("too-many-requests=1"));
        assertThat(enrollment.handOver(message)).isInstanceOfSatisfying(Handover.NotTaken.class,
                notTaken -> assertThat(notTaken.retryAfter()).contains(Duration.ofSeconds(10)));
        hubSpot.faults(FaultRates.parse("server-error=1"));
        assertThat(enrollment.handOver(message)).isInstanceOf(Handover.Uncertain.class);
        hubSpot.faults(FaultRates.NONE);
        assertThatThrownBy(() -> enrollment(hubSpot.url().toString(), "pat-wrong").handOver(message))
                .isInstanceOf(TenantUnavailableException.class).hasMessageNotContaining("pat-wrong");
        assertThat(enrollment(ScriptedProvider.nobody().toString(), "pat").handOver(message))
                .isInstanceOf(Handover.NotTaken.class);
    }

    @Test
    void anAnswerThatShowsAnotherValueIsNoSuccess() throws Exception {
        try (ScriptedProvider provider = ScriptedProvider.answering(Answer.json(200, "{\"id\":\"1\",\"properties\":{}}"),
                Answer.html(200))) {
            HubSpotEnrollment scripted = enrollment(provider.url().toString(), "pat");
            OutgoingMessage message = message("1", Map.of("st_membership_status", "x"));

            assertThat(scripted.handOver(message)).isInstanceOf(Handover.Uncertain.class);
            assertThat(scripted.handOver(message)).isInstanceOf(Handover.Uncertain.class);
        }
    }

    @Test
    void checkNamesTheTriggerThatTheWorkflowMustHave() {
        String dynamic = hubSpot.createList("Smart", "DYNAMIC");
        String fixed = hubSpot.createList("Renewals", "MANUAL");

        assertThat(enrollment.missing(List.of("st_membership_status"), List.of(fixed))).isEmpty();
        assertThat(enrollment.missing(List.of("st_nothing"), List.of(dynamic, "77"))).satisfiesExactly(
                property -> assertThat(property).contains("st_nothing", "trigger"),
                list -> assertThat(list).contains("list " + dynamic, "static list"),
                list -> assertThat(list).contains("no list 77"));
    }

    private HubSpotEnrollment enrollment(String url, String token) {
        Map<String, Object> options = new HashMap<>(Map.of("token", token, "url", url, "callsPerTenSeconds", 1_000_000L));
        return new HubSpotEnrollment(new EnrollmentCalls(new Connection("hubspot", HubSpotConnectionType.NAME, options),
                new ProviderCalls(Duration.ofSeconds(2)), clock));
    }

    private static OutgoingMessage message(String recipient, Map<String, Object> properties) {
        return new OutgoingMessage("t1", ChannelKind.ENROLLMENT, recipient, "", Optional.empty(), "", Optional.empty(),
                Optional.empty(), "renewal", properties, Duration.ofDays(1), Instant.EPOCH);
    }
}
