package io.fieldline.published;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server: starts on a free port of this machine, answers, and tells what it saw. */
public final class PublishedServiceTitan implements AutoCloseable {

    private static final Pattern TENANT = Pattern.compile("/[a-z-]+/v\\d/tenant/(\\d+)/.*");
    private static final int TOLD_TO_WAIT = 1;

    private final PublishedIndex index = PublishedIndex.load();
    private final ServerClock clock = new ServerClock();
    private final Ledger ledger = new Ledger();
    private final Heartbeat heartbeat = new Heartbeat();
    private final Settings settings;
    private final TokenDesk tokens;
    private final Gate gate;
    private final Api api;
    private final Events events;
    private final Map<Long, Faults> faultsByTenant = new ConcurrentHashMap<>();
    private final Set<String> withheld = ConcurrentHashMap.newKeySet();
    private final WireServer server;
    private volatile Faults faults = Faults.none();

    private PublishedServiceTitan(Settings settings) {
        this.settings = settings;
        tokens = new TokenDesk(settings.tenants(), settings.tokenLife());
        gate = new Gate(tokens, ledger, heartbeat);
        api = new Api(settings, clock, new RequestCheck(PublishedDocuments.load(), PublishedBodies.load()), ledger);
        events = new Events(clock);
        server = new WireServer(this::answerOrSay);
    }

    public static PublishedServiceTitan start(Settings settings) {
        return new PublishedServiceTitan(settings);
    }

    public URI url() {
        return server.url();
    }

    /** A mistake of this server must not look like a fault of the network. */
    private Answer answerOrSay(Call call) {
        try {
            return answer(call);
        } catch (RuntimeException e) {
            ledger.violation(call, "this server failed: " + e);
            return Answer.problem(500, String.valueOf(e));
        }
    }

    private Answer answer(Call call) {
        if (call.path().equals("/connect/token")) {
            return new TokenAnswer(tokens, ledger, granted()).answer(call);
        }
        Matcher path = TENANT.matcher(call.path());
        Optional<PublishedIndex.Found> found = index.find(call.method(), call.path());
        if (!path.matches() || found.isEmpty()) {
            ledger.violation(call, "no such operation is published");
            return Answer.problem(404, "Resource not found");
        }
        long tenant = Long.parseLong(path.group(1));
        DocumentedOperation operation = found.get().operation();
        if (withheld.contains(operation.scope())) {
            return Answer.problem(403, "The application has no scope " + operation.scope());
        }
        Optional<Answer> refusal = gate.refusal(call, tenant);
        Optional<Faults.Fault> fault = refusal.isPresent()
                ? Optional.empty()
                : faultsByTenant.getOrDefault(tenant, faults).next();
        Answer answer = refusal.orElseGet(() -> fault.map(kind -> spoiled(kind, call, found.get(), tenant))
                .orElseGet(() -> api.answer(call, operation, found.get().values(), tenant)));
        if (answer.status() == 429) {
            gate.toldToWait(tenant, TOLD_TO_WAIT);
        }
        ledger.answered(tenant, call, operation, answer, fault.isEmpty());
        return answer;
    }

    /** A request that fails is held against the documents all the same. */
    private Answer spoiled(Faults.Fault fault, Call call, PublishedIndex.Found found, long tenant) {
        Answer whole = api.answer(call, found.operation(), found.values(), tenant);
        return switch (fault) {
            case TOO_MANY_REQUESTS -> Answer.tooMany(TOLD_TO_WAIT);
            case SERVER_ERROR -> Answer.problem(500, "An unexpected error occurred");
            case UNAVAILABLE_IN_HTML -> Answer.html(503);
            case CONNECTION_RESET -> whole.delivered(Answer.Delivery.RESET);
            case TRUNCATED_BODY -> whole.delivered(Answer.Delivery.CUT_OFF);
            case HTML_WITH_200 -> Answer.html(200);
            case REVOKED_TOKEN -> {
                tokens.revoke(call.header("Authorization"));
                yield Answer.problem(401, "Unauthorized: the token was revoked");
            }
        };
    }

    private Set<String> granted() {
        Set<String> scopes = index.scopes();
        scopes.removeAll(withheld);
        return scopes;
    }

    /** Takes a scope away from every tenant; tokens of before lose it too. */
    public void withhold(String scope) {
        withheld.add(scope);
    }

    public void faults(Faults every) {
        faults = every;
    }

    public void faults(long tenant, Faults its) {
        faultsByTenant.put(tenant, its);
    }

    /** What was asked against the documents; a test ends with none. */
    public List<String> violations() {
        return ledger.violations();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Collection collection(long tenant, String name) {
        return api.collection(tenant, name);
    }

    /** Adds a record, and tells it by webhook. */
    public Row create(long tenant, String collection, Map<String, Object> fields) {
        Row row = collection(tenant, collection).create(clock.now(), fields);
        events.happened(tenant, collection, row, true);
        return row;
    }

    /** Changes a record, and tells it by webhook. */
    public Row change(long tenant, String collection, long id, Map<String, Object> fields) {
        Row row = collection(tenant, collection).change(id, clock.now(), fields);
        events.happened(tenant, collection, row, false);
        return row;
    }

    public void forward(Duration step) {
        clock.forward(step);
    }

    public Events events() {
        return events;
    }

    public void rotateSecret(long tenant, String secret) {
        tokens.rotate(tenant, secret);
        tokens.revokeAll(tenant);
    }

    public long tokensIssued() {
        return tokens.issued();
    }

    /** Requests that came although their tenant had been told to wait. */
    public long impatient() {
        return gate.impatient();
    }

    /** How each request that was one too many broke the limit. */
    public List<String> excesses() {
        return gate.excesses();
    }

    /** Requests that only a stall of this process may have made look too many. */
    public long doubts() {
        return gate.doubts();
    }

    @Override
    public void close() {
        server.close();
        events.close();
        heartbeat.close();
        ledger.write(System.getProperty("published.journal", ""));
    }
}
