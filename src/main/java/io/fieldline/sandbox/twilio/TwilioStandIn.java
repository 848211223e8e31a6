package io.fieldline.sandbox.twilio;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.http.FaultsAround;
import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;

/**
 * Twilio's API as far as texts go: create, fetch and list messages, fetch the account; status callbacks and replies, signed. It
 * refuses what Twilio refuses, by Twilio's codes, and more: a parameter that Twilio does not know, which Twilio itself would
 * overlook. What a test or the demo wants of it is below <code>/control/twilio/</code>; see {@link TwilioControl}.
 */
public final class TwilioStandIn implements AutoCloseable {

    private static final long SECOND = 1_000_000_000L;
    private static final Set<String> STOP = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE",
            "OPTOUT");
    private static final Set<String> START = Set.of("START", "YES", "UNSTOP");
    private static final int OPTED_OUT = 21610;

    private final TwilioSettings settings;
    private final MessageRules rules;
    private final Texts texts;
    private final CallbackSender callbacks;
    private final FaultsAround faults = new FaultsAround(1);
    private final Deque<Long> taken = new ArrayDeque<>();
    private final TwilioControl control = new TwilioControl(this);
    private final URI url;
    private volatile LocalServer server;
    // One thread, so that the states of a message are reported in their order.
    private final ExecutorService delivery = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "sandbox-twilio-delivery");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean delivering = true;

    private TwilioStandIn(TwilioSettings settings, InstantSource time) {
        this.settings = settings;
        this.rules = new MessageRules(settings);
        this.texts = new Texts(settings, time);
        this.callbacks = new CallbackSender(settings.authToken());
        this.server = LocalServer.start("sandbox-twilio", settings.port(), this::answer);
        this.url = server.url();
    }

    public static TwilioStandIn start(TwilioSettings settings) {
        return start(settings, InstantSource.system());
    }

    /** @param time what stamps messages */
    public static TwilioStandIn start(TwilioSettings settings, InstantSource time) {
        return new TwilioStandIn(settings, time);
    }

    /** Scheme, host and port. */
    public URI url() {
        return url;
    }

    /** From now on no connection comes about, until it is {@link #back()}. */
    public void away() {
        server.close();
    }

    public void back() {
        server = LocalServer.start("sandbox-twilio", url.getPort(), this::answer);
    }

    /** The texts that were taken, oldest first. */
    public List<SentText> texts() {
        return texts.outbound();
    }

    public void clear() {
        texts.clear();
    }

    /**
     * @param before what goes wrong before a message is taken
     * @param after what goes wrong once it was
     */
    public void faults(FaultRates before, FaultRates after) {
        faults.set(before, after);
    }

    FaultsAround faults() {
        return faults;
    }

    /**
     * What happens to messages to a number from now on: a code below 30000 refuses them, one from there on is how they end after
     * they were taken, 0 delivers them.
     */
    public void number(String number, int code) {
        rules.tell(number, code);
    }

    /** Whether what was taken is delivered and reported by itself; without it messages wait. */
    public void delivering(boolean byItself) {
        delivering = byItself;
    }

    /** Moves a message on and reports that. */
    public void move(String sid, String status, String code) {
        report(texts.move(sid, status, code));
    }

    /**
     * A recipient answers. As Twilio does, it takes no more texts for a number that said STOP until that says START.
     *
     * @return whether the reply was taken where replies go
     */
    public boolean reply(String from, String to, String body) {
        String word = body.strip().toUpperCase(Locale.ROOT);
        Map<String, String> fields = new TreeMap<>(Map.of("AccountSid", settings.accountSid(), "ApiVersion", "2010-04-01",
                "From", from, "To", to, "Body", body, "SmsStatus", "received", "NumMedia", "0", "NumSegments", "1"));
        if (STOP.contains(word)) {
            rules.tell(from, OPTED_OUT);
            fields.put("OptOutType", "STOP");
        } else if (START.contains(word)) {
            rules.tell(from, 0);
            fields.put("OptOutType", "START");
        }
        String sid = texts.receive(from, to, body).sid();
        fields.put("MessageSid", sid);
        fields.put("SmsSid", sid);
        fields.put("SmsMessageSid", sid);
        return settings.inboundUrl().isPresent() && callbacks.post(settings.inboundUrl().get(), fields);
    }

    @Override
    public void close() {
        server.close();
        delivery.shutdownNow();
    }

    private Reply answer(Request request) {
        try {
            return request.path().startsWith("/control/twilio/")
                    ? control.answer(request)
                    : faults.around(() -> api(request), () -> Refusal.busy().reply(),
                            () -> new Refusal(500, 20500, "Internal Server Error").reply());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply api(Request request) {
        try {
            authorize(request);
            String account = "/2010-04-01/Accounts/" + settings.accountSid();
            if (!request.path().startsWith(account)) {
                throw notFound(request);
            }
            return switch (request.method() + " " + request.path().substring(account.length())) {
                case "GET .json" -> Reply.json(200, JsonNodeFactory.instance.objectNode().put("sid", settings.accountSid())
                        .put("friendly_name", "Sandbox").put("status", "active").put("type", "Full"));
                case "GET /Messages.json" -> Reply.json(200, texts.list(request));
                case "POST /Messages.json" -> Reply.json(201, texts.json(create(request)));
                default -> fetch(request, account);
            };
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private Reply fetch(Request request, String account) {
        String sid = request.path().substring(account.length()).replaceFirst("^/Messages/", "").replaceFirst("\\.json$", "");
        return Reply.json(200, texts
                .json(texts.find(sid).filter(any -> request.method().equals("GET")).orElseThrow(() -> notFound(request))));
    }

    private SentText create(Request request) {
        limit();
        SentText text = texts.take(rules.check(request));
        if (delivering) {
            deliverLater(text);
        }
        return text;
    }

    private void deliverLater(SentText text) {
        int ending = rules.ending(text.to());
        try {
            delivery.execute(() -> {
                move(text.sid(), "sent", "");
                move(text.sid(), ending == 0 ? "delivered" : "undelivered", ending == 0 ? "" : Integer.toString(ending));
            });
        } catch (RejectedExecutionException closed) {
            throw new Refusal(503, 20503, "Service unavailable");
        }
    }

    private void report(SentText text) {
        if (text.statusCallback().isEmpty()) {
            return;
        }
        Map<String, String> fields = new TreeMap<>(Map.of("AccountSid", settings.accountSid(), "ApiVersion", "2010-04-01",
                "MessageSid", text.sid(), "SmsSid", text.sid(), "MessageStatus", text.status(), "SmsStatus", text.status(),
                "To",
                text.to(), "From", text.from()));
        if (!text.errorCode().isEmpty()) {
            fields.put("ErrorCode", text.errorCode());
        }
        callbacks.post(text.statusCallback(), fields);
    }

    private void limit() {
        if (settings.messagesPerSecond() == 0) {
            return;
        }
        synchronized (taken) {
            long now = System.nanoTime();
            while (!taken.isEmpty() && now - taken.peekFirst() >= SECOND) {
                taken.removeFirst();
            }
            if (taken.size() >= settings.messagesPerSecond()) {
                throw Refusal.busy();
            }
            taken.addLast(now);
        }
    }

    private void authorize(Request request) {
        Set<String> known = Set.of(basic(settings.accountSid(), settings.authToken()),
                basic(settings.apiKey(), settings.apiKeySecret()));
        if (!known.contains(request.header("Authorization").orElse(""))) {
            throw new Refusal(401, 20003, "Authenticate");
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    private static Refusal notFound(Request request) {
        return new Refusal(404, 20404, "The requested resource " + request.path() + " was not found");
    }
}
