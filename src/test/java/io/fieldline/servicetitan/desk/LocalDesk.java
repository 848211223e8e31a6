package io.fieldline.servicetitan.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.agent.tool.Cost;
import io.fieldline.agent.tool.Effect;
import io.fieldline.agent.tool.Proposal;
import io.fieldline.agent.tool.ReadingTool;
import io.fieldline.agent.tool.Tool;
import io.fieldline.agent.tool.ToolCall;
import io.fieldline.agent.tool.UndoRecipe;
import io.fieldline.agent.tool.WritingTool;
import io.fieldline.sandbox.SandboxCredentials;
import io.fieldline.sandbox.SandboxServer;
import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.desk.record.Desk;
import io.fieldline.servicetitan.desk.record.Proposals;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;
import io.fieldline.sync.pair.MatchIndex;
import io.fieldline.sync.pair.MatchKey;
import io.fieldline.tenant.Environment;
import io.fieldline.tenant.Secret;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** The tools over a sandbox whose time stands still, except while a write is read back. */
final class LocalDesk implements AutoCloseable {

    static final String TENANT = "acme";
    static final ZoneId ZONE = ZoneId.of("America/Chicago");
    private static final long NUMBER = 1001;
    private static final String CAPACITY = "POST /dispatch/v2/capacity ";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request as it arrived; the query decoded. */
    record Arrived(String method, String path, String query, String body) {

