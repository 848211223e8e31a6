package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;

/** Customers of the local ServiceTitan and accounts of the local Salesforce, through the service as its owner runs it. */
@Execution(ExecutionMode.CONCURRENT)
class SalesforceSyncIT {

    private static final String CUSTOMERS = "crm/customers";
    private static final String CUSTOMER_ID = "ST_Customer_Id__c";

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private SalesforceStandIn salesforce;
    private Installation installation;

    private void start(String more) {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(30).build());
        salesforce = SalesforceStandIn.start(SalesforceSettings.usual().withoutExternalIds());
        installation = new Installation(folder);
        installation.write("config/secrets/SALESFORCE_ID", SalesforceSettings.CLIENT_ID);
        installation.write("config/secrets/SALESFORCE_SECRET", SalesforceSettings.CLIENT_SECRET);
        installation.connection("salesforce: { type: salesforce, clientId: \"${secret:SALESFORCE_ID}\","
                + " clientSecret: \"${secret:SALESFORCE_SECRET}\"" + more + ", url: \"" + salesforce.url() + "\" }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(),
                "  applicationGuid: 6f9619ff-8b86-d011-b42d-00c04fc964ff", """
                          customer-to-salesforce: { connection: salesforce, every: 1s }
                          salesforce-to-customer: { connection: salesforce, every: 1s, provision: { Account.Type: Customer } }
                        """);
    }

    @AfterEach
    void stop() {
        installation.close();
        salesforce.close();
        serviceTitan.close();
    }

    @Test
    void keepsCustomersAndAccountsInStepInBothDirections() {
        start("");
        assertThat(installation.command("check").output()).contains(CUSTOMER_ID);
        FieldlineProcess fixed = installation.command("check", "--fix");
        assertThat(fixed.exitCode()).as(fixed.transcript()).isZero();

        FieldlineProcess service = installation.service();
        JsonNode customers = customers();
        long active = StreamSupport.stream(customers.spliterator(), false)
                .filter(customer -> customer.path("active").asBoolean()).count();
        await("every active customer has its account").atMost(Duration.ofSeconds(60)).untilAsserted(
                () -> assertThat(salesforce.rows("Account")).as(service.transcript()).hasSize((int) active));
        await("and its contact").atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(salesforce.rows("Contact")).as(service.transcript()).hasSize((int) active));
        staysAsItIs();

        String customer = active(customers);
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + CUSTOMERS,
                "{\"id\": " + customer + ", \"name\": \"Zoë 🌵 مريم\"}");
        await("a change in ServiceTitan reaches Salesforce").atMost(Duration.ofSeconds(20))
                .until(() -> account(customer).path("Name").asText(), "Zoë 🌵 مريم"::equals);

        salesforce.edit(account(customer).path("Id").asText(), Map.of("BillingCity", "Springfield"));
        await("a change in Salesforce reaches ServiceTitan").atMost(Duration.ofSeconds(20))
                .until(() -> row(customer).path("address").path("city").asText(), "Springfield"::equals);

        String fresh = salesforce.create("Account", Map.of("Name", "Hopper Labs", "Type", "Customer", "Phone", "(512) 555-0142",
                "BillingStreet", "1 Harbor Way", "BillingCity", "Austin", "BillingState", "TX", "BillingPostalCode", "78701"));
        await("a new account becomes a customer").atMost(Duration.ofSeconds(30))
                .until(() -> !salesforce.row(fresh).path(CUSTOMER_ID).asText("").isEmpty()
                        && !salesforce.row(fresh).path(CUSTOMER_ID).isNull());
        assertThat(row(salesforce.row(fresh).path(CUSTOMER_ID).asText()).path("name").asText()).isEqualTo("Hopper Labs");
        staysAsItIs();
        assertThat(salesforce.rows("Account")).hasSize((int) active + 1);
        assertThat(installation.command("conflicts", "list", "--tenant", "acme").output()).contains("No conflicts.");
    }

    @Test
    void aResidentialCustomerIsAPersonAccountWhereTheOrgUsesThem() {
        start(", personAccounts: true");
        assertThat(installation.command("check", "--fix").exitCode()).isZero();
        FieldlineProcess synced = installation.command("backfill", "customer-to-salesforce", "--tenant", "acme");
        assertThat(synced.exitCode()).as(synced.transcript()).isZero();

        List<JsonNode> active = StreamSupport.stream(customers().spliterator(), false)
                .filter(customer -> customer.path("active").asBoolean()).toList();
        assertThat(active).extracting(customer -> customer.path("type").asText()).contains("Residential");
        for (JsonNode customer : active) {
            JsonNode account = account(customer.path("id").asText());
            assertThat(account.path("IsPersonAccount").asBoolean()).as(account.toString())
                    .isEqualTo(customer.path("type").asText().equals("Residential"));
            assertThat(account.path("Name").asText()).isEqualTo(customer.path("name").asText());
        }
        installation.service();
        staysAsItIs();
    }

    /** Nothing is written in either system any more. */
    private void staysAsItIs() {
        await("what is under way").pollDelay(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> true);
        List<ObjectNode> accounts = salesforce.rows("Account");
        List<ObjectNode> contacts = salesforce.rows("Contact");
        JsonNode truth = serviceTitan.control("GET", "truth?tenant=1001");
        await("some polls").pollDelay(Duration.ofSeconds(4)).atMost(Duration.ofSeconds(10)).until(() -> true);
        assertThat(salesforce.rows("Account")).isEqualTo(accounts);
        assertThat(salesforce.rows("Contact")).isEqualTo(contacts);
        assertThat(serviceTitan.control("GET", "truth?tenant=1001")).isEqualTo(truth);
    }

    private JsonNode customers() {
        return serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + CUSTOMERS);
    }

    private static String active(JsonNode customers) {
        return StreamSupport.stream(customers.spliterator(), false).filter(customer -> customer.path("active").asBoolean())
                .findFirst().orElseThrow().path("id").asText();
    }

    private JsonNode row(String customer) {
        Optional<JsonNode> found = StreamSupport.stream(customers().spliterator(), false)
                .filter(row -> row.path("id").asText().equals(customer)).findFirst();
        return found.orElseThrow(() -> new AssertionError("no customer " + customer));
    }

    private JsonNode account(String customer) {
        return salesforce.rows("Account").stream().filter(row -> row.path(CUSTOMER_ID).asText().equals(customer)).findFirst()
                .orElseThrow();
    }
}
