package io.fieldline.servicetitan.visit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.outreach.InMemoryKnownStarts;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.servicetitan.poll.Position;
import io.fieldline.sync.CheckpointStore;
import io.fieldline.sync.StreamKey;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class AppointmentsAheadTest {

    private static final String FLOW = "job-status-notifications";
    private static final Instant NOW = Instant.parse("2026-06-01T14:10:00Z");
    private static final StreamKey STREAM = new StreamKey("acme", FLOW, "jpm/appointments");

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final FixedTenants tenants = new FixedTenants();
    private final HandClock clock = new HandClock(NOW);
    private final InMemoryKnownStarts known = new InMemoryKnownStarts();
    private final Map<StreamKey, String> checkpoints = new HashMap<>();
    private final AppointmentsAhead ahead = new AppointmentsAhead(
            new Offices(tenants, sandbox.client(), Catalog.load(), clock), tenants, new Checkpoints(), known, clock);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void remembersWhatIsAheadWhenTheFlowBeginsAndOnlyThat() {
        on(FLOW);
        long planned = visit("2026-06-05T15:00:00Z", "Scheduled");
        long cancelled = visit("2026-06-05T15:00:00Z", "Canceled");
        long past = visit("2026-06-01T13:00:00Z", "Scheduled");
        begins(NOW);
        sandbox.step(Duration.ofMinutes(15));
        long later = visit("2026-06-06T15:00:00Z", "Scheduled");

        run();

        assertThat(known.find("acme", FLOW, planned)).contains(Instant.parse("2026-06-05T15:00:00Z"));
        assertThat(known.find("acme", FLOW, later)).as("made since").isEmpty();
        assertThat(known.find("acme", FLOW, cancelled)).isEmpty();
        assertThat(known.find("acme", FLOW, past)).isEmpty();
        assertThat(known.since("acme", FLOW)).contains(NOW);
    }

    @Test
    void waitsUntilTheFlowHasBegunAndThenAsksOnce() {
        on(FLOW);
        sandbox.requests();
        run();
        assertThat(sandbox.requests()).isEmpty();

        begins(NOW);
        run();
        assertThat(sandbox.requests()).containsOnlyKeys("jpm/appointments list");
        run();
        assertThat(sandbox.requests()).isEmpty();
    }

    @Test
    void isKeptOverARestartAndAskedForAnewWhenTheFlowWasOff() {
        on(FLOW);
        begins(NOW);
        known.replace("acme", FLOW, NOW, Map.of(1L, NOW));
        run();
        assertThat(known.find("acme", FLOW, 1)).isPresent();

        on("another-flow");
        run();
        on(FLOW);
        begins(NOW.plusSeconds(60));
        run();
        assertThat(known.find("acme", FLOW, 1)).isEmpty();
        assertThat(known.since("acme", FLOW)).contains(NOW.plusSeconds(60));
    }

    @Test
    void aTenantInTroubleIsAskedAgainAfterAMinute() {
        on(FLOW);
        begins(NOW);
        sandbox.fault("server-error=1");
        run();
        assertThat(known.since("acme", FLOW)).isEmpty();
        sandbox.fault("server-error=0");
        run();
        assertThat(known.since("acme", FLOW)).isEmpty();
        clock.advance(Duration.ofSeconds(61));
        run();
        assertThat(known.since("acme", FLOW)).contains(NOW);
    }

    private void run() {
        ahead.run(FLOW::equals);
    }

    private void begins(Instant horizon) {
        checkpoints.put(STREAM, Position.since(horizon).toText());
    }

    private void on(String flow) {
        tenants.apply(new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), sandbox.account(), Map.of(),
                Map.of(flow, new FlowSettings(flow, Duration.ofMinutes(1), Map.of()))));
    }

    private long visit(String start, String status) {
        return sandbox.office("jpm/appointments", "{\"jobId\": 50000002, \"customerId\": 11, \"start\": \"" + start
                + "\", \"end\": \"" + start + "\", \"status\": \"" + status + "\", \"appointmentNumber\": \"x\"}").path("id")
                .asLong();
    }

    private final class Checkpoints implements CheckpointStore {

        @Override
        public Optional<String> load(StreamKey key) {
            return Optional.ofNullable(checkpoints.get(key));
        }

        @Override
        public void save(StreamKey key, String position) {
            checkpoints.put(key, position);
        }

        @Override
        public void remove(StreamKey key) {
            checkpoints.remove(key);
        }
    }
}
