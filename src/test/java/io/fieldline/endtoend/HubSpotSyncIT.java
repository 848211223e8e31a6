package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;

/** Customers of the local ServiceTitan and contacts of the local HubSpot, through the service as its owner runs it. */
@Execution(ExecutionMode.CONCURRENT)
class HubSpotSyncIT {

    private static final String CUSTOMERS = "crm/customers";

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private HubSpotStandIn hubSpot;
    private Installation installation;

    private void start(String object) {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(30).build());
        hubSpot = HubSpotStandIn.start(HubSpotSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
        installation.connection("hubspot: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", object: " + object + ", url: \""
                + hubSpot.url() + "\" }");
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(),
                "  applicationGuid: 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                """
                          customer-to-hubspot: { connection: hubspot, every: 1s }
                          hubspot-to-customer: { connection: hubspot, every: 1s, provision: { %s.lifecyclestage: customer } }
                        """.formatted(object));
    }

    @AfterEach
    void stop() {
        installation.close();
        hubSpot.close();
        serviceTitan.close();
    }

    @Test
    void keepsCustomersAndContactsInStepInBothDirections() {
        start("contact");
        assertThat(installation.command("check").output()).contains("st_customer_id");
        FieldlineProcess fixed = installation.command("check", "--fix");
        assertThat(fixed.exitCode()).as(fixed.transcript()).isZero();

        looksBeforeItWrites();

        FieldlineProcess service = installation.service();
        JsonNode customers = serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + CUSTOMERS);
        long active = StreamSupport.stream(customers.spliterator(), false)
                .filter(customer -> customer.path("active").asBoolean()).count();
        await("every active customer has its contact").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hubSpot.rows("contacts")).as(service.transcript()).hasSize((int) active));
        staysAsItIs();

        String customer = active(customers);
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + CUSTOMERS,
                "{\"id\": " + customer + ", \"name\": \"Zoë 🌵 مريم\"}");
        await("a change in ServiceTitan reaches HubSpot").atMost(Duration.ofSeconds(20))
                .until(() -> contact(customer).get("lastname"), "مريم"::equals);

        hubSpot.edit("contacts", id(customer), Map.of("city", "Springfield"));
        await("a change in HubSpot reaches ServiceTitan").atMost(Duration.ofSeconds(20))
                .until(() -> row(customer).path("address").path("city").asText(), "Springfield"::equals);

        String fresh = hubSpot.create("contacts",
                Map.of("firstname", "Grace", "lastname", "Hopper", "email", "grace@example.com",
                        "address", "1 Harbor Way", "city", "Austin", "state", "TX", "zip", "78701", "lifecyclestage",
                        "customer"));
        await("a new contact becomes a customer").atMost(Duration.ofSeconds(30))
                .until(() -> hubSpot.rows("contacts").get(fresh).get("st_customer_id") != null);
        JsonNode created = row(hubSpot.rows("contacts").get(fresh).get("st_customer_id"));
        assertThat(created.path("name").asText()).isEqualTo("Grace Hopper");
        assertThat(hubSpot.rows("contacts")).hasSize((int) active + 1);
        staysAsItIs();
        assertThat(installation.command("conflicts", "list", "--tenant", "acme").output()).contains("No conflicts.");
    }

    @Test
    void aCustomerIsACompanyWithItsContactWhereTheConnectionKeepsCompanies() {
        start("company");
        FieldlineProcess fixed = installation.command("check", "--fix");
        assertThat(fixed.exitCode()).as(fixed.transcript()).isZero();
        FieldlineProcess service = installation.service();
        JsonNode customers = serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + CUSTOMERS);
        long active = StreamSupport.stream(customers.spliterator(), false)
                .filter(customer -> customer.path("active").asBoolean()).count();
        await("every active customer has its company").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(hubSpot.rows("companies")).as(service.transcript()).hasSize((int) active));
        await("and its contact").atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(hubSpot.rows("contacts")).as(service.transcript()).hasSize((int) active));

        String customer = active(customers);
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + CUSTOMERS,
                "{\"id\": " + customer + ", \"name\": \"Zoë 🌵 مريم\"}");
        await("a change in ServiceTitan reaches the company and its contact").atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> {
                    assertThat(company(customer).getValue()).as(service.transcript()).containsEntry("name", "Zoë 🌵 مريم");
                    assertThat(contact(customer)).containsEntry("lastname", "مريم");
                });
        assertThat(hubSpot.associated("companies", company(customer).getKey(), "contacts")).containsExactly(id(customer));

        hubSpot.edit("companies", company(customer).getKey(), Map.of("city", "Springfield"));
        await("a change of the company reaches ServiceTitan").atMost(Duration.ofSeconds(20))
                .until(() -> row(customer).path("address").path("city").asText(), "Springfield"::equals);

        String fresh = hubSpot.create("companies", Map.of("name", "Hopper Labs", "address", "1 Harbor Way", "city", "Austin",
                "state", "TX", "zip", "78701", "lifecyclestage", "customer"));
        await("a new company becomes a customer").atMost(Duration.ofSeconds(30))
                .until(() -> hubSpot.rows("companies").get(fresh).get("st_customer_id") != null);
        assertThat(row(hubSpot.rows("companies").get(fresh).get("st_customer_id")).path("name").asText())
                .isEqualTo("Hopper Labs");
        staysAsItIs();
        assertThat(installation.verb("conflicts", new JsonMapper().createObjectNode().put("tenant", "acme")).path("rows"))
                .isEmpty();
    }

    private void looksBeforeItWrites() {
        String preview = installation.command("preview", "customer-to-hubspot", "--tenant", "acme", "--limit", "3").output();
        assertThat(preview).contains("create in the CRM", "contact.lastname",
                "Of 3 looked at: 3 to create, 0 to change, 0 to leave, 0 to ask about, 0 invalid. Nothing was written.");
        assertThat(installation.command("backfill", "customer-to-hubspot", "--tenant", "acme", "--dry-run").output())
                .contains("Nothing was written.");
        assertThat(hubSpot.rows("contacts")).isEmpty();

        FieldlineProcess some = installation.command("backfill", "customer-to-hubspot", "--tenant", "acme", "--limit", "5");
        assertThat(some.exitCode()).as(some.transcript()).isZero();
        assertThat(hubSpot.rows("contacts")).hasSizeBetween(4, 5);
        assertThat(installation.command("preview", "customer-to-hubspot", "--tenant", "acme", "--limit", "3").output())
                .contains("Nothing would change.");
    }

    /** Nothing is written in either system any more. */
    private void staysAsItIs() {
        await("what is under way").pollDelay(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> true);
        Map<String, Map<String, String>> before = hubSpot.rows("contacts");
        Map<String, Map<String, String>> companies = hubSpot.rows("companies");
        JsonNode truth = serviceTitan.control("GET", "truth?tenant=1001");
        hubSpot.forgetCalls();
        await("some polls").pollDelay(Duration.ofSeconds(5)).atMost(Duration.ofSeconds(10)).until(() -> true);
        assertThat(hubSpot.rows("contacts")).isEqualTo(before);
        assertThat(hubSpot.rows("companies")).isEqualTo(companies);
        assertThat(serviceTitan.control("GET", "truth?tenant=1001")).isEqualTo(truth);
        assertThat(hubSpot.calls().keySet()).as("calls that write")
                .noneMatch(call -> call.matches(".*batch/(create|update|upsert).*|PATCH.*"));
    }

    private static String active(JsonNode customers) {
        for (JsonNode customer : customers) {
            if (customer.path("active").asBoolean()) {
                return customer.path("id").asText();
            }
        }
        throw new AssertionError("no active customer");
    }

    private JsonNode row(String customer) {
        for (JsonNode row : serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + CUSTOMERS)) {
            if (row.path("id").asText().equals(customer)) {
                return row;
            }
        }
        throw new AssertionError("no customer " + customer);
    }

    private String id(String customer) {
        return hubSpot.rows("contacts").entrySet().stream()
                .filter(contact -> customer.equals(contact.getValue().get("st_customer_id"))).findFirst().orElseThrow()
                .getKey();
    }

    private Map<String, String> contact(String customer) {
        return hubSpot.rows("contacts").get(id(customer));
    }

    private Map.Entry<String, Map<String, String>> company(String customer) {
        return hubSpot.rows("companies").entrySet().stream()
                .filter(company -> customer.equals(company.getValue().get("st_customer_id"))).findFirst().orElseThrow();
    }
}
