package io.fieldline.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.http.Fault;
import io.fieldline.sandbox.http.FaultInjector;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * Slack's Web API as far as messages go: <code>auth.test</code> and <code>chat.postMessage</code>, by form or JSON. It
 * refuses what Slack refuses, with Slack's own error codes under status 200. <code>GET /control/slack/messages</code>
 * tells what was accepted, <code>POST /control/slack/faults?rates=connection-reset=1</code> takes it down,
 * <code>POST /control/slack/clear</code> forgets.
 */
public final class SlackStandIn implements AutoCloseable {

    private static final int TEXT = 40_000;
    private static final long SECOND = 1_000;
    private static final String CALLER = "slack";

    private final JsonMapper json = new JsonMapper();
    private final SlackSettings settings;
    private final InstantSource time;
    private final List<SlackMessage> messages = new CopyOnWriteArrayList<>();
    private final Map<String, Long> lastMessage = new ConcurrentHashMap<>();
    private final AtomicLong number = new AtomicLong();
    private final FaultInjector faults = new FaultInjector(1, FaultRates.NONE);
    private final LocalServer server;

    private SlackStandIn(SlackSettings settings, InstantSource time) {
        this.settings = settings;
        this.time = time;
        this.server = LocalServer.start("sandbox-slack", settings.port(), this::answer);
    }

    public static SlackStandIn start(SlackSettings settings) {
        return new SlackStandIn(settings, InstantSource.system());
    }

    /** Scheme, host and port; the methods are below <code>/api/</code>. */
    public URI url() {
        return server.url();
    }

    /** What was accepted, oldest first. */
    public List<SlackMessage> messages() {
        return List.copyOf(messages);
    }

