package io.fieldline.sandbox.hubspot;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * HubSpot's CRM API as far as contacts, companies, notes and tasks go: properties, objects one by one and in batches,
 * search, merge, associations and membership of lists. It keeps what it is given and refuses what HubSpot refuses, in HubSpot's words. A person's
 * doings in it, its faults and its counts are below <code>/control/hubspot/</code>; see {@link HubSpotControl}.
 *
 * <p>
 * An answer that a fault breaks off was acted upon before: the caller cannot know.
 */
public final class HubSpotStandIn implements AutoCloseable {

    private static final String CALLER = "hubspot";
    private static final String PERSON = "CRM_UI";

    private final InstantSource time;
    private final Map<ObjectKind, ObjectTable> tables = new EnumMap<>(ObjectKind.class);
    private final Associations associations = new Associations(tables);
    private final Routes routes;
    private final Admission admission;
    private final FaultInjector faults = new FaultInjector(1, FaultRates.NONE);
    private final Map<String, Long> calls = new TreeMap<>();
    private final Map<String, Runnable> before = new ConcurrentHashMap<>();
    private final HubSpotControl control = new HubSpotControl(this);
    private final LocalServer server;
    private volatile Duration searchLag;

    private HubSpotStandIn(HubSpotSettings settings, InstantSource time) {
        this.time = time;
        this.searchLag = settings.searchLag();
        AtomicLong ids = new AtomicLong(100_000);
        for (ObjectKind kind : ObjectKind.values()) {
            tables.put(kind, new ObjectTable(kind, time, ids::incrementAndGet, settings.mergeMakesNewId()));
        }
        this.routes = new Routes(tables, associations, new BatchCalls(settings.partialFailures()));
        this.admission = new Admission(settings);
        this.server = LocalServer.start("sandbox-hubspot", settings.port(), this::answer);
    }

    public static HubSpotStandIn start(HubSpotSettings settings) {
        return start(settings, InstantSource.system());
    }

    public static HubSpotStandIn start(HubSpotSettings settings, InstantSource time) {
        return new HubSpotStandIn(settings, time);
    }

