package io.fieldline.sandbox;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.data.ChangeListener;
import io.fieldline.sandbox.data.Contractor;
import io.fieldline.sandbox.data.Timestamps;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;

/**
 * Sends events as ServiceTitan does: CloudEvents, signed over the raw bytes, tried again after 10, 30, 60 and 300
 * seconds of the sandbox's time, then parked until somebody replays them. Can be told to lose, double and delay events.
 * Safe for use by many threads.
 */
final class Webhooks implements ChangeListener {

    static final String SIGNATURE = "X-ServiceTitan-Signature";
    private static final List<Duration> RETRIES = List.of(Duration.ofSeconds(10), Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(300));
    private static final Duration LATE = Duration.ofSeconds(20);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** The shares of events that are lost, sent twice, and sent after their successors. */
    record Conduct(double lose, double twice, double late) {
        static final Conduct GOOD = new Conduct(0, 0, 0);
    }

    /** What became of an event: PENDING, DELIVERED, PARKED or LOST. */
    record Sent(long tenantId, String type, String userAssignedId, String state, int attempts) {}

    private final Catalog catalog;
    private final Shape shape;
    private final InstantSource clock;
    private final SplittableRandom random;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).version(HttpClient.Version.HTTP_1_1)
            .build();
    private final PriorityQueue<Delivery> queue = new PriorityQueue<>(
            Comparator.comparing((Delivery delivery) -> delivery.due).thenComparingLong(delivery -> delivery.number));
    private final List<Delivery> all = new ArrayList<>();
    private Optional<WebhookTarget> target;
    private Conduct conduct = Conduct.GOOD;
    private long number;

    private static final class Delivery {
        private final long number;
        private final long tenantId;
        private final ObjectNode event;
        private Instant due;
        private int attempts;
        private String state = "PENDING";

        private Delivery(long number, long tenantId, ObjectNode event, Instant due) {
            this.number = number;
            this.tenantId = tenantId;
            this.event = event;
            this.due = due;
        }
    }

    Webhooks(Catalog catalog, Shape shape, InstantSource clock, long seed, Optional<WebhookTarget> target) {
        this.catalog = catalog;
        this.shape = shape;
        this.clock = clock;
        this.random = new SplittableRandom(seed);
        this.target = target;
    }

    synchronized void target(WebhookTarget newTarget) {
        target = Optional.of(newTarget);
    }

    synchronized void conduct(Conduct newConduct) {
        conduct = newConduct;
    }

    @Override
    public synchronized void changed(Contractor contractor, String type, ObjectNode data) {
        if (target.isEmpty()) {
            return;
        }
        ObjectNode event = event(contractor, type, data);
        boolean lost = random.nextDouble() < conduct.lose();
        boolean twice = random.nextDouble() < conduct.twice();
        boolean late = random.nextDouble() < conduct.late();
        Delivery first = new Delivery(number, contractor.tenantId(), event,
                late ? clock.instant().plus(LATE) : clock.instant());
        all.add(first);
        if (lost) {
            first.state = "LOST";
            return;
        }
        queue.add(first);
        if (twice) {
            Delivery second = new Delivery(++number, contractor.tenantId(), redelivered(event), first.due.plusSeconds(1));
            all.add(second);
            queue.add(second);
        }
    }

    /** Sends what is due. Called again and again by one thread. */
    void pump() {
        for (Optional<Delivery> due = takeDue(); due.isPresent(); due = takeDue()) {
            boolean taken = send(due.get());
            settle(due.get(), taken);
        }
    }

    /** Sends what was lost or parked again, as the portal's replay does. Answers how many. */
    synchronized int replay() {
        List<Delivery> waiting = all.stream()
                .filter(delivery -> delivery.state.equals("LOST") || delivery.state.equals("PARKED"))
                .toList();
        waiting.forEach(delivery -> {
            delivery.state = "PENDING";
            delivery.attempts = 0;
            delivery.due = clock.instant();
            queue.add(delivery);
        });
        return waiting.size();
    }

    synchronized List<Sent> sent() {
        return all.stream().map(delivery -> new Sent(delivery.tenantId, delivery.event.get("type").asText(),
                delivery.event.get("userassignedid").asText(), delivery.state, delivery.attempts)).toList();
    }

    private ObjectNode event(Contractor contractor, String type, ObjectNode data) {
        ObjectNode all = data.deepCopy().put("tenantId", contractor.tenantId()).put("tenantName", contractor.name());
        FieldType schema = new FieldType(FieldType.Kind.SCHEMA, catalog.webhook(type).orElseThrow().schema(), null, false,
                List.of());
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("specversion", "1.0").put("id", id("delivery" + ++number)).put("type", type);
        event.put("time", Timestamps.text(clock.instant())).put("source", "https://webhooks.servicetitan.io");
        event.put("userassignedid", id("event" + number)).put("datacontenttype", "application/json");
        event.set("data", shape.of(Catalog.WEBHOOKS, schema, all));
        return event;
    }

    private synchronized Optional<Delivery> takeDue() {
        boolean due = !queue.isEmpty() && !queue.peek().due.isAfter(clock.instant());
        return due ? Optional.of(queue.remove()) : Optional.empty();
    }

    private synchronized void settle(Delivery delivery, boolean taken) {
        delivery.attempts++;
        if (taken) {
            delivery.state = "DELIVERED";
        } else if (delivery.attempts > RETRIES.size()) {
            delivery.state = "PARKED";
        } else {
            delivery.due = clock.instant().plus(RETRIES.get(delivery.attempts - 1));
            queue.add(delivery);
        }
    }

    private boolean send(Delivery delivery) {
        WebhookTarget to = currentTarget();
        byte[] body = (delivery.attempts == 0 ? delivery.event : redelivered(delivery.event)).toString()
                .getBytes(StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(to.urlOf(delivery.tenantId)).timeout(TIMEOUT)
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(body));
        if (!to.key().isEmpty()) {
            request.header(SIGNATURE, sign(to.key(), body));
        }
        try {
            int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300;
        } catch (IOException e) {
            // Not reachable is as good as refused: the event is tried again.
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized WebhookTarget currentTarget() {
        return target.orElseThrow();
    }

    /** The same event under another delivery id. */
    private synchronized ObjectNode redelivered(ObjectNode event) {
        return event.deepCopy().put("id", id("delivery" + ++number));
    }

    private static String id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private static String sign(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
