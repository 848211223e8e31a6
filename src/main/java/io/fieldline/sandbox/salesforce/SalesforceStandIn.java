package io.fieldline.sandbox.salesforce;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * Salesforce's REST API as far as customers go: login, accounts (Person Accounts among them), contacts and tasks, with
 * single records, upsert, collections, composite requests, SOQL and describe. It refuses what Salesforce refuses, with
 * Salesforce's own error codes. What a person would do in the browser is a method here, and a call below
 * <code>/control/salesforce</code>, see {@link SalesforceControl}.
 */
public final class SalesforceStandIn implements AutoCloseable {

    private static final int LONGEST_URI = 16_384;
    private static final String CALLER = "salesforce";

    private final JsonMapper json = new JsonMapper();
    private final Sessions sessions;
    private final Org org;
    private final Records records;
    private final DataApi api;
    private final FaultInjector faults = new FaultInjector(1, FaultRates.NONE);
    private final Map<String, Integer> calls = new TreeMap<>();
    private final SalesforceControl control = new SalesforceControl(this);
    private final LocalServer server;
    private long dailyLimit;
    private long used;

    private SalesforceStandIn(SalesforceSettings settings, InstantSource time) {
        this.sessions = new Sessions(settings);
        this.org = new Org(settings);
        this.records = new Records(org, time);
        this.api = new DataApi(org, records);
        this.dailyLimit = settings.dailyLimit();
        this.server = LocalServer.start("sandbox-salesforce", settings.port(), this::answer);
    }

    public static SalesforceStandIn start(SalesforceSettings settings) {
        return start(settings, InstantSource.system());
    }

    /** @param time what records are stamped by */
    public static SalesforceStandIn start(SalesforceSettings settings, InstantSource time) {
        return new SalesforceStandIn(settings, time);
    }

    /** Scheme, host and port: where to log in, and the instance. */
    public URI url() {
        return server.url();
    }

    /** Adds a custom field to an object. */
    public synchronized void define(String object, FieldDefinition field) {
        org.define(object, field);
    }

    /** Somebody enters a record. @return its id */
    public synchronized String create(String object, Map<String, ?> fields) {
        return records.create(org.known(object), nodes(fields), true).id();
    }

    /** Somebody edits a record. */
    public synchronized void edit(String id, Map<String, ?> fields) {
        records.update(records.existing(id), nodes(fields), true);
    }

    /** Somebody's edit gets its time now and is seen by others only when the answer is run. */
    public synchronized Runnable editUncommitted(String id, Map<String, ?> fields) {
        Row edited = records.edited(records.existing(id), nodes(fields));
        return () -> {
            synchronized (this) {
                records.commit(edited);
            }
        };
    }

    public synchronized void delete(String id) {
        records.delete(records.existing(id), null);
    }

    /** The loser is deleted and names the winner, which gets its contacts. */
    public synchronized void merge(String winner, String loser) {
        records.merge(records.existing(winner), records.existing(loser));
    }

    /** A record with all its fields, a deleted one too. */
    public synchronized ObjectNode row(String id) {
        return records.find(id).orElseThrow(() -> new IllegalArgumentException("There is no record " + id)).json("v60.0");
    }

    /** The records of an object that are not deleted. */
    public synchronized List<ObjectNode> rows(String object) {
        return records.all(org.known(object)).stream().filter(row -> !row.deleted()).map(row -> row.json("v60.0")).toList();
    }

    /** The next so many writes to the record find it locked. */
    public synchronized void lock(String id, int times) {
        records.lock(id, times);
    }

    /** Whether a second record with the same e-mail is refused unless its writer insists. */
    public synchronized void duplicateRule(boolean on) {
        records.duplicateRule(on);
    }

    /** Whether the user may add fields to objects. */
    public synchronized void allowSetUp(boolean allowed) {
        api.allowSetUp(allowed);
    }

    public void expireSessions() {
        sessions.expire();
    }

    /** How many calls a day the org has, and how many of them are gone. */
    public synchronized void limit(long daily, long gone) {
        dailyLimit = daily;
        used = gone;
    }

    /** Makes it fail from now on. */
    public void faults(FaultRates rates) {
        faults.set(rates);
    }

    /** How many calls came, by kind, such as <code>PATCH composite/sobjects</code>. */
    public synchronized Map<String, Integer> calls() {
        return new TreeMap<>(calls);
    }

    public synchronized void forgetCalls() {
        calls.clear();
    }

    public synchronized void clear() {
        records.clear();
        calls.clear();
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Request request) {
        if (request.path().startsWith("/control/salesforce")) {
            return control.answer(request);
        }
        Optional<Fault> fault = faults.next(CALLER);
        if (fault.filter(Fault.SERVER_ERROR::equals).isPresent()) {
            return Reply.html(500, "Internal Server Error");
        }
        if (fault.filter(kind -> kind == Fault.CONNECTION_RESET).isPresent()) {
            return Reply.empty(500).delivered(Reply.Delivery.NONE);
        }
        if (request.path().length() + request.rawQuery().length() > LONGEST_URI) {
            return Reply.html(414, "URI Too Long");
        }
        Reply reply = switch (request.path()) {
            case "/services/oauth2/token" -> sessions.token(request, url().toString());
            case "/services/oauth2/revoke" -> {
                request.parameter("token").ifPresent(sessions::revoke);
                yield Reply.empty(200);
            }
            default -> data(request, fault);
        };
        return fault.map(kind -> faults.spoil(reply, kind, CALLER)).orElse(reply);
    }

    private synchronized Reply data(Request request, Optional<Fault> fault) {
        if (fault.filter(Fault.REVOKED_TOKEN::equals).isPresent() || !sessions.knows(request)) {
            return new ApiError(401, "INVALID_SESSION_ID", "Session expired or invalid").reply();
        }
        if (used >= dailyLimit || fault.filter(Fault.TOO_MANY_REQUESTS::equals).isPresent()) {
            return limited(new ApiError(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.").reply());
        }
        used++;
        URI uri = URI.create(request.path() + (request.rawQuery().isEmpty() ? "" : "?" + request.rawQuery()));
        Optional<JsonNode> body = body(request);
        if (body.isEmpty()) {
            return limited(new ApiError(400, "JSON_PARSER_ERROR", "The body is not JSON").reply());
        }
        Call call = DataApi.call(request.method(), uri, request.headers(), body.get());
        calls.merge(kind(call), 1, Integer::sum);
        return limited(api.answer(call).reply());
    }

    private Reply limited(Reply reply) {
        return reply.withHeader("Sforce-Limit-Info", "api-usage=" + used + "/" + dailyLimit);
    }

    private static String kind(Call call) {
        boolean open = call.path().isEmpty();
        String kind = open ? "" : call.path().get(0);
        boolean collection = kind.equals("composite") && call.path().size() > 1;
        return call.method() + " " + kind + (collection ? "/" + call.path().get(1) : "");
    }

    private Optional<JsonNode> body(Request request) {
        try {
            return Optional.of(request.body().length == 0
                    ? JsonNodeFactory.instance.missingNode()
                    : json.readTree(request.body()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Map<String, JsonNode> nodes(Map<String, ?> fields) {
        Map<String, JsonNode> nodes = new LinkedHashMap<>();
        fields.forEach((name, value) -> nodes.put(name, json.valueToTree(value)));
        return nodes;
    }
}
