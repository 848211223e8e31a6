package io.fieldline.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings.Limits;

class LimitsAndFaultsTest {

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void aMinuteTakesSoManyRequestsAndABatchCountsForEachOfItsItems() {
        quickBooks.limits(new Limits(5, 0, 0, 30));
        String batch = "{\"BatchItemRequest\":[{\"bId\":\"1\",\"Query\":\"select * from Item\"},"
                + "{\"bId\":\"2\",\"Query\":\"select * from Item\"},{\"bId\":\"3\",\"Query\":\"select * from Item\"}]}";

        assertThat(client.post("batch", batch).statusCode()).isEqualTo(200);
        QuickBooksClient.assertFault(client.post("batch", batch), 429, "3001");
        assertThat(client.get("preferences").statusCode()).isEqualTo(200);
        assertThat(client.get("preferences").statusCode()).isEqualTo(200);
        assertThat(client.get("preferences").body()).contains("message=ThrottleExceeded; errorCode=003001; statusCode=429");
        assertThat(quickBooks.throttled()).isEqualTo(2);
        quickBooks.limits(Limits.REAL.times(10));
        assertThat(client.get("preferences").statusCode()).isEqualTo(200);
    }

    @Test
    void batchesHaveALimitOfTheirOwn() {
        quickBooks.limits(new Limits(0, 0, 1, 30));
        String batch = "{\"BatchItemRequest\":[{\"bId\":\"1\",\"Query\":\"select * from Item\"}]}";

        assertThat(client.post("batch", batch).statusCode()).isEqualTo(200);
        QuickBooksClient.assertFault(client.post("batch", batch), 429, "3001");
        assertThat(client.get("preferences").statusCode()).isEqualTo(200);
    }

    @Test
    void aMinuteIsOverSixtySecondsAfterItsRequests() {
        AtomicLong nanos = new AtomicLong();
        Throttle throttle = new Throttle(new Limits(1, 1, 1, 30), nanos::get);
        throttle.count(1, false);
        nanos.set(Duration.ofMillis(59_999).toNanos());
        assertThatThrownBy(() -> throttle.count(1, false)).isInstanceOf(Refusal.class);
        nanos.set(Duration.ofSeconds(60).toNanos());
        throttle.count(1, false);

        assertThat(throttle.enter()).isTrue();
        assertThat(throttle.enter()).isFalse();
        throttle.leave();
        assertThat(throttle.enter()).isTrue();
    }

    @Test
    void onlySoManyRequestsAreUnderWayAtOnce() {
        QuickBooksSettings slow = QuickBooksSettings.usual().withLatency(Duration.ofSeconds(1))
                .withLimits(new Limits(0, 2, 0, 30));
        try (QuickBooksStandIn busy = QuickBooksStandIn.start(slow)) {
            QuickBooksClient other = new QuickBooksClient(busy);
            List<CompletableFuture<HttpResponse<String>>> calls = IntStream.range(0, 6)
                    .mapToObj(call -> CompletableFuture.supplyAsync(() -> other.get("preferences"), task -> new Thread(task)
                            .start()))
                    .toList();
            long refused = calls.stream().filter(call -> call.join().statusCode() == 429).count();

            assertThat(refused).isPositive().isEqualTo(busy.throttled());
            assertThat(calls).anyMatch(call -> call.join().statusCode() == 200);
        }
    }

    @Test
    void failsBeforeOrAfterItHeardACall() {
        String body = "{\"DisplayName\":\"Ada\"}";
        client.wire.post("/control/quickbooks/faults?before=connection-reset=1", "");
        assertThatThrownBy(() -> client.post("customer", body)).isInstanceOf(UncheckedIOException.class);
        assertThat(quickBooks.owner().records("Customer")).isEmpty();
        client.wire.post("/control/quickbooks/faults?before=server-error=1", "");
        QuickBooksClient.assertFault(client.post("customer", body), 500, "10000");
        client.wire.post("/control/quickbooks/faults?before=html-unavailable=1", "");
        assertThat(client.post("customer", body).statusCode()).isEqualTo(503);
        client.wire.post("/control/quickbooks/faults?before=too-many-requests=1", "");
        QuickBooksClient.assertFault(client.post("customer", body), 429, "3001");
        assertThat(quickBooks.owner().records("Customer")).isEmpty();
        quickBooks.faults(FaultRates.NONE, FaultRates.parse("server-error=1"));
        QuickBooksClient.assertFault(client.post("customer", body), 500, "10000");
        assertThat(quickBooks.owner().records("Customer")).hasSize(1);
    }

    @Test
    void eachAnswerBearsATransactionIdAndATime() {
        HttpResponse<String> first = client.get("preferences");
        HttpResponse<String> second = client.post("customer", "{}");

        assertThat(first.headers().firstValue("intuit_tid")).isPresent()
                .isNotEqualTo(second.headers().firstValue("intuit_tid"));
        assertThat(Fields.text(Fields.parse(second.body()), "time")).isNotEmpty();
        assertThat(Fields.text(Fields.parse(second.body()), "Fault.type")).isEqualTo("ValidationFault");
        assertThat(quickBooks.calls()).containsEntry("GET preferences", 1).containsEntry("POST customer", 1);
    }
}
