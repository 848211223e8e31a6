package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.SandboxSettings;

/** All customers of a tenant into a CRM that has none of them yet. */
class CustomerVolumeIT {

    /** What is asked once, however many customers there are: what the account is like, names of tags, tokens. */
    private static final int ONCE = 12;

    private static final int PAGE = 1_000;

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private LocalCrm crm;
    private Installation installation;
    private Set<String> active;

    @AfterEach
    void stop() {
        installation.close();
        crm.close();
        serviceTitan.close();
    }

    @Test
    void anEmptyHubSpotIsFilledWithAsFewCallsAsItsBatchesAllow() {
        fill(LocalCrm.hubSpot(), 1_200);
    }

    @Test
    void aDryRunCountsAllCustomersAndWritesNothing() {
        int customers = 1_000;
        start(LocalCrm.hubSpot(), customers, "");
        FieldlineProcess dry = installation.command(Duration.ofMinutes(10), "backfill", "customer-to-hubspot", "--tenant",
                "acme", "--dry-run");
        assertThat(dry.output()).as(dry.transcript()).contains(customers + " looked at: " + active.size() + " to create, 0 to"
                + " change", "Nothing was written.");
        assertThat(crm.records()).isZero();
        assertThat(crm.calls().keySet()).as("calls that write").noneMatch(crm::writes);
    }

    @Test
    void anEmptySalesforceIsFilledWithAsFewCallsAsItsBatchesAllowThoughKilledTwice() {
        fillThoughKilled(LocalCrm.salesforce(), 2_000, 10);
    }

    @Test
    @Tag("endurance")
    void fiftyThousandCustomersFillAnEmptyHubSpotWithAsFewCallsAsItsBatchesAllow() {
        fill(LocalCrm.hubSpot(), 50_000);
    }

    @Test
    @Tag("endurance")
    void fiftyThousandCustomersFillAnEmptySalesforceWithAsFewCallsAsItsBatchesAllow() {
        fill(LocalCrm.salesforce(), 50_000);
    }

    @Test
    @Tag("endurance")
    void fiftyThousandCustomersFillAnEmptyHubSpotThoughKilledTwice() {
        fillThoughKilled(LocalCrm.hubSpot(), 50_000, 25);
    }

    @Test
    @Tag("endurance")
    void fiftyThousandCustomersFillAnEmptySalesforceThoughKilledTwice() {
        fillThoughKilled(LocalCrm.salesforce(), 50_000, 25);
    }

    private void fill(LocalCrm empty, int customers) {
        start(empty, customers, "");
        long before = System.nanoTime();
        FieldlineProcess backfill = backfill();
        double seconds = (System.nanoTime() - before) / 1e9;
        everyOneOnce();
        showsProgress(backfill);

        JsonNode truth = serviceTitan.control("GET", "truth?tenant=1001");
        long pages = pages(truth, "crm/customers") + pages(truth, "crm/customers/contacts");
        long asked = serviceTitanCalls().values().stream().mapToLong(Long::longValue).sum();
        long told = crm.calls().values().stream().mapToLong(Long::longValue).sum();
        Map<String, Long> toCrm = new TreeMap<>(crm.calls());
        assertThat(asked).as("calls to ServiceTitan " + serviceTitanCalls()).isLessThanOrEqualTo(atMost(pages));
        assertThat(told).as("calls to the CRM " + toCrm).isLessThanOrEqualTo(atMost(crm.fewestCalls(active.size())));

        int records = crm.records();
        crm.forgetCalls();
        FieldlineProcess again = backfill();
        assertThat(crm.calls().keySet()).as("calls that write").noneMatch(crm::writes);
        assertThat(crm.records()).isEqualTo(records);
        Figures.print("first sync into an empty " + crm.name(),
                "%d customers, %d of them active, each once in %.1f s with start; calls to ServiceTitan: %d, at least %d; to the"
                        + " CRM: %d, at least %d %s; a second sync wrote nothing (calls %s), exit codes %d and %d",
                customers, active.size(), seconds, asked, pages, told,
                crm.fewestCalls(active.size()), toCrm, crm.calls(), backfill.exitCode(), again.exitCode());
    }

