package io.fieldline.sandbox.fcm;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.FaultsAround;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * Firebase Cloud Messaging's HTTP v1 API as far as sending to devices goes, and <code>POST /token</code> of Google's OAuth. It
 * refuses what FCM refuses. By calls below <code>/control/fcm/</code> one sees and steers it:
 *
 * <pre>
 * GET  messages                          what was taken
 * GET  account                           the service account's key file
 * POST clear
 * POST faults?before=server-error=0.1&amp;after=connection-reset=0.1
 * POST device?token=…&amp;error=UNREGISTERED    or SENDER_ID_MISMATCH
 * POST revoke                            ends every access token
 * </pre>
 */
public final class FcmStandIn implements AutoCloseable {

    private static final int SHORTEST_TOKEN = 20;
    private static final long MINUTE = 60;

    private final JsonMapper json = new JsonMapper();
    private final FcmSettings settings;
    private final InstantSource time;
    private final TokenDesk desk;
    private final FaultsAround faults = new FaultsAround(1);
    private final List<PushedMessage> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> devices = new ConcurrentHashMap<>();
    private final Deque<Long> taken = new ArrayDeque<>();
    private final AtomicLong number = new AtomicLong();
    private final LocalServer server;

    private FcmStandIn(FcmSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.desk = new TokenDesk(settings, time);
        this.server = LocalServer.start("sandbox-fcm", settings.port(), this::answer);
    }

    public static FcmStandIn start(FcmSettings settings) {
        return start(settings, InstantSource.system());
    }

    public static FcmStandIn start(FcmSettings settings, InstantSource time) {
        return new FcmStandIn(settings, time);
    }

    /** Scheme, host and port. */
    public URI url() {
        return server.url();
    }

    /** The key file of the one account that may send; it names this server's own token endpoint. */
    public String serviceAccount() {
        return desk.serviceAccount(url() + "/token");
    }

    /** What was taken, oldest first. */
    public List<PushedMessage> messages() {
        return List.copyOf(messages);
    }

    /** @param error <code>UNREGISTERED</code> or <code>SENDER_ID_MISMATCH</code> */
    public void device(String token, String error) {
        devices.put(token, error);
    }

    /** Ends every access token. */
    public void revokeTokens() {
        desk.revoke();
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
            if (request.path().startsWith("/control/fcm/")) {
                return control(request);
            }
            return request.path().equals("/token")
                    ? desk.answer(request, url() + "/token")
                    : faults.around(() -> api(request), () -> Refusal.quota().reply(),
                            () -> Refusal.of(500, "INTERNAL", "INTERNAL", "Internal error encountered.").reply());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply api(Request request) {
        try {
            if (!desk.knows(request.header("Authorization").orElse(""))) {
                throw Refusal.of(401, "UNAUTHENTICATED", "",
                        "Request had invalid authentication credentials. Expected OAuth 2 access token.");
            }
            if (!request.path().equals("/v1/projects/" + settings.project() + "/messages:send")) {
                throw request.path().matches("/v1/projects/[^/]+/messages:send")
                        ? Refusal.of(403, "PERMISSION_DENIED", "",
                                "Permission 'cloudmessaging.messages.create' denied on resource")
                        : Refusal.of(404, "NOT_FOUND", "", "Requested entity was not found.");
            }
            return send(request);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply send(Request request) {
        JsonNode body = body(request);
        MessageRules.check(body);
        JsonNode message = body.path("message");
        String token = message.path("token").asText("");
        if (message.has("token") && token.length() < SHORTEST_TOKEN) {
            throw Refusal.of(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT",
                    "The registration token is not a valid FCM registration token");
        }
        switch (devices.getOrDefault(token, "")) {
            case "UNREGISTERED" -> throw Refusal.of(404, "NOT_FOUND", "UNREGISTERED", "Requested entity was not found.");
            case "SENDER_ID_MISMATCH" -> throw Refusal.of(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "SenderId mismatch");
            default -> limit();
        }
        String name = "projects/" + settings.project() + "/messages/0:" + number.incrementAndGet();
        if (!body.path("validate_only").asBoolean()) {
            messages.add(new PushedMessage(name, token, message));
        }
        return Reply.json(200, json.createObjectNode().put("name", name));
    }

    private JsonNode body(Request request) {
        try {
            if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
                throw Refusal.of(400, "INVALID_ARGUMENT", "", "Invalid JSON payload received.");
            }
            return json.readTree(request.body());
        } catch (IOException e) {
            throw Refusal.of(400, "INVALID_ARGUMENT", "", "Invalid JSON payload received.");
        }
    }

    private void limit() {
        if (settings.messagesPerMinute() == 0) {
            return;
        }
        synchronized (taken) {
            long now = time.instant().getEpochSecond();
            while (!taken.isEmpty() && now - taken.peekFirst() >= MINUTE) {
                taken.removeFirst();
            }
            if (taken.size() >= settings.messagesPerMinute()) {
                throw Refusal.quota();
            }
            taken.addLast(now);
        }
    }

    private Reply control(Request request) {
        Object result = Map.of();
        switch (request.path().substring("/control/fcm/".length())) {
            case "messages" -> result = messages;
            case "account" -> result = Map.of("account", serviceAccount());
            case "clear" -> messages.clear();
            case "faults" -> faults.set(request);
            case "device" -> device(request.parameter("token").orElse(""), request.parameter("error").orElse("UNREGISTERED"));
            case "revoke" -> revokeTokens();
            default -> throw Refusal.of(404, "NOT_FOUND", "", "There is no such control call");
        }
        return Reply.json(200, json.valueToTree(result));
    }
}
