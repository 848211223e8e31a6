package io.fieldline.sandbox.klaviyo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.fieldline.sandbox.http.WireClient;
import io.fieldline.servicetitan.HandClock;

class KlaviyoStandInTest {

    private static final String GOOD = "{\"data\":{\"type\":\"event\",\"attributes\":{\"properties\":{},\"time\":"
            + "\"2026-11-30T15:00:00Z\",\"unique_id\":\"u1\",\"metric\":{\"data\":{\"type\":\"metric\",\"attributes\":{\"name\":"
            + "\"Job\"}}},\"profile\":{\"data\":{\"type\":\"profile\",\"attributes\":{\"email\":\"ada@customer.example\"}}}}}}";
    private static final String JSON_API = "application/vnd.api+json";

    private final HandClock clock = new HandClock(Instant.parse("2026-11-30T15:00:00Z"));
    private final KlaviyoStandIn klaviyo = KlaviyoStandIn.start(KlaviyoSettings.usual().withLimits(2, 3), clock);
    private final WireClient wire = new WireClient(klaviyo.url());

    @AfterEach
    void stop() {
        klaviyo.close();
    }

    @Test
    void recordsAnEventOfOneIdProfileAndMetricOnce() {
        assertThat(send(GOOD).statusCode()).isEqualTo(202);
        assertThat(send(GOOD).statusCode()).isEqualTo(202);
        clock.advance(Duration.ofSeconds(1));
        send(GOOD.replace("\"Job\"", "\"Visit\""));

        assertThat(klaviyo.events()).extracting(RecordedEvent::metric).containsExactly("Job", "Visit");
        assertThat(wire.get("/control/klaviyo/events").body()).contains("ada@customer.example");
    }

    @Test
    void limitsASecondAndAMinuteAndTellsWhenTheyEnd() {
        assertThat(send(GOOD).headers().firstValue("RateLimit-Remaining")).contains("2");
        send(GOOD);
        assertThat(send(GOOD).headers().firstValue("Retry-After")).contains("1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(send(GOOD).statusCode()).isEqualTo(202);
        HttpResponse<String> fourth = send(GOOD);
        assertThat(fourth.statusCode()).isEqualTo(429);
        assertThat(fourth.headers().firstValue("Retry-After")).contains("59");
        assertThat(fourth.body()).contains("throttled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"type\":\"event\" | \"type\":\"events\" | /data/type",
            "\"properties\":{} | \"props\":{} | /data/attributes/props", "\"properties\":{} | \"properties\":1 | properties",
            "2026-11-30T15:00:00Z | 30.11.2026 | /data/attributes/time", "2026-11-30T15:00:00Z | 1999-11-30T15:00:00Z | time",
            "\"Job\" | \"\" | /data/attributes/metric", "ada@customer.example | ada | /attributes/email",
            "\"email\":\"ada@customer.example\" | \"phone_number\":\"3125550142\" | /attributes/phone_number",
            "\"email\":\"ada@customer.example\" | \"mail\":\"x\" | /attributes/mail",
            "\"email\":\"ada@customer.example\" | \"first_name\":\"Ada\" | /data/attributes/profile",
            "\"unique_id\" | \"value\":\"12\",\"unique_id\" | /data/attributes/value" })
    void refusesByThePlaceThatIsWrong(String good, String bad, String pointer) {
        HttpResponse<String> answer = send(GOOD.replace(good, bad));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"pointer\":").contains(pointer);
        assertThat(klaviyo.events()).isEmpty();
    }

    @Test
    void refusesAWrongKeyAMissingRevisionAWrongTypeAndWhatIsNotJson() {
        assertThat(wire.post("/api/events", GOOD, "revision", "2026-07-15", "Content-Type", JSON_API).statusCode())
                .isEqualTo(401);
        assertThat(
                wire.post("/api/events", GOOD, "Authorization", "Klaviyo-API-Key x", "revision", "2026-07-15", "Content-Type",
                        JSON_API).body())
                .contains("authentication_failed");
        assertThat(wire.post("/api/events", GOOD, "Authorization", key(), "Content-Type", JSON_API).body())
                .contains("revision");
        assertThat(
                wire.post("/api/events", GOOD, "Authorization", key(), "revision", "2026-07-15", "Content-Type", "text/plain")
                        .statusCode())
                .isEqualTo(415);
        assertThat(send("nonsense").statusCode()).isEqualTo(400);
        assertThat(klaviyo.events()).isEmpty();
    }

    private HttpResponse<String> send(String body) {
        return wire.post("/api/events", body, "Authorization", key(), "revision", "2026-07-15", "Content-Type", JSON_API);
    }

    private static String key() {
        return "Klaviyo-API-Key " + KlaviyoSettings.API_KEY;
    }
}
