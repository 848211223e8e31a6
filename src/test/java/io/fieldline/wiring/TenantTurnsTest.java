package io.fieldline.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;

import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.tenant.Tenant;

class TenantTurnsTest {

    private static final Duration OFTEN = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Map<String, AtomicInteger> turns = new ConcurrentHashMap<>();
    private final FixedTenants tenants = new FixedTenants(tenant("acme"), tenant("summit"), tenant("valley"));

    @Test
    void aTenantThatHangsHasOneTurnAndKeepsNobodyWaiting() {
        CountDownLatch hanging = new CountDownLatch(1);
        Consumer<String> turn = name -> {
            count(name).incrementAndGet();
            if (name.equals("acme")) {
                awaitQuietly(hanging);
            }
        };
        try (TenantTurns all = new TenantTurns("test", "testing", tenants, turn)) {
            all.follow(OFTEN, () -> false);

            await().atMost(LONGEST).until(() -> count("summit").get() > 5 && count("valley").get() > 5);
            assertThat(count("acme")).hasValue(1);
            hanging.countDown();
            await().atMost(LONGEST).until(() -> count("acme").get() > 1);
        }
    }

    @Test
    void aTurnThatFailsIsFollowedByOthers() {
        Consumer<String> turn = name -> {
            count(name).incrementAndGet();
            throw new IllegalStateException("a defect");
        };
        try (TenantTurns all = new TenantTurns("test", "testing", tenants, turn)) {
            all.follow(OFTEN, () -> false);

            await().atMost(LONGEST).until(() -> count("acme").get() > 2 && count("valley").get() > 2);
        }
    }

    @Test
    void nothingIsDoneWhileTheStoreIsAnotherProcesss() {
        AtomicInteger asked = new AtomicInteger();
        try (TenantTurns all = new TenantTurns("test", "testing", tenants, name -> count(name).incrementAndGet())) {
            all.follow(OFTEN, () -> asked.incrementAndGet() > 0);

            await().atMost(LONGEST).until(() -> asked.get() > 3);
            assertThat(turns).isEmpty();
        }
    }

    private AtomicInteger count(String tenant) {
        return turns.computeIfAbsent(tenant, unseen -> new AtomicInteger());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Tenant tenant(String name) {
        return new Tenant(name, name, ZoneId.of("America/Chicago"), null, Map.of(), Map.of());
    }
}