    /** Makes it fail from now on. */
    public void faults(FaultRates rates) {
        faults.set(rates);
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(Request request) {
        return switch (request.path()) {
            case "/api/auth.test" -> spoiled(() -> authorized(request, arguments(request)).orElseGet(this::identity));
            case "/api/chat.postMessage" -> spoiled(() -> post(request));
            case "/control/slack/messages" -> Reply.json(200, json.valueToTree(messages));
            case "/control/slack/clear" -> {
                messages.clear();
                yield Reply.json(200, json.createObjectNode());
            }
            case "/control/slack/faults" -> {
                faults(FaultRates.parse(request.parameter("rates").orElse("")));
                yield Reply.json(200, json.createObjectNode());
            }
            default -> request.path().startsWith("/api/") ? refused("unknown_method") : Reply.html(404, "Not Found");
        };
    }

    private Reply spoiled(Supplier<Reply> answer) {
        Optional<Fault> fault = faults.next(CALLER);
        if (fault.filter(Fault.SERVER_ERROR::equals).isPresent()) {
            return Reply.html(500, "Internal Server Error");
        }
        if (fault.filter(kind -> kind == Fault.TOO_MANY_REQUESTS).isPresent()) {
            return limited();
        }
        // A connection that ends at once stands for Slack being down: nothing was accepted.
        return fault.filter(Fault.CONNECTION_RESET::equals).isPresent()
                ? Reply.empty(500).delivered(Reply.Delivery.NONE)
                : fault.map(kind -> faults.spoil(answer.get(), kind, CALLER)).orElseGet(answer);
    }

    private Reply post(Request request) {
        Map<String, JsonNode> arguments = arguments(request);
        Optional<Reply> unauthorized = authorized(request, arguments);
        if (unauthorized.isPresent()) {
            return unauthorized.get();
        }
        String wanted = text(arguments, "channel");
        Optional<String> channel = channel(wanted);
        if (channel.isEmpty()) {
            return refused(
                    settings.closedChannels().contains(wanted.replaceFirst("^#", "")) ? "not_in_channel" : "channel_not_found");
        }
        JsonNode blocks = blocks(arguments);
        Optional<Reply> wrong = wrong(text(arguments, "text"), blocks);
        return wrong.orElseGet(() -> busy(channel.get()) ? limited() : accept(channel.get(), text(arguments, "text"), blocks));
    }

    private static Optional<Reply> wrong(String text, JsonNode blocks) {
        if (text.isEmpty() && blocks.isEmpty()) {
            return Optional.of(refused("no_text"));
        }
        if (text.length() > TEXT) {
            return Optional.of(refused("msg_too_long"));
        }
        return BlockKitRules.broken(blocks).map(rule -> refused("invalid_blocks", rule));
    }

    private Reply accept(String channel, String text, JsonNode blocks) {
        String ts = String.format("%d.%06d", time.instant().getEpochSecond(), number.incrementAndGet());
        messages.add(new SlackMessage(ts, channel, text, blocks));
        ObjectNode body = json.createObjectNode().put("ok", true).put("channel", channel).put("ts", ts);
        body.putObject("message").put("type", "message").put("ts", ts).put("text", text).put("bot_id", "B0SANDBOX").set(
                "blocks",
                blocks);
        return Reply.json(200, body);
    }

    private boolean busy(String channel) {
        if (!settings.onePerSecond()) {
            return false;
        }
        long now = time.millis();
        Long previous = lastMessage.get(channel);
        if (previous != null && now - previous < SECOND) {
            return true;
        }
        lastMessage.put(channel, now);
        return false;
    }

    private Optional<Reply> authorized(Request request, Map<String, JsonNode> arguments) {
        String token = request.header("Authorization").map(value -> value.replaceFirst("^Bearer ", ""))
                .orElse(text(arguments, "token"));
        if (token.isEmpty()) {
            return Optional.of(refused("not_authed"));
        }
        return token.equals(settings.token()) ? Optional.empty() : Optional.of(refused("invalid_auth"));
    }

    private Reply identity() {
        return Reply.json(200, json.createObjectNode().put("ok", true).put("url", "https://sandbox.slack.com/")
                .put("team", "Sandbox").put("user", "fieldline").put("team_id", "T0SANDBOX").put("user_id", "U0SANDBOX")
                .put("bot_id", "B0SANDBOX"));
    }

    private Optional<String> channel(String wanted) {
        if (settings.members().containsKey(wanted)) {
            return Optional.of(settings.members().get(wanted));
        }
        String name = wanted.replaceFirst("^#", "");
        return settings.channels().containsValue(wanted)
                ? Optional.of(wanted)
                : Optional.ofNullable(settings.channels().get(name));
    }

    private JsonNode blocks(Map<String, JsonNode> arguments) {
        JsonNode blocks = arguments.getOrDefault("blocks", json.createArrayNode());
        return blocks.isTextual() ? parse(blocks.asText()) : blocks;
    }

    private Map<String, JsonNode> arguments(Request request) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        if (request.header("Content-Type").orElse("").startsWith("application/json")) {
            parse(request.text()).properties().forEach(entry -> arguments.put(entry.getKey(), entry.getValue()));
        } else {
            request.form().forEach((key, value) -> arguments.put(key, json.getNodeFactory().textNode(value)));
        }
        return arguments;
    }

    /** What is not JSON is handed on as text, which no rule accepts. */
    private JsonNode parse(String text) {
        try {
            return json.readTree(text);
        } catch (IOException e) {
            return json.getNodeFactory().textNode("not JSON");
        }
    }

    private static String text(Map<String, JsonNode> arguments, String name) {
        return arguments.containsKey(name) ? arguments.get(name).asText() : "";
    }

    private static Reply limited() {
        return Reply.json(429, error("ratelimited", List.of())).withHeader("Retry-After", "1");
    }

    private static Reply refused(String error, String... messages) {
        return Reply.json(200, error(error, List.of(messages)));
    }

    private static ObjectNode error(String error, List<String> messages) {
        ObjectNode body = new JsonMapper().createObjectNode().put("ok", false).put("error", error);
        messages.forEach(message -> body.withObject("/response_metadata").withArrayProperty("messages").add(message));
        return body;
    }
}
