package io.fieldline.servicetitan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.http.RateBudgets;
import io.fieldline.servicetitan.http.ServiceTitanClient;

class ReadBackTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ServiceTitanClient client = new ServiceTitanClient(http,
            new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC()), new RateBudgets(),
            Clock.systemUTC());
    private final List<Duration> pauses = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        serviceTitan.close();
    }

    private void check(String collection, String sent) throws IOException {
        String[] names = collection.split("/", 2);
        new ReadBack(new RecordLookup(client, Catalog.load().collection(names[0], names[1])), collection, pauses::add)
                .check(serviceTitan.account(), Map.of("id", "7"), "7", sent.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatTookAtOnceNeedsNoPause() throws IOException {
        serviceTitan.answers(Answer.json(200, "{\"id\":7,\"summary\":\"Leak\"}"));

        check("jpm/jobs", "{\"summary\":\"Leak\"}");

        assertThat(pauses).isEmpty();
    }

    @Test
    void toleratesThatAWriteShowsLate() throws IOException {
        serviceTitan.answers(Answer.problem(404, "Not found"), Answer.json(200, "{\"id\":7,\"summary\":\"old\"}"),
                Answer.json(200, "{\"id\":7,\"summary\":\"Leak\"}"));

        check("jpm/jobs", "{\"summary\":\"Leak\"}");

        assertThat(pauses).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(10));
    }

    @Test
    void namesWhatDidNotTakeAfterTwoPauses() {
        serviceTitan.otherwise(request -> Answer.json(200, "{\"id\":7,\"summary\":\"Leak\",\"address\":{\"zip\":\"1\"}}"));

        assertThatThrownBy(() -> check("jpm/jobs", "{\"summary\":\"Leak\",\"price\":5,\"address\":{\"zip\":\"2\"}}"))
                .isInstanceOf(RejectedRecordException.class)
                .hasMessage("ServiceTitan answered the write of jpm/jobs 7 with success and did not apply price, address.zip");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void readsAnInvoiceThroughItsList() throws IOException {
        serviceTitan.answers(Answer.json(200, "{\"page\":1,\"hasMore\":false,\"data\":[]}"),
                Answer.json(200, "{\"page\":1,\"hasMore\":false,\"data\":[{\"id\":7,\"summary\":\"Leak\"}]}"));

        check("accounting/invoices", "{\"summary\":\"Leak\"}");

        assertThat(pauses).containsExactly(Duration.ofSeconds(2));
    }

    @Test
    void saysWhenTheRecordCannotBeRead() {
        serviceTitan.otherwise(request -> Answer.problem(404, "Not found"));

        assertThatThrownBy(() -> check("jpm/jobs", "{\"summary\":\"Leak\"}")).hasMessageContaining("cannot be read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"12.50|\"12.5\"", "5|5.00", "null|null",
            "\"2026-01-01T00:00:00Z\"|\"2026-01-01T00:00:00.0000000Z\"", "[1,2]|[1,2]", "[{\"a\":1}]|[{\"id\":9,\"a\":1}]" })
    void theseAreTheSame(String sent, String stored) throws IOException {
        assertThat(ignored(sent, stored)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"12.50|\"12.51\"", "5|\"five\"", "null|1", "\"a\"|\"b\"", "[1,2]|[1]",
            "[{\"a\":1}]|[{\"a\":2}]", "true|\"true\"" })
    void theseDiffer(String sent, String stored) throws IOException {
        assertThat(ignored(sent, stored)).containsExactly("field");
    }

    private static List<String> ignored(String sent, String stored) throws IOException {
        return ReadBack.ignored(JSON.readTree("{\"field\":" + sent + "}"), JSON.readTree("{\"field\":" + stored + "}"));
    }
}
