package io.fieldline.published;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Events of jobs: signed, sent again when they are not taken, and on demand lost, or held to come twice and in disorder. */
public final class Events implements AutoCloseable {

    /** What becomes of events. */
    public enum Conduct {
        AT_ONCE, LOST, HELD
    }

    private static final int[] SECONDS_BETWEEN_TRIES = {10, 30, 60, 300 };

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "published events");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> held = new ArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ServerClock clock;
    private volatile Conduct conduct = Conduct.AT_ONCE;
    private volatile URI target;
    private volatile String key;

    Events(ServerClock clock) {
        this.clock = clock;
    }

    public void to(URI url, String hmacKey) {
        key = hmacKey;
        target = url;
    }

    public void conduct(Conduct how) {
        conduct = how;
    }

    void happened(long tenant, String collection, Row row, boolean created) {
        if (target == null || !collection.equals("jpm/jobs") || conduct == Conduct.LOST) {
            return;
        }
        StringBuilder job = new StringBuilder();
        Shapes.write(job, collection, row, false);
        String event = "{\"specversion\":\"1.0\",\"id\":\"" + UUID.randomUUID() + "\",\"type\":\"tn.jpm."
                + (created ? "job-scheduled" : "job-updated") + "\",\"time\":\"" + clock.now()
                + "\",\"source\":\"https://webhooks.servicetitan.io\",\"userassignedid\":\"" + UUID.randomUUID()
                + "\",\"datacontenttype\":\"application/json\",\"data\":{\"job\":" + job + ",\"tenantId\":" + tenant
                + ",\"tenantName\":\"Contractor\"}}";
        if (conduct == Conduct.HELD) {
            synchronized (held) {
                held.add(event);
            }
        } else {
            threads.execute(() -> send(event, 0));
        }
    }

    /** Sends what was held, each event twice, in disorder. */
    public int release() {
        List<String> twice = new ArrayList<>();
        synchronized (held) {
            twice.addAll(held);
            twice.addAll(held);
            held.clear();
        }
        Collections.shuffle(twice, new Random(twice.size()));
        twice.forEach(event -> threads.execute(() -> send(event, 0)));
        return twice.size();
    }

    private void send(String event, int tries) {
        byte[] body = event.getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(target).header("Content-Type", "application/cloudevents+json")
                .header("X-ServiceTitan-Signature", signature(body)).timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)).build();
        http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).whenComplete((response, failure) -> {
            if (failure == null && response.statusCode() / 100 == 2) {
                taken.incrementAndGet();
            } else {
                refused.incrementAndGet();
                if (tries < SECONDS_BETWEEN_TRIES.length && !threads.isShutdown()) {
                    threads.schedule(() -> send(event, tries + 1), SECONDS_BETWEEN_TRIES[tries], TimeUnit.SECONDS);
                }
            }
        });
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many were answered with success. */
    public int taken() {
        return taken.get();
    }

    public int refused() {
        return refused.get();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