    private void forgetCalls() {
        crm.forgetCalls();
        serviceTitan.control("POST", "requests/clear");
    }

    /** A tenth more than needed, and what is asked once. */
    private static long atMost(long needed) {
        return needed + needed / 10 + ONCE;
    }

    private void fillThoughKilled(LocalCrm empty, int customers, int requestsPerSecond) {
        start(empty, customers, "  rateLimit: " + requestsPerSecond);
        List<Integer> killedAt = new ArrayList<>();
        for (int kill = 1; kill <= 2; kill++) {
            int share = crm.fewestCalls(active.size()) * kill / 3;
            FieldlineProcess backfill = installation.start(line -> {
            }, arguments());
            await("call " + share).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(20))
                    .until(() -> writeCalls() >= share || !backfill.isAlive());
            assertThat(backfill.isAlive()).as(backfill.transcript()).isTrue();
            backfill.kill();
            killedAt.add(crm.records());
        }
        FieldlineProcess last = backfill();
        everyOneOnce();
        crm.forgetCalls();
        backfill();
        assertThat(crm.calls().keySet()).as("calls that write").noneMatch(crm::writes);
        Figures.print("kill -9 twice during a first sync into " + crm.name(),
                "%d active customers, killed at records %s; every customer once, exit code %d; a further sync wrote nothing",
                active.size(), killedAt, last.exitCode());
    }

    private long writeCalls() {
        return crm.calls().entrySet().stream().filter(call -> crm.writes(call.getKey())).mapToLong(Map.Entry::getValue).sum();
    }

    private void start(LocalCrm empty, int customers, String more) {
        crm = empty;
        // The local ServiceTitan has a customer for every two jobs.
        serviceTitan = new LocalServiceTitan(
                SandboxSettings.builder().contractors(1).jobs(2 * customers).feedPageSize(PAGE).build());
        installation = new Installation(folder);
        crm.connect(installation);
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(),
                "  applicationGuid: 6f9619ff-8b86-d011-b42d-00c04fc964ff\n" + more,
                "          customer-to-" + crm.name() + ": { connection: " + crm.name() + " }\n");
        FieldlineProcess fixed = installation.command("check", "--fix");
        assertThat(fixed.exitCode()).as(fixed.transcript()).isZero();
        active = activeCustomers(customers);
        forgetCalls();
    }

    private String[] arguments() {
        return new String[]{"backfill", "customer-to-" + crm.name(), "--tenant", "acme" };
    }

    private FieldlineProcess backfill() {
        FieldlineProcess backfill = installation.command(Duration.ofMinutes(10), arguments());
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        return backfill;
    }

    private static void showsProgress(FieldlineProcess backfill) {
        assertThat(backfill.errors()).contains("crm/customers");
        assertThat(backfill.output()).contains("crm/customers", "yes");
    }

    private void everyOneOnce() {
        Map<String, Long> there = LocalCrm.howOften(crm.customers());
        assertThat(there.keySet()).isEqualTo(active);
        assertThat(there.values()).containsOnly(1L);
    }

    private Set<String> activeCustomers(int customers) {
        Set<String> found = new HashSet<>();
        JsonNode rows = serviceTitan.control("GET", "rows?tenant=1001&collection=crm/customers&limit=" + customers);
        assertThat(rows).hasSize(customers);
        rows.forEach(row -> {
            if (row.path("active").asBoolean()) {
                found.add(row.path("id").asText());
            }
        });
        return found;
    }

    private static long pages(JsonNode truth, String collection) {
        return (truth.path(collection).path("rows").asLong() + PAGE - 1) / PAGE;
    }

    private Map<String, Long> serviceTitanCalls() {
        Map<String, Long> calls = new TreeMap<>();
        serviceTitan.control("GET", "requests").path("counts").fields().forEachRemaining(operation -> {
            long times = 0;
            for (JsonNode count : operation.getValue()) {
                times += count.asLong();
            }
            calls.put(operation.getKey(), times);
        });
        return calls;
    }
}