    /** Scheme, host and port. */
    public URI url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
    }

    /** A person creates an object; its id. */
    public synchronized String create(String object, Map<String, String> properties) {
        return Long.toString(table(object).create(properties, PERSON).id());
    }

    /** A person changes an object. */
    public synchronized void edit(String object, String id, Map<String, String> properties) {
        table(object).update(ObjectCalls.live(table(object), id), properties, PERSON);
    }

    /** A person deletes an object. */
    public synchronized void archive(String object, String id) {
        table(object).archive(ObjectCalls.live(table(object), id));
    }

    /** A person merges one object into another; the id of what came of it. */
    public synchronized String merge(String object, String primary, String other) {
        return Long.toString(table(object).merge(ObjectCalls.live(table(object), primary),
                ObjectCalls.live(table(object), other)).id());
    }

    /** A person links two objects. */
    public synchronized void associate(String object, String id, String other, String otherId) {
        associations.link(table(object).kind(), ObjectCalls.live(table(object), id), table(other).kind(),
                ObjectCalls.live(table(other), otherId));
    }

    /**
     * A person makes a list of contacts; its number.
     *
     * @param processingType <code>MANUAL</code>, or <code>DYNAMIC</code> for one that nobody can be put on
     */
    public synchronized String createList(String name, String processingType) {
        return routes.lists().create(name, processingType);
    }

    /** The ids of the contacts on a list. */
    public synchronized Set<String> listMembers(String list) {
        return routes.lists().members(list);
    }

    /** Adds a property, as the properties API takes it. */
    public synchronized void addProperty(String object, JsonNode definition) {
        table(object).catalogue().create(definition);
    }

    /** A person changes a property, such as the options it has. */
    public synchronized void changeProperty(String object, JsonNode definition) {
        table(object).catalogue().change(definition);
    }

    /** The properties of an object that is in use, by id. */
    public synchronized Map<String, Map<String, String>> rows(String object) {
        Map<String, Map<String, String>> rows = new TreeMap<>();
        table(object).all().stream().filter(one -> !one.archived())
                .forEach(one -> rows.put(Long.toString(one.id()), one.values()));
        return rows;
    }

    /** The ids of the objects that one is linked to. */
    public synchronized Set<String> associated(String object, String id, String other) {
        return associations.of(table(object).kind(), id, table(other).kind()).stream().map(String::valueOf)
                .collect(Collectors.toSet());
    }

    /** How many calls of each kind came in, such as <code>POST contacts/batch/read</code>; refused ones count. */
    public synchronized Map<String, Long> calls() {
        return Map.copyOf(calls);
    }

    public synchronized void forgetCalls() {
        calls.clear();
    }

    /** Does something once, right before the next call of a kind is answered. */
    public void before(String kind, Runnable happening) {
        before.put(kind, happening);
    }

    /** Makes it fail from now on. */
    public void faults(FaultRates rates) {
        faults.set(rates);
    }

    /** How long a write stays unknown to searches from now on. */
    public void searchLag(Duration lag) {
        searchLag = lag;
    }

    /** Answers every call as if the day's calls were used up. */
    public synchronized void dayUsedUp(boolean usedUp) {
        admission.dayUsedUp(usedUp);
    }

    public synchronized void tokenRevoked(boolean revoked) {
        admission.tokenRevoked(revoked);
    }

    private ObjectTable table(String object) {
        return Routes.table(tables, object);
    }

    private Reply answer(Request request) {
        try {
            if (request.path().startsWith("/control/hubspot/")) {
                return control.answer(request);
            }
            String kind = kind(request);
            Optional.ofNullable(before.remove(kind)).ifPresent(Runnable::run);
            Optional<Fault> fault = faults.next(CALLER);
            Reply reply = admitted(request, kind, fault);
            return fault.map(one -> faults.spoil(reply, one, CALLER)).orElse(reply);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private synchronized Reply admitted(Request request, String kind, Optional<Fault> fault) {
        calls.merge(kind, 1L, Long::sum);
        boolean search = request.path().endsWith("/search");
        Optional<Reply> refused = admission.refused(request, search);
        if (refused.isPresent()) {
            return refused.get();
        }
        if (fault.filter(one -> one == Fault.SERVER_ERROR || one == Fault.HTML_UNAVAILABLE).isPresent()) {
            return Reply.html(fault.get() == Fault.SERVER_ERROR ? 500 : 503, "Internal Server Error");
        }
        if (fault.filter(one -> one == Fault.TOO_MANY_REQUESTS).isPresent()) {
            return admission.limited("You have reached your ten_secondly_rolling limit.", "TEN_SECONDLY_ROLLING");
        }
        if (fault.filter(one -> one == Fault.REVOKED_TOKEN).isPresent()) {
            return new Refusal(401, "INVALID_AUTHENTICATION", "The token was revoked", List.of(), Map.of()).reply();
        }
        Reply reply;
        try {
            reply = routes.answer(request, time.instant().minus(searchLag));
        } catch (Refusal refusal) {
            reply = refusal.reply();
        }
        return search ? reply : admission.withHeaders(reply);
    }

    /** Method and path behind the version, without ids. */
    private static String kind(Request request) {
        return request.method() + " " + request.path().replaceFirst("^/crm/v\\d/(objects/)?", "")
                .replaceAll("/\\d+(?=/|$)", "/{id}");
    }

    static JsonNode body(JsonMapper json, Request request) {
        try {
            return json.readTree(request.text());
        } catch (IOException e) {
            throw Refusal.invalid("Invalid input JSON");
        }
    }

    /** What the control calls need of values that are neither texts nor missing. */
    static Map<String, String> texts(JsonNode properties) {
        Map<String, String> texts = new HashMap<>();
        properties.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText("")));
        return texts;
    }
}
