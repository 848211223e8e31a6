package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.published.Faults;
import io.fieldline.published.Ledger;
import io.fieldline.published.PublishedServiceTitan;
import io.fieldline.published.Settings;

/** Many tenants in one process, one of them in trouble. */
class ManyTenantsIT {

    private static final Pattern LATENESS = Pattern
            .compile("fieldline_poll_lateness_seconds\\{.*tenant=\"t(\\d+)\".*} ([0-9.E-]+)");
    /** The same question is not asked again sooner; polls more often than that share an answer. */
    private static final Duration SHARED_ANSWER = Duration.ofSeconds(3);
    private static final long FAILING = 1007;

    @TempDir
    Path folder;

    private PublishedServiceTitan serviceTitan;
    private Installation installation;
    private long mostMebibytes;

    @AfterEach
    void stop() {
        installation.close();
        serviceTitan.close();
        assertThat(serviceTitan.violations()).isEmpty();
    }

    @Test
    void aTenantThatFailsEveryRequestDoesNotDelayElevenOthers() {
        pollAll(12, Duration.ofSeconds(1), Duration.ofSeconds(9));
    }

    @Test
    @Tag("endurance")
    void aTenantThatFailsEveryRequestDoesNotDelayTwoHundredPolledEachMinute() {
        pollAll(200, Duration.ofMinutes(1), Duration.ofMinutes(3));
        assertThat(mostMebibytes).isLessThan(700);
    }

    private void pollAll(int tenants, Duration every, Duration window) {
        serviceTitan = PublishedServiceTitan.start(Settings.usual().tenants(tenants).rows("jpm/jobs", 40));
        installation = new Installation(folder);
        for (long tenant = 1001; tenant <= 1000 + tenants; tenant++) {
            installation.tenant("t" + tenant, Account.published(tenant), serviceTitan.url(), "",
                    "  warehouse-pipeline: { connection: warehouse, every: "
                            + every.toSeconds() + "s, resources: [jpm/jobs] }");
        }
        FieldlineProcess service = installation.service();
        // The first polls all begin at once and read history.
        await().pollDelay(every.plusSeconds(5)).atMost(Duration.ofMinutes(5)).until(() -> lateness().size() == tenants);
        Observed well = observe(service, window, every);
        serviceTitan.faults(FAILING, Faults.none().and(Faults.Fault.SERVER_ERROR, 1));
        Observed troubled = observe(service, window, every);
        Figures.print(tenants + " tenants polled every " + every.toSeconds() + " s",
                "lateness of a poll's start, 95th percentile: all well %.3f s (%d samples, largest %.3f s), one failing every"
                        + " request %.3f s (%d samples, largest %.3f s); fewest polls of a healthy tenant in %d s: %d; resident"
                        + " memory at most %d MiB",
                well.percentile(95), well.lateness().size(), well.percentile(100), troubled.percentile(95),
                troubled.lateness().size(), troubled.percentile(100), window.toSeconds(), troubled.fewestPolls(),
                mostMebibytes);
        assertThat(well.percentile(95)).isLessThan(1);
        assertThat(troubled.percentile(95)).isLessThan(1);
        // A poll may fall on either side of the window's ends.
        assertThat(troubled.fewestPolls()).isGreaterThanOrEqualTo(window.dividedBy(longer(every, SHARED_ANSWER)) - 1);
        assertThat(service.errors()).contains("Trying again in").contains("tenant=t" + FAILING);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private record Observed(List<Double> lateness, long fewestPolls) {
        double percentile(int percent) {
            List<Double> sorted = lateness.stream().sorted().toList();
            return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
        }
    }

    private Observed observe(FieldlineProcess service, Duration window, Duration every) {
        // What the figures still tell of the time before is let pass.
        await().pollDelay(every.plusSeconds(6)).atMost(every.plusSeconds(20)).until(service::isAlive);
        serviceTitan.ledger().forget();
        List<Double> all = new ArrayList<>();
        Instant end = Instant.now().plus(window);
        await().pollInterval(Duration.ofSeconds(2)).atMost(window.plusSeconds(30)).until(() -> {
            lateness().forEach((tenant, seconds) -> {
                if (tenant != FAILING) {
                    all.add(seconds);
                }
            });
            mostMebibytes = Math.max(mostMebibytes, service.residentMebibytes());
            return Instant.now().isAfter(end);
        });
        return new Observed(all, fewestPolls());
    }

    private Map<Long, Double> lateness() {
        Map<Long, Double> lateness = new HashMap<>();
        Matcher matcher = LATENESS.matcher(installation.ask("/metrics").body());
        while (matcher.find()) {
            lateness.put(Long.valueOf(matcher.group(1)), Double.valueOf(matcher.group(2)));
        }
        return lateness;
    }

    /** A poll asks the list of jobs for its first page once. */
    private long fewestPolls() {
        Map<Long, Long> polls = new HashMap<>();
        for (Ledger.Served served : serviceTitan.ledger().served()) {
            if (served.path().endsWith("/jobs") && served.query().contains("page=1") && served.tenant() != FAILING) {
                polls.merge(served.tenant(), 1L, Long::sum);
            }
        }
        return polls.values().stream().mapToLong(Long::longValue).min().orElse(0);
    }
}
