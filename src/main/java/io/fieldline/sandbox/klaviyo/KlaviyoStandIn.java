package io.fieldline.sandbox.klaviyo;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.FaultsAround;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * Klaviyo's API as far as <code>POST /api/events</code> and <code>GET /api/accounts</code> go, with its two windows of limits.
 * An event of a unique id that its profile and metric have already is accepted and not recorded again. By calls below
 * <code>/control/klaviyo/</code> one sees and steers it:
 *
 * <pre>
 * GET  events        what was recorded
 * POST clear
 * POST faults?before=too-many-requests=0.1&amp;after=connection-reset=0.1
 * </pre>
 */
public final class KlaviyoStandIn implements AutoCloseable {

    private static final String JSON_API = "application/vnd.api+json";
    private static final int SECOND = 1;
    private static final int MINUTE = 60;

    private final JsonMapper json = new JsonMapper();
    private final KlaviyoSettings settings;
    private final InstantSource time;
    private final FaultsAround faults = new FaultsAround(1);
    private final List<RecordedEvent> events = new ArrayList<>();
    private final FixedWindow burst;
    private final FixedWindow steady;
    private final LocalServer server;

    private KlaviyoStandIn(KlaviyoSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.burst = new FixedWindow(settings.burst(), SECOND);
        this.steady = new FixedWindow(settings.steady(), MINUTE);
        this.server = LocalServer.start("sandbox-klaviyo", settings.port(), this::answer);
    }

    public static KlaviyoStandIn start(KlaviyoSettings settings) {
        return start(settings, InstantSource.system());
    }

    public static KlaviyoStandIn start(KlaviyoSettings settings, InstantSource time) {
        return new KlaviyoStandIn(settings, time);
    }

    /** Scheme, host and port. */
    public URI url() {
        return server.url();
    }

    /** What was recorded, oldest first. */
    public synchronized List<RecordedEvent> events() {
        return List.copyOf(events);
    }

    public void faults(FaultRates before, FaultRates after) {
        faults.set(before, after);
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Request request) {
        try {
            return request.path().startsWith("/control/klaviyo/")
                    ? control(request)
                    : faults.around(() -> api(request), () -> throttled(SECOND),
                            () -> new Refusal(500, "error", "A server error occurred.", "/data").reply());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private synchronized Reply api(Request request) {
        try {
            admit(request);
            return switch (request.method() + " " + request.path().replaceFirst("/$", "")) {
                case "GET /api/accounts" -> account();
                case "POST /api/events" -> event(request);
                default -> throw new Refusal(404, "not_found", "Not found.", "/data");
            };
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private void admit(Request request) {
        String key = request.header("Authorization").orElse("");
        if (!key.startsWith("Klaviyo-API-Key ")) {
            throw new Refusal(401, "not_authenticated", "Authentication credentials were not provided.", "/data");
        }
        if (!key.equals("Klaviyo-API-Key " + settings.apiKey())) {
            throw new Refusal(401, "authentication_failed", "Incorrect authentication credentials.", "/data");
        }
        if (!settings.revisions().contains(request.header("revision").orElse(""))) {
            throw new Refusal(400, "invalid_revision", "The revision is missing or not a valid one.", "/revision");
        }
    }

    private Reply account() {
        var body = json.createObjectNode();
        body.putArray("data").addObject().put("type", "account").put("id", "sandbox");
        return Reply.json(200, body).withContentType(JSON_API);
    }

    private Reply event(Request request) {
        if (!request.header("Content-Type").orElse("").startsWith(JSON_API)
                && !request.header("Content-Type").orElse("").startsWith("application/json")) {
            throw new Refusal(415, "unsupported_media_type", "Unsupported media type in request.", "/data");
        }
        long second = time.instant().getEpochSecond();
        if (!burst.take(second)) {
            return throttled(burst.left(second));
        }
        if (!steady.take(second)) {
            return throttled(steady.left(second));
        }
        RecordedEvent event = EventRules.check(body(request), time.instant());
        if (events.stream().noneMatch(known -> repeats(known, event))) {
            events.add(event);
        }
        return Reply.empty(202).withHeader("RateLimit-Limit", settings.steady() + ", " + settings.steady() + ";w=60")
                .withHeader("RateLimit-Remaining", Long.toString(steady.remaining()))
                .withHeader("RateLimit-Reset", Long.toString(steady.left(second)));
    }

    private static boolean repeats(RecordedEvent known, RecordedEvent event) {
        return !event.uniqueId().isEmpty() && known.uniqueId().equals(event.uniqueId()) && known.metric().equals(event.metric())
                && known.profile().equals(event.profile());
    }

    private JsonNode body(Request request) {
        try {
            return json.readTree(request.body());
        } catch (IOException e) {
            throw Refusal.invalid("/data", "The request's body is not JSON");
        }
    }

    private static Reply throttled(long seconds) {
        return new Refusal(429, "throttled", "Request was throttled. Expected available in " + seconds + " second.", "/data")
                .reply().withHeader("Retry-After", Long.toString(seconds));
    }

    private Reply control(Request request) {
        Object result = Map.of();
        switch (request.path().substring("/control/klaviyo/".length())) {
            case "events" -> result = events();
            case "clear" -> {
                synchronized (this) {
                    events.clear();
                }
            }
            case "faults" -> faults.set(request);
            default -> throw new Refusal(404, "not_found", "There is no such control call", "/data");
        }
        return Reply.json(200, json.valueToTree(result));
    }

    /** So many in each window, which begin on the clock and not with the first call. Not safe for use by many threads. */
    private static final class FixedWindow {

        private final int most;
        private final int seconds;
        private long window;
        private long taken;

        FixedWindow(int most, int seconds) {
            this.most = most;
            this.seconds = seconds;
        }

        boolean take(long second) {
            if (second / seconds != window) {
                window = second / seconds;
                taken = 0;
            }
            if (most > 0 && taken >= most) {
                return false;
            }
            taken++;
            return true;
        }

        long left(long second) {
            return seconds - second % seconds;
        }

        long remaining() {
            return Math.max(0, most - taken);
        }
    }
}
