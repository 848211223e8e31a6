package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Settings;

/** A service that is asked to stop while it reads. */
class StoppingIT {

    private static final List<String> COLLECTIONS = List.of("jpm/jobs");

    @TempDir
    Path folder;

    private PublishedServiceTitan serviceTitan;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = PublishedServiceTitan.start(Settings.usual().rows("jpm/jobs", 60_000).feedPageSize(250));
        installation = new Installation(folder);
        installation.tenant("acme", Account.published(1001), serviceTitan.url(), "  rateLimit: 40",
                "  warehouse-pipeline: { connection: warehouse, every: 1h, resources: " + COLLECTIONS + " }");
    }

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
    }

    @Test
    void endsByItselfAndTheNextOneGoesOn() {
        FieldlineProcess service = installation.service();
        await().atMost(Duration.ofMinutes(1)).until(() -> FeedPages.of(serviceTitan, "jobs").size() > 20);
        long before = System.nanoTime();
        service.stop();
        double seconds = (System.nanoTime() - before) / 1e9;
        assertThat(Files.exists(installation.home().resolve("data/service.json"))).isFalse();
        assertThat(service.errors()).doesNotContain(" ERROR ");

        FieldlineProcess backfill = installation.command("backfill", "warehouse-pipeline", "--tenant", "acme");
        assertThat(backfill.exitCode()).as(backfill.transcript()).isZero();
        try (WarehouseFile warehouse = new WarehouseFile(installation.warehouse())) {
            SameRows.check(warehouse, serviceTitan.collection(1001, "jpm/jobs"), "acme");
        }
        Figures.print("graceful stop while reading history", "ended %.1f s after SIGTERM with exit code %d", seconds,
                service.exitCode());
        assertThat(seconds).isLessThan(30);
        assertThat(serviceTitan.violations()).isEmpty();
    }
}
