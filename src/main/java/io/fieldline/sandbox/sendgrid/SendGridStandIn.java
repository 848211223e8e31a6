package io.fieldline.sandbox.sendgrid;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.FaultsAround;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * SendGrid's API as far as <code>POST /v3/mail/send</code> and <code>GET /v3/scopes</code> go, and its signed events. It
 * refuses what SendGrid refuses. By calls below <code>/control/sendgrid/</code> one sees and steers it:
 *
 * <pre>
 * GET  messages                          what was taken
 * GET  key                               the verification key of its events
 * POST clear
 * POST faults?before=too-many-requests=0.1&amp;after=connection-reset=0.1
 * POST address?email=a@b.example&amp;outcome=bounce     or blocked, dropped, spamreport, unsubscribe, delivered
 * </pre>
 */
public final class SendGridStandIn implements AutoCloseable {

    private static final long MINUTE = 60;

    private final JsonMapper json = new JsonMapper();
    private final SendGridSettings settings;
    private final InstantSource time;
    private final MailRules rules;
    private final EventSender sender = new EventSender();
    private final FaultsAround faults = new FaultsAround(1);
    private final List<SentEmail> messages = new CopyOnWriteArrayList<>();
    private final Map<String, String> outcomes = new ConcurrentHashMap<>();
    private final Deque<Long> taken = new ArrayDeque<>();
    private final AtomicLong number = new AtomicLong();
    private final LocalServer server;
    private final ExecutorService delivery = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-sendgrid-delivery");
        thread.setDaemon(true);
        return thread;
    });

    private SendGridStandIn(SendGridSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.rules = new MailRules(settings.senders());
        this.server = LocalServer.start("sandbox-sendgrid", settings.port(), this::answer);
    }

    public static SendGridStandIn start(SendGridSettings settings) {
        return start(settings, InstantSource.system());
    }

    public static SendGridStandIn start(SendGridSettings settings, InstantSource time) {
        return new SendGridStandIn(settings, time);
    }

    /** Scheme, host and port. */
    public URI url() {
        return server.url();
    }

    /** What was taken, one for each recipient, oldest first. */
    public List<SentEmail> messages() {
        return List.copyOf(messages);
    }

    /** The public key by which its events are checked. */
    public String verificationKey() {
        return sender.verificationKey();
    }

    /** What becomes of e-mails to an address: <code>bounce</code>, <code>blocked</code>, <code>dropped</code> … */
    public void outcome(String address, String outcome) {
        outcomes.put(address, outcome);
    }

    public void faults(FaultRates before, FaultRates after) {
        faults.set(before, after);
    }

    @Override
    public void close() {
        server.close();
        delivery.shutdownNow();
    }

    private Reply answer(Request request) {
        try {
            return request.path().startsWith("/control/sendgrid/")
                    ? control(request)
                    : faults.around(() -> api(request), this::busy,
                            () -> new Refusal(500, null, "Internal Server Error").reply());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply api(Request request) {
        try {
            if (!request.header("Authorization").orElse("").equals("Bearer " + settings.apiKey())) {
                throw new Refusal(401, null, "The provided authorization grant is invalid, expired, or revoked");
            }
            return switch (request.path()) {
                case "/v3/scopes" -> scopes();
                case "/v3/mail/send" -> send(request);
                default -> throw new Refusal(404, null, "Not Found");
            };
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply scopes() {
        ObjectNode body = json.createObjectNode();
        body.putArray("scopes").add("mail.send").add("sender_verification_eligible");
        return Reply.json(200, body);
    }

    private Reply send(Request request) {
        if (!request.method().equals("POST")) {
            throw new Refusal(405, null, "Method Not Allowed");
        }
        if (!request.header("Content-Type").orElse("").startsWith("application/json")) {
            throw new Refusal(415, null, "Content-Type should be application/json.");
        }
        if (limited()) {
            return busy();
        }
        JsonNode mail = body(request);
        rules.check(mail);
        String id = String.format("sandbox%015d", number.incrementAndGet());
        for (JsonNode personal : mail.path("personalizations")) {
            for (JsonNode to : personal.path("to")) {
                SentEmail email = new SentEmail(id, to.path("email").asText(), mail.path("subject").asText(),
                        personal.path("custom_args"), mail.path("headers"), mail);
                messages.add(email);
                delivery.execute(() -> report(email));
            }
        }
        return Reply.empty(202).withHeader("X-Message-Id", id);
    }

    private JsonNode body(Request request) {
        try {
            return json.readTree(request.body());
        } catch (IOException e) {
            throw Refusal.of(null, "Bad Request");
        }
    }

    private void report(SentEmail email) {
        if (settings.eventUrl().isEmpty()) {
            return;
        }
        String outcome = outcomes.getOrDefault(email.to(), "delivered");
        ArrayNode events = json.createArrayNode();
        if (!outcome.equals("dropped")) {
            events.add(event(email, "processed"));
        }
        switch (outcome) {
            case "bounce" -> events.add(event(email, "bounce").put("type", "bounce").put("status", "5.1.1").put("reason",
                    "550 5.1.1 The email account that you tried to reach does not exist"));
            case "blocked" -> events.add(event(email, "bounce").put("type", "blocked").put("status", "5.7.1").put("reason",
                    "550 5.7.1 blocked"));
            case "dropped" -> events.add(event(email, "dropped").put("reason", "Bounced Address").put("status", "5.0.0"));
            case "spamreport", "unsubscribe" -> events.add(event(email, "delivered").put("response", "250 OK"))
                    .add(event(email, outcome));
            default -> events.add(event(email, outcome).put("response", "250 OK"));
        }
        sender.post(settings.eventUrl().get(), time.instant().getEpochSecond(), events);
    }

    private ObjectNode event(SentEmail email, String name) {
        ObjectNode event = json.createObjectNode().put("email", email.to())
                .put("timestamp", time.instant().getEpochSecond()).put("event", name)
                .put("sg_event_id", "sandbox-event-" + number.incrementAndGet())
                .put("sg_message_id", email.id() + ".recvd-sandbox-1-0").put("smtp-id", "<" + email.id() + "@sandbox>");
        email.customArgs().properties().forEach(argument -> event.set(argument.getKey(), argument.getValue()));
        return event;
    }

    private boolean limited() {
        if (settings.messagesPerMinute() == 0) {
            return false;
        }
        synchronized (taken) {
            long now = time.instant().getEpochSecond();
            while (!taken.isEmpty() && now - taken.peekFirst() >= MINUTE) {
                taken.removeFirst();
            }
            if (taken.size() >= settings.messagesPerMinute()) {
                return true;
            }
            taken.addLast(now);
            return false;
        }
    }

    private Reply busy() {
        return new Refusal(429, null, "too many requests").reply()
                .withHeader("X-RateLimit-Limit", Integer.toString(settings.messagesPerMinute()))
                .withHeader("X-RateLimit-Remaining", "0")
                .withHeader("X-RateLimit-Reset", Long.toString(time.instant().getEpochSecond() + MINUTE));
    }

    private Reply control(Request request) {
        Object result = Map.of();
        switch (request.path().substring("/control/sendgrid/".length())) {
            case "messages" -> result = messages;
            case "key" -> result = Map.of("key", verificationKey());
            case "clear" -> messages.clear();
            case "faults" -> faults.set(request);
            case "address" -> outcome(request.parameter("email").orElse(""), request.parameter("outcome").orElse("delivered"));
            default -> throw new Refusal(404, null, "There is no such control call");
        }
        return Reply.json(200, json.valueToTree(result));
    }
}
