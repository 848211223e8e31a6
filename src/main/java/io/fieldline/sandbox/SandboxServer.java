package io.fieldline.sandbox;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.fieldline.sandbox.data.BusinessDay;
import io.fieldline.sandbox.data.Contractor;
import io.fieldline.sandbox.data.ContractorData;
import io.fieldline.sandbox.data.Dispatching;
import io.fieldline.sandbox.data.SandboxClock;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;

/** A local ServiceTitan. Listens on the loopback interface only. */
public final class SandboxServer implements AutoCloseable {

    private final AccessTokens tokens;
    private final Api api;
    private final Control control;
    private final List<Contractor> contractors;
    private final Happenings happenings;
    private final SandboxClock clock;
    private final LocalServer server;

    private SandboxServer(SandboxSettings settings) {
        Catalog catalog = Catalog.load();
        this.clock = new SandboxClock(settings.start(), settings.speed());
        this.contractors = Contractor.first(settings.contractors());
        Map<Long, ContractorData> data = generate(settings, clock);
        this.tokens = tokens(settings, catalog);
        FaultInjector faults = new FaultInjector(settings.seed(), settings.faults());
        RequestLog log = new RequestLog();
        Shape shape = new Shape(catalog);
        Reads reads = new Reads(shape, new Feed(shape, clock, settings.settleDelay(), settings.feedPageSize()));
        Gate gate = new Gate(tokens, new RateLimit(settings.rateLimit(), System::nanoTime));
        Webhooks webhooks = new Webhooks(catalog, shape, clock, settings.seed(), settings.webhook());
        Map<Long, Dispatching> dispatching = new LinkedHashMap<>();
        data.forEach((tenant, known) -> dispatching.put(tenant, new Dispatching(known, clock, webhooks)));
        this.happenings = new Happenings(clock,
                settings.businessDay() ? days(data, dispatching, settings.bookingsEvery()) : List.of(), webhooks);
        this.api = new Api(catalog, data, gate, tokens, faults, reads, new Writes(catalog, shape, dispatching, data),
                new Reports(shape), settings.stillOffered(), log);
        this.control = new Control(data, tokens, faults, clock, log, happenings, webhooks);
        this.server = LocalServer.start("sandbox", settings.port(), this::answer);
        happenings.start();
    }

    public static SandboxServer start(SandboxSettings settings) {
        return new SandboxServer(settings);
    }

    /** Scheme, host and port of both the API and the token endpoint. */
    public URI url() {
        return server.url();
    }

    /** The sandbox's time, which others may go by as well. */
    public InstantSource time() {
        return clock;
    }

    public List<Contractor> contractors() {
        return contractors;
    }

    @Override
    public void close() {
        happenings.close();
        server.close();
    }

    private Reply answer(Request request) {
        if (request.path().equals("/connect/token") && request.method().equals("POST")) {
            return tokens.token(request);
        }
        return request.path().startsWith("/control/") ? control.answer(request) : api.answer(request);
    }

    private Map<Long, ContractorData> generate(SandboxSettings settings, InstantSource clock) {
        Map<Long, ContractorData> data = new LinkedHashMap<>();
        for (Contractor contractor : contractors) {
            ContractorData generated = ContractorData.generate(contractor, settings.seed(), settings.jobs(), settings.start(),
                    clock);
            generated.writeLag(settings.writeLag());
            data.put(contractor.tenantId(), generated);
        }
        return data;
    }

    private static List<BusinessDay> days(Map<Long, ContractorData> data, Map<Long, Dispatching> dispatching,
            Duration pace) {
        return data.entrySet().stream().map(entry -> new BusinessDay(entry.getValue(), dispatching.get(entry.getKey()), pace))
                .toList();
    }

    private AccessTokens tokens(SandboxSettings settings, Catalog catalog) {
        List<String> scopes = settings.scopes().isEmpty()
                ? catalog.scopesFor(catalog.operations().toList())
                : settings.scopes();
        AccessTokens granted = new AccessTokens(InstantSource.system(), settings.tokenLife());
        contractors.stream().map(Contractor::tenantId).forEach(tenant -> {
            SandboxCredentials credentials = SandboxCredentials.of(tenant);
            granted.register(credentials.clientId(), tenant, credentials.clientSecret(), scopes);
        });
        return granted;
    }
}
