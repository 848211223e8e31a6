package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.hubspot.HubSpotSettings;
import io.fieldline.sandbox.hubspot.HubSpotStandIn;
import io.fieldline.sandbox.salesforce.SalesforceSettings;
import io.fieldline.sandbox.salesforce.SalesforceStandIn;

/** How long an edit takes to the other system, at moments that have nothing to do with the polls. */
class CustomerLatencyIT {

    private static final String CUSTOMERS = "crm/customers";

    @TempDir
    Path folder;

    private final Random random = new Random(60);
    private LocalServiceTitan serviceTitan;
    private HubSpotStandIn hubSpot;
    private SalesforceStandIn salesforce;
    private Installation installation;

    /** An edit under way. */
    private record Edit(String kind, long madeAt, BooleanSupplier visible) {}

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(60).build());
        hubSpot = HubSpotStandIn.start(HubSpotSettings.usual());
        salesforce = SalesforceStandIn.start(SalesforceSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/HUBSPOT_TOKEN", HubSpotSettings.TOKEN);
        installation.write("config/secrets/SALESFORCE_ID", SalesforceSettings.CLIENT_ID);
        installation.write("config/secrets/SALESFORCE_SECRET", SalesforceSettings.CLIENT_SECRET);
        installation
                .connection("hubspot: { type: hubspot, token: \"${secret:HUBSPOT_TOKEN}\", url: \"" + hubSpot.url() + "\" }");
        installation.connection("salesforce: { type: salesforce, clientId: \"${secret:SALESFORCE_ID}\","
                + " clientSecret: \"${secret:SALESFORCE_SECRET}\", url: \"" + salesforce.url() + "\" }");
    }

    @AfterEach
    void stop() {
        installation.close();
        salesforce.close();
        hubSpot.close();
        serviceTitan.close();
    }

    @Test
    void anEditIsInTheOtherSystemSoonAfterTheNextPoll() {
        measure(", every: 3s", Duration.ofSeconds(3), Duration.ofSeconds(15), 12);
    }

    @Test
    @Tag("endurance")
    void byDefaultAnEditIsInTheOtherSystemWithinAMinute() {
        measure("", Duration.ofSeconds(55), Duration.ofSeconds(60), 48);
    }

    private void measure(String every, Duration interval, Duration longest, int edits) {
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(),
                "  applicationGuid: 6f9619ff-8b86-d011-b42d-00c04fc964ff",
                """
                          customer-to-hubspot: { connection: hubspot%1$s }
                          hubspot-to-customer: { connection: hubspot%1$s }
                          customer-to-salesforce: { connection: salesforce%1$s }
                          salesforce-to-customer: { connection: salesforce%1$s }
                        """.formatted(every));
        FieldlineProcess fixed = installation.command("check", "--fix");
        assertThat(fixed.exitCode()).as(fixed.transcript()).isZero();
        for (String flow : List.of("customer-to-hubspot", "customer-to-salesforce")) {
            FieldlineProcess synced = installation.command("backfill", flow, "--tenant", "acme");
            assertThat(synced.exitCode()).as(synced.transcript()).isZero();
        }
        FieldlineProcess service = installation.service();
        List<String> customers = active();
        List<Edit> first = List.of(edit(customers.get(0), "first"), edit(customers.get(1), "second"));
        await("the service follows").atMost(longest.multipliedBy(3)).untilAsserted(
                () -> assertThat(first).as(service.transcript()).allMatch(CustomerLatencyIT::arrived));

        Map<String, List<Double>> seconds = new HashMap<>();
        List<Edit> open = new ArrayList<>();
        long spread = interval.toNanos() * 3;
        List<Long> moments = new ArrayList<>();
        for (int edit = 0; edit < edits; edit++) {
            moments.add((long) (random.nextDouble() * spread));
        }
        Collections.sort(moments);
        long began = System.nanoTime();
        int[] made = new int[1];
        await("every edit").atMost(Duration.ofNanos(spread).plus(longest.multipliedBy(2)))
                .pollInterval(Duration.ofMillis(50)).until(() -> {
                    while (made[0] < edits && System.nanoTime() - began >= moments.get(made[0])) {
                        open.add(edit(customers.get(2 + made[0] % (customers.size() - 2)), "edit " + made[0]++));
                    }
                    open.removeIf(edit -> settled(edit, seconds));
                    return made[0] == edits && open.isEmpty();
                });
        double most = seconds.values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).max().orElseThrow();
        seconds.forEach((kind, taken) -> Collections.sort(taken));
        Figures.print("an edit in the other system", "%d edits at random moments, polls %d s apart; seconds: %s", edits,
                interval.toSeconds(), summary(seconds));
        assertThat(most).isLessThanOrEqualTo(longest.toMillis() / 1e3);
    }

    private static String summary(Map<String, List<Double>> seconds) {
        StringBuilder text = new StringBuilder();
        seconds.forEach((kind, taken) -> text.append(text.isEmpty() ? "" : "; ").append(kind).append(" median ")
                .append(Math.round(taken.get(taken.size() / 2) * 10) / 10.0).append(", most ")
                .append(Math.round(taken.get(taken.size() - 1) * 10) / 10.0));
        return text.toString();
    }

    private static boolean settled(Edit edit, Map<String, List<Double>> seconds) {
        if (!arrived(edit)) {
            return false;
        }
        seconds.computeIfAbsent(edit.kind(), kind -> new ArrayList<>()).add((System.nanoTime() - edit.madeAt()) / 1e9);
        return true;
    }

    private static boolean arrived(Edit edit) {
        return edit.visible().getAsBoolean();
    }

    /** Of a kind at random. */
    private Edit edit(String customer, String city) {
        long now = System.nanoTime();
        return switch (random.nextInt(4)) {
            case 0 -> {
                rename(customer, "Ada " + city);
                yield new Edit("ServiceTitan to HubSpot", now, () -> ("Ada " + city)
                        .equals(contact(customer).get("firstname") + " " + contact(customer).get("lastname")));
            }
            case 1 -> {
                rename(customer, "Ada " + city);
                yield new Edit("ServiceTitan to Salesforce", now,
                        () -> account(customer).path("Name").asText().equals("Ada " + city));
            }
            case 2 -> {
                hubSpot.edit("contacts", contactId(customer), Map.of("city", city));
                yield new Edit("HubSpot to ServiceTitan", now, () -> cityOf(customer).equals(city));
            }
            default -> {
                salesforce.edit(account(customer).path("Id").asText(), Map.of("BillingCity", city));
                yield new Edit("Salesforce to ServiceTitan", now, () -> cityOf(customer).equals(city));
            }
        };
    }

    private void rename(String customer, String name) {
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + CUSTOMERS,
                "{\"id\": " + customer + ", \"name\": \"" + name + "\"}");
    }

    private List<String> active() {
        List<String> active = new ArrayList<>();
        rows().forEach(row -> {
            if (row.path("active").asBoolean()) {
                active.add(row.path("id").asText());
            }
        });
        return active;
    }

    private JsonNode rows() {
        return serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + CUSTOMERS);
    }

    private String cityOf(String customer) {
        for (JsonNode row : rows()) {
            if (row.path("id").asText().equals(customer)) {
                return row.path("address").path("city").asText();
            }
        }
        throw new AssertionError("no customer " + customer);
    }

    private JsonNode account(String customer) {
        return salesforce.rows("Account").stream().filter(row -> row.path("ST_Customer_Id__c").asText().equals(customer))
                .findFirst().orElseThrow();
    }

    private String contactId(String customer) {
        return hubSpot.rows("contacts").entrySet().stream()
                .filter(contact -> customer.equals(contact.getValue().get("st_customer_id"))).findFirst().orElseThrow()
                .getKey();
    }

    private Map<String, String> contact(String customer) {
        return hubSpot.rows("contacts").get(contactId(customer));
    }
}
