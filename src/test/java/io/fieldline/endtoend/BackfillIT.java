package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxSettings;

/** A backfill into DuckDB through everything that goes wrong on its way. */
class BackfillIT {

    private static final List<String> THREE = List.of("jpm/jobs", "jpm/appointments", "accounting/invoices");

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void open() {
        installation = new Installation(folder);
    }

    @AfterEach
    void stop() {
        installation.close();
        if (serviceTitan != null) {
            serviceTitan.close();
        }
    }

    @Test
    void everyRowArrivesOnceWhenAQuarterOfAllRequestsFails() {
        readThreeStreamsThroughFaults(2_000, 100);
    }

    @Test
    @Tag("endurance")
    void everyOfAHundredAndTwentyThousandRowsArrivesOnceWhenAQuarterOfAllRequestsFails() {
        readThreeStreamsThroughFaults(40_000, 250);
    }

    private void readThreeStreamsThroughFaults(int jobs, int pageSize) {
        start(jobs, pageSize, 60, THREE);
        serviceTitan.faults(LocalServiceTitan.A_QUARTER_FAILS);
        long before = System.nanoTime();
        FieldlineProcess backfill = installation.command(Duration.ofMinutes(15), "backfill", "warehouse-pipeline", "--tenant",
                "acme");
        double seconds = (System.nanoTime() - before) / 1e9;
        serviceTitan.faults("");

        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        int rows = 0;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            for (String collection : THREE) {
                rows += SameRows.check(warehouse, serviceTitan, "acme", 1001, collection);
            }
        }
        long requests = serviceTitan.requests();
        long well = wholePages();
        Figures.print("backfill through faults",
                "%d rows of three streams in %.1f s; %d requests, %d (%.0f %%) failed: %s; exit code %d", rows, seconds,
                requests, requests - well, 100.0 * (requests - well) / requests, statuses(), backfill.exitCode());
        assertThat(requests - well).isGreaterThan(requests / 7);
    }

    private long wholePages() {
        long sum = 0;
        for (JsonNode served : serviceTitan.control("GET", "requests").path("pages")) {
            sum += served.asLong();
        }
        return sum;
    }

    private TreeMap<String, Long> statuses() {
        TreeMap<String, Long> statuses = new TreeMap<>();
        serviceTitan.control("GET", "requests").path("counts")
                .forEach(operation -> operation.fields()
                        .forEachRemaining(status -> statuses.merge(status.getKey(), status.getValue().asLong(), Long::sum)));
        return statuses;
    }

    @Test
    void goesOnWhereItWasKilledFourTimes() {
        killFourTimes(60_000, 500, 20);
    }

    @Test
    @Tag("endurance")
    void goesOnWhereItWasKilledFourTimesOnFourHundredThousandRows() {
        killFourTimes(400_000, 1_000, 60);
    }

    private void killFourTimes(int jobs, int pageSize, int requestsPerSecond) {
        start(jobs, pageSize, requestsPerSecond, List.of("settings/technicians", "jpm/jobs"));
        Random random = new Random(jobs);
        int pages = jobs / pageSize;
        int readTwice = 0;
        List<String> finished = new ArrayList<>();
        List<Integer> killedAfter = new ArrayList<>();
        for (int kill = 1; kill <= 4; kill++) {
            int served = pages * kill / 5 - random.nextInt(pages / 10);
            FieldlineProcess backfill = installation.start(line -> {
            }, "backfill", "warehouse-pipeline", "--tenant", "acme");
            await("page " + served).atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(20))
                    .until(() -> finished.size() + serviceTitan.feedPages("/jobs").size() >= served || !backfill.isAlive());
            assertThat(backfill.isAlive()).as(backfill.transcript()).isTrue();
            backfill.kill();
            killedAfter.add(finished.size() + serviceTitan.feedPages("/jobs").size());
            assertThat(serviceTitan.feedPages("/technicians").isEmpty()).as("complete before the first kill, not read again")
                    .isEqualTo(kill > 1);
            readTwice += settle(finished);
        }
        FieldlineProcess last = installation.command(Duration.ofMinutes(10), "backfill", "warehouse-pipeline", "--tenant",
                "acme");
        assertThat(last.exitCode()).as(last.transcript()).isZero();
        assertThat(serviceTitan.feedPages("/jobs")).as("pages read after the last kill").doesNotContainAnyElementsOf(finished);
        int rows;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            rows = SameRows.check(warehouse, serviceTitan, "acme", 1001, "jpm/jobs");
        }
        Figures.print("kill -9 four times during a backfill",
                "%d rows on %d pages, killed after pages %s; every row once, exit code %d; finished pages read again: 0,"
                        + " unfinished pages read again: %d",
                rows, pages, killedAfter, last.exitCode(), readTwice);
    }

    /**
     * Holds the pages served since the last kill against those that were finished before it, and adds those that are
     * finished now: all before the token that was saved. Answers how many were not.
     */
    private int settle(List<String> finished) {
        List<String> served = serviceTitan.feedPages("/jobs");
        if (!finished.isEmpty()) {
            assertThat(served).as("pages read again").doesNotContainAnyElementsOf(finished);
        }
        String token = SavedPosition.historyToken(installation.home(), "acme", "warehouse-pipeline", "jpm/jobs backfill");
        int done = 0;
        if (token != null) {
            while (done < served.size() && !served.get(done).contains("from=" + token)) {
                done++;
            }
        }
        finished.addAll(served.subList(0, done));
        serviceTitan.control("POST", "requests/clear");
        return served.size() - done;
    }

    @Test
    void aSecretRotatedWhileReadingLosesNothingAndNeedsNoRestart() {
        start(60_000, 500, 20, List.of("jpm/jobs"));
        FieldlineProcess backfill = installation.start(line -> {
        }, "backfill", "warehouse-pipeline", "--tenant", "acme");
        await().atMost(Duration.ofMinutes(1)).until(() -> serviceTitan.feedPages("/jobs").size() > 10);
        String client = SandboxCredentials.of(1001).clientId();
        serviceTitan.control("POST", "secrets?client=" + client + "&add=cs1.rotated");
        installation.secret("acme", "cs1.rotated");
        serviceTitan.control("POST", "secrets?client=" + client + "&withdraw="
                + SandboxCredentials.of(1001).clientSecret());
        serviceTitan.control("POST", "tokens/revoke?tenant=1001");
        backfill.ended(Duration.ofMinutes(2));
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        assertThat(serviceTitan.control("GET", "requests").path("tokensIssued").asInt()).isGreaterThan(1);
        int rows;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            rows = SameRows.check(warehouse, serviceTitan, "acme", 1001, "jpm/jobs");
        }
        Figures.print("secret rotated during a backfill", "%d rows, every one once, no restart; answers 401: %d", rows,
                serviceTitan.answered(401));
    }

    @Test
    void inactiveDeletedAndMergedRowsArriveAsSuch() {
        start(2_000, 500, 60, List.of("crm/customers", "settings/technicians", "pricebook/services"));
        FieldlineProcess backfill = installation.command("backfill", "warehouse-pipeline", "--tenant", "acme");
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        long merged = 0;
        long inactive = 0;
        for (JsonNode customer : serviceTitan.table(1001, "crm/customers").values()) {
            merged += customer.path("mergedToId").asLong() > 0 ? 1 : 0;
            inactive += customer.path("active").asBoolean() ? 0 : 1;
        }
        assertThat(merged).isPositive();
        assertThat(inactive).isGreaterThan(merged);
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            SameRows.check(warehouse, serviceTitan, "acme", 1001, "crm/customers");
            assertThat(warehouse.number("SELECT count(*) FROM crm_customers WHERE _fieldline_merged_to IS NOT NULL"))
                    .isEqualTo(merged);
            assertThat(warehouse.number("SELECT count(*) FROM crm_customers WHERE NOT active")).isEqualTo(inactive);
            assertThat(warehouse.number("SELECT count(*) FROM settings_technicians WHERE NOT active")).isPositive();
            Figures.print("inactive, deleted and merged rows", "customers: %d inactive, %d of them merged; deleted: %d",
                    inactive, merged,
                    warehouse.number("SELECT count(*) FROM crm_customers WHERE _fieldline_deleted_at IS NOT NULL"));
        }
    }

    private void start(int jobs, int pageSize, int requestsPerSecond, List<String> collections) {
        serviceTitan = new LocalServiceTitan(
                SandboxSettings.builder().contractors(1).jobs(jobs).feedPageSize(pageSize).build());
        installation.tenant("acme", 1001, serviceTitan.url(), "  rateLimit: " + requestsPerSecond,
                "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: " + collections + " }");
    }
}
