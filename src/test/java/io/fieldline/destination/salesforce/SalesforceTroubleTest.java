package io.fieldline.destination.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sync.pair.Crm.Activity;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.sync.pair.WriteOutcome;
import io.fieldline.sync.pair.WriteOutcome.Gone;
import io.fieldline.sync.pair.WriteOutcome.Refused;
import io.fieldline.sync.pair.WriteOutcome.Written;
import io.fieldline.tenant.Secret;

class SalesforceTroubleTest {

    private SalesforceOrg org = SalesforceOrg.usual();

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void anExpiredSessionIsRenewedAndTheCallRepeated() {
        create("1");
        org.standIn.expireSessions();

        assertThat(create("2")).isInstanceOf(Written.class);
        assertThat(org.standIn.rows("Account")).hasSize(2);
    }

    @Test
    void aSessionThatIsRefusedAgainNeedsAPerson() {
        create("1");
        org.standIn.faults(FaultRates.parse("revoked-token=1"));

        assertThatThrownBy(() -> create("2")).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("401");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server-error", "connection-reset", "truncated-body", "html-unavailable", "html-body" })
    void aSalesforceInTroubleIsTriedLaterAndTheRepeatConverges(String fault) {
        create("1");
        org.standIn.faults(FaultRates.parse(fault + "=1"));

        assertThatThrownBy(() -> create("2")).isInstanceOf(RetryLaterException.class);

        org.standIn.faults(FaultRates.NONE);
        create("2");
        assertThat(org.standIn.rows("Account")).hasSize(2);
    }

    @Test
    void aDailyLimitThatIsUsedUpPausesTheOrg() {
        create("1");
        org.standIn.faults(FaultRates.parse("too-many-requests=1"));

        assertThatThrownBy(() -> create("2")).isInstanceOfSatisfying(RetryLaterException.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofMinutes(15)));
    }

    @Test
    void theLastCallsOfTheDayAreLeftToOthersUntilTheCountIsSeenToFall() {
        create("1");
        org.standIn.limit(1_000, 960);
        assertThatThrownBy(() -> create("2")).isInstanceOf(RetryLaterException.class);
        assertThat(org.crm.usage()).contains(new ApiUsage(961, 1_000));

        assertThatThrownBy(() -> create("2")).isInstanceOfSatisfying(RetryLaterException.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofMinutes(15)));

        org.standIn.limit(1_000, 100);
        org.pass(Duration.ofMinutes(16));
        assertThat(create("2")).isInstanceOf(Written.class);
        assertThat(org.standIn.rows("Account")).hasSize(2);
        assertThat(org.standIn.rows("Contact")).hasSize(2);
    }

    @Test
    void theProbeTellsAGoodConnectionFromABadOneAndShowsNoSecret() {
        SalesforceProbe probe = new SalesforceProbe(org.camel, () -> SalesforceOrg.START);

        assertThat(probe.problem(org.connection(Map.of()))).isEmpty();
        assertThat(probe.problem(org.connection(Map.of("clientSecret", Secret.literal("somebody-elses")))))
                .hasValueSatisfying(problem -> assertThat(problem).contains("invalid_client").doesNotContain("somebody-elses"));
        assertThat(probe.problem(org.connection(Map.of("apiVersion", "60"))))
                .hasValueSatisfying(problem -> assertThat(problem).contains("apiVersion"));
    }

    @Test
    void aRowThatMovesOnBetweenTheLookAndTheWriteIsNotWritten() {
        String id = org.standIn.create("Account", Map.of("Name", "Ada"));
        org.pass(Duration.ofSeconds(2));
        org.standIn.edit(id, Map.of("Phone", "of the office"));
        SalesforceConnectionComponent component = (SalesforceConnectionComponent) org.camel
                .getComponent("salesforce-acme-crm");
        SalesforceApi api = new SalesforceApi(component, SalesforceOptions.of(component.connection()),
                () -> SalesforceOrg.START);

        List<RowResult> results = new RowWriter(api).write(List.of(new RowWrite("Account", id, null,
                JsonNodeFactory.instance.objectNode().put("Phone", "ours"), SalesforceOrg.START, false)), "ST_Customer_Id__c");
        api.close();

        assertThat(results).singleElement().satisfies(result -> assertThat(result.status()).isEqualTo(412));
        assertThat(org.standIn.row(id).path("Phone").asText()).isEqualTo("of the office");
    }

    @Test
    void missingExternalIdFieldsAreNamedAndCreatedOnRequest() {
        org.close();
        org = new SalesforceOrg(SalesforceSettings.usual().withoutExternalIds(), Map.of(), Set.of());

        assertThat(org.crm.missing(false)).hasSize(3).first().asString().startsWith("Account has no field ST_Customer_Id__c");
        org.standIn.allowSetUp(false);
        assertThat(org.crm.missing(true)).hasSize(3).first().asString().contains("INSUFFICIENT_ACCESS");
        org.standIn.allowSetUp(true);
        assertThat(org.crm.missing(true)).isEmpty();
        assertThat(create("1")).isInstanceOf(Written.class);
    }

    @Test
    void anOrgWithoutPersonAccountsIsSaidToHaveNone() {
        org.close();
        org = new SalesforceOrg(SalesforceSettings.usual().withoutPersonAccounts(), Map.of("personAccounts", true), Set.of());

        assertThat(org.crm.missing(false)).singleElement().asString().contains("no Person Accounts");
    }

    @Test
    void eachActivityIsATaskOfItsOwnAndARepeatChangesIt() {
        String id = ((Written) create("1")).id();

        assertThat(org.crm.writeActivities(List.of(activity("job-1", id, "First"), activity("job-2", id, "Second"),
                activity("job-3", "001SB0000999999AAA", "Nobody's")))).satisfiesExactly(
                        first -> assertThat(first).isInstanceOf(Written.class),
                        second -> assertThat(second).isInstanceOf(Written.class),
                        third -> assertThat(third).isInstanceOf(Gone.class));
        assertThat(org.crm.writeActivities(List.of(activity("job-1", id, "First, corrected"))))
                .allMatch(Written.class::isInstance);

        assertThat(org.standIn.rows("Task")).extracting(task -> task.path("Subject").asText())
                .containsExactlyInAnyOrder("First, corrected", "Second");
        JsonNode task = org.standIn.rows("Task").get(0);
        assertThat(task.path("WhatId").asText()).isEqualTo(id);
        assertThat(task.path("WhoId").asText()).startsWith("003");
        assertThat(task.path("Status").asText()).isEqualTo("Completed");
    }

    @Test
    void anActivityWithAFieldThatIsNotThereIsRefused() {
        String id = ((Written) create("1")).id();
        Activity activity = new Activity("job-1", id, "1", SalesforceOrg.START, Map.of("Task.Nowhere", "x"));

        assertThat(org.crm.writeActivities(List.of(activity))).singleElement().isInstanceOfSatisfying(Refused.class,
                refused -> assertThat(refused.fields()).containsExactly("Task.Nowhere"));
    }

    private static Activity activity(String key, String record, String subject) {
        return new Activity(key, record, "1", SalesforceOrg.START, Map.of("Task.Subject", subject));
    }

    private WriteOutcome create(String otherId) {
        return org.crm.write(List.of(new SideWrite(null, otherId,
                Map.of("Account.Name", "Customer " + otherId, "Contact.LastName", "L"), null, null))).get(0);
    }
}
