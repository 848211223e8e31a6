package io.fieldline.wiring;

import java.net.http.HttpClient;
import java.time.Duration;

import io.fieldline.lane.LaneServices;
import io.fieldline.servicetitan.ServiceTitanServices;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.SharedReads;
import io.fieldline.sync.ChangeMemory;

/** The component's collaborators: one client and one set of budgets for the whole process. */
final class ServiceTitanParts {

    private static final Duration SHARED_FOR = Duration.ofSeconds(3);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final TokenCache tokens;
    private final RateBudgets budgets = new RateBudgets();
    private final ServiceTitanServices services;

    ServiceTitanParts(LaneServices lanes, ChangeMemory memory, Catalog catalog) {
        HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT_TIMEOUT).build();
        tokens = new TokenCache(new TokenEndpoint(http, lanes.clock()), lanes.clock());
        ServiceTitanClient client = new ServiceTitanClient(http, tokens, budgets, lanes.clock());
        services = new ServiceTitanServices(catalog, client, new SharedReads(SHARED_FOR), memory, lanes);
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
}