        @Override
        public String toString() {
            return method + " " + path + (query.isEmpty() ? "" : "?" + query) + (body.isEmpty() ? "" : " " + body);
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final SandboxServer server;
    private final Map<String, Tool> tools = new TreeMap<>();
    private final Map<MatchKey, Set<String>> keys = new HashMap<>();
    final List<Duration> pauses = new ArrayList<>();
    final Desk desk;
    final Proposals proposals;

    LocalDesk() {
        this(Duration.ZERO);
    }

    LocalDesk(Duration writeLag) {
        this(writeLag, "");
    }

    /** @param scope that the application was not granted; empty where it has all */
    LocalDesk(Duration writeLag, String scope) {
        this(writeLag, scope, List.of());
    }

    /** One at which an operation that left the documents is answered nevertheless. */
    static LocalDesk offering(String operation) {
        return new LocalDesk(Duration.ZERO, "", List.of(operation));
    }

    private LocalDesk(Duration writeLag, String scope, List<String> stillOffered) {
        server = SandboxServer.start(
                SandboxSettings.builder().jobs(200).rateLimit(100_000).speed(0).writeLag(writeLag).stillOffered(stillOffered)
                        .scopes(Catalog.load().scopesFor(Catalog.load().operations().toList()).stream()
                                .filter(one -> !one.equals(scope)).toList())
                        .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        SandboxCredentials credentials = SandboxCredentials.of(NUMBER);
        ServiceTitanAccount account = new ServiceTitanAccount(Environment.SANDBOX, NUMBER, Secret.literal(credentials.appKey()),
                credentials.clientId(), Secret.literal(credentials.clientSecret()), server.url(), server.url(), 1000, false,
                Optional.empty());
        ServiceTitanClient client = new ServiceTitanClient(http,
                new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()), new RateBudgets(),
                Clock.systemUTC());
        desk = new Desk(new FixedTenants(new Tenant(TENANT, "Acme", ZONE, account, Map.of(), Map.of())), client, Catalog.load(),
                server.time());
        proposals = Proposals.pausing(desk, this::pause);
        DeskTools.of(desk, proposals, new Index(), (tenant, customer) -> List.of())
                .forEach(tool -> tools.put(tool.description().name(), tool));
    }

    private void pause(Duration pause) {
        pauses.add(pause);
        step(pause);
    }

    void step(Duration time) {
        control("POST", "clock?step=" + time, "");
    }

    Map<String, Tool> tools() {
        return tools;
    }

    /** @param arguments as JSON, with single quotes for readability */
    ObjectNode read(String tool, String arguments) {
        ObjectNode answer = ((ReadingTool) tools.get(tool)).read(call(arguments));
        assertThat(AnswerCheck.wrong(tools.get(tool).description().output(), answer)).isEmpty();
        return answer;
    }

    Proposal propose(String tool, String arguments) {
        return ((WritingTool) tools.get(tool)).propose(call(arguments));
    }

    /** Both steps, as the door takes them. */
    Effect write(String tool, String arguments) {
        WritingTool writing = (WritingTool) tools.get(tool);
        Proposal proposal = writing.propose(call(arguments));
        return writing.carryOut(call(arguments), proposal);
    }

    /** As the door takes an effect back: only where every record is still in the state that the effect left. */
    Effect undo(Effect effect) {
        UndoRecipe recipe = effect.undo().orElseThrow();
        recipe.restores().forEach(change -> assertThat(proposals.version(TENANT, change.record()).orElse(""))
                .isEqualTo(change.version()));
        return proposals.carryOut(call("{}"), new Proposal("undo", recipe.restores(), recipe.requests(), List.of(),
                Cost.ofRecords(recipe.restores().size()), "", json("{}")));
    }

    ToolCall call(String arguments) {
        return call(arguments, text -> {
        });
    }

    ToolCall call(String arguments, Consumer<String> progress) {
        return new ToolCall(TENANT, json(arguments.replace('\'', '"')), progress, () -> false);
    }

    static ObjectNode json(String text) {
        try {
            return (ObjectNode) JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A row as the sandbox holds it. */
    ObjectNode row(String collection, long id) {
        for (int from = 0;; from += 1_000) {
            JsonNode rows = control("GET", "rows?tenant=" + NUMBER + "&collection=" + collection + "&from=" + from, "");
            for (JsonNode row : rows) {
                if (row.path("id").longValue() == id) {
                    return (ObjectNode) row;
                }
            }
            if (rows.isEmpty()) {
                throw new AssertionError(collection + " has no row " + id);
            }
        }
    }

    /** A row without what every write moves. */
    ObjectNode lasting(String collection, long id) {
        return row(collection, id).without(List.of("modifiedOn"));
    }

    List<ObjectNode> rows(String collection) {
        List<ObjectNode> rows = new ArrayList<>();
        control("GET", "rows?tenant=" + NUMBER + "&collection=" + collection, "").forEach(row -> rows.add((ObjectNode) row));
        return rows;
    }

    /** Puts a row, or some fields of one, into the sandbox as somebody in the office would. */
    long office(String collection, String fields) {
        step(Duration.ofSeconds(1));
        return control("POST", "rows?tenant=" + NUMBER + "&collection=" + collection, fields.replace('\'', '"')).path("id")
                .longValue();
    }

    void known(MatchKey.Kind kind, String value, long customer) {
        keys.put(new MatchKey(kind, value), Set.of(Long.toString(customer)));
    }

    /** @param rates such as <code>server-error=1</code> */
    void fault(String rates) {
        control("POST", "faults?tenant=" + NUMBER + "&rates=" + rates, "");
    }

    void forgetRequests() {
        control("POST", "requests/clear", "");
    }

    List<String> requests() {
        List<String> arrived = new ArrayList<>();
        control("GET", "requests/latest", "").forEach(entry -> arrived.add(new Arrived(entry.path("method").asText(),
                entry.path("path").asText().replaceFirst("/tenant/" + NUMBER, ""),
                entry.path("query").isNull() ? "" : URLDecoder.decode(entry.path("query").asText(), StandardCharsets.UTF_8),
                entry.path("body").asText()).toString()));
        return arrived;
    }

    /** Those that may change something; capacity is asked by POST. */
    List<String> writes() {
        return requests().stream().filter(request -> !request.startsWith("GET ") && !request.startsWith(CAPACITY)).toList();
    }

    /** What capacity was asked for. */
    List<String> askedOfCapacity() {
        return requests().stream().filter(request -> request.startsWith(CAPACITY)).toList();
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

    @Override
    public void close() {
        server.close();
    }

    private final class Index implements MatchIndex {

        @Override
        public void put(String tenant, String system, Map<String, Set<MatchKey>> keysOfRecords) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<MatchKey, Set<String>> find(String tenant, String system, Collection<MatchKey> wanted) {
            Map<MatchKey, Set<String>> found = new HashMap<>();
            wanted.stream().filter(keys::containsKey).forEach(key -> found.put(key, keys.get(key)));
            return found;
        }
    }
}
