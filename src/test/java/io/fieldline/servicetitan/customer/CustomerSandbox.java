package io.fieldline.servicetitan.customer;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.http.Patience;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.servicetitan.poll.RecordList;
import io.fieldline.sync.pair.SideRecord;
import io.fieldline.sync.pair.SideWrite;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;

/** A sandbox whose time stands still unless a pause is taken, and a side over it. */
public final class CustomerSandbox implements AutoCloseable {

    static final String GUID = "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
    static final String KEY = "fieldline:crm";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long TENANT = 1003;

    private final SandboxServer server;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<Duration> pauses = new ArrayList<>();

    public CustomerSandbox(Duration writeLag) {
        server = SandboxServer.start(SandboxSettings.builder().jobs(400).rateLimit(100_000).speed(0).writeLag(writeLag)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
    }

    CustomerSide side() {
        return side(Optional.of(GUID));
    }

    CustomerSide side(Optional<String> applicationGuid) {
        return new CustomerSide("acme", account(applicationGuid), new CustomerSettings("USA", KEY), client(), Catalog.load(),
                Clock.systemUTC(), this::pause);
    }

    JobRecords jobs() {
        return new JobRecords(account(Optional.empty()), client(), Catalog.load(), Clock.systemUTC());
    }

    /** Rows of a list as the component reads them. */
    public List<Map<String, Object>> rows(String module, String collection, String ids) {
        Operation list = Catalog.load().collection(module, collection).operation("list");
        List<Map<String, Object>> rows = new ArrayList<>();
        new RecordList(client(), account(Optional.empty()), list, Map.of(), List.of(new QueryValue("ids", ids)))
                .forEach(rows::add);
        return rows;
    }

    /** A part of what one record of the path answers. */
    public JsonNode record(String module, String collection, String id, String part) {
        Operation get = Catalog.load().collection(module, collection).operation("get");
        return client().call(account(Optional.empty()), ApiRequest.of(get, Map.of("id", id), List.of()), Patience.POLL,
                JSON::readTree).body().path(part);
    }

    /** Whose application keeps no external data. */
    public ServiceTitanAccount account() {
        return account(Optional.empty());
    }

    private ServiceTitanAccount account(Optional<String> applicationGuid) {
        SandboxCredentials credentials = SandboxCredentials.of(TENANT);
        return new ServiceTitanAccount(Environment.SANDBOX, TENANT,
                Secret.literal(credentials.appKey()), credentials.clientId(), Secret.literal(credentials.clientSecret()),
                server.url(), server.url(), 1000, false, Optional.empty(), applicationGuid);
    }

    public ServiceTitanClient client() {
        return new ServiceTitanClient(http, new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()),
                new RateBudgets(), Clock.systemUTC());
    }

    private void pause(Duration pause) {
        pauses.add(pause);
        step(pause);
    }

    public void step(Duration time) {
        control("POST", "clock?step=" + time, "");
    }

    /** Puts a row, or some fields of one, into the sandbox as somebody in the office would. */
    public JsonNode office(String collection, String fields) {
        step(Duration.ofSeconds(1));
        return control("POST", "rows?tenant=" + TENANT + "&collection=" + collection, fields);
    }

    /** How often each operation was asked since the last look. */
    public Map<String, Integer> requests() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        control("GET", "requests", "").path("counts").properties().forEach(operation -> operation.getValue()
                .forEach(count -> counts.merge(operation.getKey(), count.asInt(), Integer::sum)));
        control("POST", "requests/clear", "");
        return counts;
    }

    public void fault(String rates) {
        control("POST", "faults?tenant=" + TENANT + "&rates=" + URLEncoder.encode(rates, StandardCharsets.UTF_8), "");
    }

    private JsonNode control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/control/" + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    SideRecord record(long id) {
        return side().read(List.of(Long.toString(id))).get(0);
    }

    static SideWrite change(SideRecord record, Map<String, Object> fields) {
        return new SideWrite(record.id(), record.otherId() == null ? "sf:1" : record.otherId(), fields, record.version(), null);
    }

    @Override
    public void close() {
        server.close();
    }
}
