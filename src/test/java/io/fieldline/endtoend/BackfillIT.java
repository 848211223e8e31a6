package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.published.Collection;
import io.fieldline.published.ExampleCall;
import io.fieldline.published.Faults;
import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Row;
import io.fieldline.published.Settings;

/** A backfill into DuckDB through everything that goes wrong on its way. */
class BackfillIT {

    private static final List<String> THREE = List.of("jpm/jobs", "jpm/appointments", "accounting/invoices");

    @TempDir
    Path folder;

    private PublishedServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void open() {
        installation = new Installation(folder);
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        assertThat(serviceTitan.violations()).isEmpty();
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

    private void readThreeStreamsThroughFaults(int rowsEach, int pageSize) {
        Settings settings = Settings.usual().feedPageSize(pageSize).tokenLife(Duration.ofSeconds(75));
        for (String collection : THREE) {
            settings = settings.rows(collection, rowsEach);
        }
        start(settings, "", THREE);
        serviceTitan.faults(Faults.quarter());
        long before = System.nanoTime();
        FieldlineProcess backfill = backfill(Duration.ofMinutes(15));
        double seconds = (System.nanoTime() - before) / 1e9;

        int rows = 0;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            for (String collection : THREE) {
                rows += SameRows.check(warehouse, serviceTitan.collection(1001, collection), "acme");
            }
        }
        long requests = serviceTitan.ledger().requests();
        long spoiled = serviceTitan.ledger().spoiled();
        Figures.print("backfill through faults",
                "%d rows of three streams in %.1f s; %d requests, %d (%.0f %%) failed, by status (0: reset) %s; tokens: %d;"
                        + " requests of a tenant that was told to wait: %d; exit code %d",
                rows, seconds, requests, spoiled, 100.0 * spoiled / requests, serviceTitan.ledger().statuses(),
                serviceTitan.tokensIssued(), serviceTitan.impatient(), backfill.exitCode());
        assertThat(rows).isEqualTo(3 * rowsEach);
        assertThat(spoiled).isGreaterThan(requests / 7);
        assertThat(serviceTitan.impatient()).isZero();
    }

    @Test
    void goesOnWhereItWasKilledFourTimes() {
        killFourTimes(40_000, 500, 20);
    }

    @Test
    @Tag("endurance")
    void goesOnWhereItWasKilledFourTimesOnFourHundredThousandRows() {
        killFourTimes(400_000, 1_000, 60);
    }

