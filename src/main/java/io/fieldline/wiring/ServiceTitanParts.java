package io.fieldline.wiring;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.fieldline.servicetitan.Lanes;
import io.fieldline.servicetitan.RunningFlows;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.servicetitan.poll.StreamStores;
import io.fieldline.tenant.Tenants;

/** The component's collaborators: one client, one set of budgets and one pool of lanes for the whole process. */
final class ServiceTitanParts implements AutoCloseable {

    /** Polls wait for answers most of the time; a small machine still keeps hundreds of tenants in step with so many. */
    private static final int POLL_THREADS = 24;
    private static final Duration SHARED_FOR = Duration.ofSeconds(3);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ExecutorService executor;
    private final Lanes lanes;
    private final TokenCache tokens;
    private final RateBudgets budgets = new RateBudgets();
    private final ServiceTitanServices services;

    ServiceTitanParts(Tenants tenants, StreamStores stores, InstantSource clock) {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
        AtomicInteger number = new AtomicInteger();
        executor = Executors.newFixedThreadPool(POLL_THREADS, task -> {
            Thread thread = new Thread(task, "fieldline-lane-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        lanes = new Lanes(executor, clock, true);
        tokens = new TokenCache(new TokenEndpoint(http, clock), clock);
        ServiceTitanClient client = new ServiceTitanClient(http, tokens, budgets, clock);
        services = new ServiceTitanServices(Catalog.load(), client, new SharedReads(SHARED_FOR), stores, tenants,
                new RunningFlows(),
                lanes, executor, clock);
    }

    ServiceTitanServices services() {
        return services;
    }

    TokenCache tokens() {
        return tokens;
    }

    RateBudgets budgets() {
        return budgets;
    }

    @Override
    public void close() {
        lanes.close();
        executor.shutdown();
        try {
            executor.awaitTermination(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
