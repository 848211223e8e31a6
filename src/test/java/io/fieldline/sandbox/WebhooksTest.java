package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.sandbox.http.LocalServer;
import io.fieldline.sandbox.http.Reply;
import io.fieldline.sandbox.http.Request;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.FieldType;
import io.fieldline.servicetitan.catalog.SchemaValidator;

class WebhooksTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    /** To the very moment of the first booking: had time to go on after it, a refused event could be due again at once. */
    private static final String TO_THE_FIRST_BOOKING = "clock?step=PT6M40S";

    private final List<Request> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private final LocalServer receiver = LocalServer.start("receiver", 0, request -> {
        received.add(request);
        return Reply.empty(refusals.getAndDecrement() > 0 ? 500 : 200);
    });
    private final SandboxServer server = SandboxServer.start(SandboxSettings.builder().jobs(40).contractors(1).speed(0)
            .start(Instant.parse("2026-06-01T14:00:00Z")).businessDay(true)
            .webhook(new WebhookTarget(receiver.url() + "/hook/{tenant}", KEY)).build());
    private final SandboxClient client = new SandboxClient(server.url(), 1001);

    @AfterEach
    void stop() {
        server.close();
        receiver.close();
    }

    @Test
    void signsTheRawBytesAndKeepsToTheDocumentedForm() throws Exception {
        client.control("POST", "clock?step=PT3H");
        await().until(() -> received.size() >= 60);
        Catalog catalog = Catalog.load();
        for (Request request : received) {
            assertThat(request.path()).isEqualTo("/hook/1001");
            assertThat(request.header("X-ServiceTitan-Signature")).contains(hmac(request.body()));
            JsonNode event = new JsonMapper().readTree(request.body());
            assertThat(event.get("specversion").asText()).isEqualTo("1.0");
            String schema = catalog.webhook(event.get("type").asText()).orElseThrow().schema();
            assertThat(new SchemaValidator(catalog).value(Catalog.WEBHOOKS,
                    new FieldType(FieldType.Kind.SCHEMA, schema, null, false, List.of()), event.get("data"))).isEmpty();
        }
        assertThat(received).extracting(request -> new JsonMapper().readTree(request.body()).get("type").asText())
                .contains("tn.jpm.job-scheduled", "tn.dis.technician-dispatched", "tn.jpm.job-completed",
                        "tn.acc.invoice-updated",
                        "tn.tlc.call-completed");
    }

    @Test
    void triesAgainAfterTenSecondsUnderAnotherDeliveryId() {
        refusals.set(1);
        client.control("POST", TO_THE_FIRST_BOOKING);
        await().until(() -> attempts() == 2);
        client.control("POST", "clock?step=PT9S");
        assertThat(states("PENDING")).isEqualTo(1);
        client.control("POST", "clock?step=PT1S");
        await().until(() -> states("DELIVERED") == 2);
        JsonNode first = event(0);
        JsonNode again = event(2);
        assertThat(again.get("userassignedid")).isEqualTo(first.get("userassignedid"));
        assertThat(again.get("id")).isNotEqualTo(first.get("id"));
    }

    @Test
    void parksAnEventAfterFourRetriesAndReplaysIt() {
        refusals.set(1_000);
        client.control("POST", TO_THE_FIRST_BOOKING);
        await().until(() -> attempts() == 2);
        for (String pause : List.of("PT11S", "PT31S", "PT61S")) {
            int before = attempts();
            client.control("POST", "clock?step=" + pause);
            await().until(() -> attempts() == before + 2);
        }
        client.control("POST", "clock?step=PT301S");
        await().until(() -> states("PARKED") == 2);
        assertThat(received).hasSize(10);
        refusals.set(0);
        assertThat(client.control("POST", "webhooks/replay").get("replayed").asInt()).isEqualTo(2);
        await().until(() -> states("DELIVERED") == 2);
    }

    @Test
    void losesAndDoublesWhenTold() {
        client.control("POST", "webhooks/conduct?lose=1");
        client.control("POST", "clock?step=PT7M");
        assertThat(states("LOST")).isEqualTo(2);
        assertThat(received).isEmpty();
        client.control("POST", "webhooks/conduct?twice=1");
        client.control("POST", "clock?step=PT10M");
        client.control("POST", "clock?step=PT2S");
        await().until(() -> received.size() >= 4 && received.size() % 2 == 0);
        assertThat(received.stream().map(request -> read(request).get("userassignedid").asText()).distinct().count())
                .isEqualTo(received.size() / 2);
    }

    private long states(String state) {
        return client.control("GET", "webhooks").valueStream().filter(sent -> sent.get("state").asText().equals(state)).count();
    }

    /** Counted once an event's fate after an attempt is settled. */
    private int attempts() {
        return client.control("GET", "webhooks").valueStream().mapToInt(sent -> sent.get("attempts").asInt()).sum();
    }

    private JsonNode event(int index) {
        return read(received.get(index));
    }

    private static JsonNode read(Request request) {
        try {
            return new JsonMapper().readTree(request.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hmac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KEY.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body));
    }
}