    private void killFourTimes(int jobs, int pageSize, int requestsPerSecond) {
        start(Settings.usual().rows("jpm/jobs", jobs).feedPageSize(pageSize), "  rateLimit: " + requestsPerSecond,
                List.of("settings/technicians", "jpm/jobs"));
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
                    .until(() -> finished.size() + jobPages().size() >= served || !backfill.isAlive());
            assertThat(backfill.isAlive()).as(backfill.transcript()).isTrue();
            backfill.kill();
            killedAfter.add(finished.size() + jobPages().size());
            assertThat(FeedPages.of(serviceTitan, "technicians").isEmpty())
                    .as("complete before the first kill, not read again").isEqualTo(kill > 1);
            readTwice += settle(finished);
        }
        FieldlineProcess last = backfill(Duration.ofMinutes(10));
        assertThat(jobPages()).as("pages read after the last kill").doesNotContainAnyElementsOf(finished);
        int rows;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            rows = SameRows.check(warehouse, serviceTitan.collection(1001, "jpm/jobs"), "acme");
        }
        Figures.print("kill -9 four times during a backfill",
                "%d rows on %d pages, killed after pages %s; every row once, exit code %d; finished pages read again: 0,"
                        + " unfinished pages read again: %d",
                rows, pages, killedAfter, last.exitCode(), readTwice);
    }

    private List<String> jobPages() {
        return FeedPages.of(serviceTitan, "jobs");
    }

    /**
     * Holds the pages served since the last kill against those that were finished before it, and adds those that are
     * finished now: all before the token that was saved. Answers how many were not.
     */
    private int settle(List<String> finished) {
        List<String> served = jobPages();
        if (!finished.isEmpty()) {
            assertThat(served).as("pages read again").doesNotContainAnyElementsOf(finished);
        }
        String token = SavedPosition.historyToken(installation.home(), "acme", "warehouse-pipeline", "jpm/jobs backfill");
        int saved = token == null ? 0 : served.indexOf(token);
        int done = saved < 0 ? served.size() : saved;
        finished.addAll(served.subList(0, done));
        serviceTitan.ledger().forget();
        return served.size() - done;
    }

    @Test
    void aSecretRotatedWhileReadingLosesNothingAndNeedsNoRestart() {
        start(Settings.usual().rows("jpm/jobs", 30_000), "  rateLimit: 20", List.of("jpm/jobs"));
        FieldlineProcess backfill = installation.start(line -> {
        }, "backfill", "warehouse-pipeline", "--tenant", "acme");
        await().atMost(Duration.ofMinutes(1)).until(() -> jobPages().size() > 10);
        installation.secret("acme", "cs1.rotated");
        serviceTitan.rotateSecret(1001, "cs1.rotated");
        backfill.ended(Duration.ofMinutes(2));
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        assertThat(serviceTitan.tokensIssued()).isGreaterThan(1);
        int rows;
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            rows = SameRows.check(warehouse, serviceTitan.collection(1001, "jpm/jobs"), "acme");
        }
        Figures.print("secret rotated during a backfill", "%d rows, every one once, no restart; answers by status: %s", rows,
                serviceTitan.ledger().statuses());
    }

    @Test
    void inactiveDeletedAndMergedRowsArriveAsSuch() {
        start(Settings.usual().rows("crm/customers", 2_000), "",
                List.of("crm/customers", "settings/technicians", "pricebook/services"));
        backfill(Duration.ofMinutes(2));
        Collection customers = serviceTitan.collection(1001, "crm/customers");
        long inactive = customers.all().filter(row -> !row.active()).count();
        long merged = customers.all().filter(row -> row.mergedToId() != null).count();
        long deleted = customers.all().filter(Row::deleted).count();
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            SameRows.check(warehouse, customers, "acme");
            assertThat(warehouse.number("SELECT count(*) FROM crm_customers WHERE _fieldline_merged_to IS NOT NULL"))
                    .isEqualTo(merged).isPositive();
            assertThat(warehouse.number("SELECT count(*) FROM crm_customers WHERE NOT active")).isEqualTo(inactive)
                    .isGreaterThan(merged + deleted);
            assertThat(warehouse.number("SELECT count(*) FROM crm_customers WHERE _fieldline_deleted_at IS NOT NULL"))
                    .isEqualTo(inactive);
            assertThat(warehouse.number("SELECT count(*) FROM settings_technicians WHERE NOT active")).isPositive();
            assertThat(warehouse.number("SELECT count(*) FROM pricebook_services WHERE NOT active")).isPositive();
        }
        Figures.print("inactive, deleted and merged rows", "customers: %d of %d inactive; of them merged: %d, deleted: %d",
                inactive, customers.all().count(), merged, deleted);
    }

    @Test
    void everyPublishedCollectionThatCanBeReadIsReadAsTheDocumentsAllow() {
        List<String> collections = ExampleCall.collections();
        start(Settings.usual(), "", collections);
        FieldlineProcess backfill = backfill(Duration.ofMinutes(2));
        assertThat(backfill.output()).contains(collections);
        Figures.print("every published collection", "%d collections read whole with %d requests, %d that the documents do not"
                + " allow", collections.size(), serviceTitan.ledger().requests(), serviceTitan.violations().size());
    }

    @Test
    void aCollectionThatCannotBeReadIsNamedAndNothingIsCalledComplete() {
        start(Settings.usual(), "", List.of("jpm/job-types", "jpm/jobs/cancel-reasons", "settings/technicians"));
        FieldlineProcess backfill = installation.command("backfill", "warehouse-pipeline", "--tenant", "acme");
        assertThat(backfill.exitCode()).as(backfill.transcript()).isEqualTo(2);
        assertThat(backfill.errors()).contains("jpm/jobs/cancel-reasons cannot be read as a stream");
        assertThat(serviceTitan.ledger().requests()).isZero();
    }

    private FieldlineProcess backfill(Duration atMost) {
        FieldlineProcess backfill = installation.command(atMost, "backfill", "warehouse-pipeline", "--tenant", "acme");
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        return backfill;
    }

    private void start(Settings settings, String more, List<String> collections) {
        serviceTitan = PublishedServiceTitan.start(settings);
        installation.tenant("acme", Account.published(1001), serviceTitan.url(), more,
                "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: " + collections + " }");
    }
}
