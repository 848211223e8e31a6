package io.fieldline.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That a witness saw nothing wrong means something only where it says what is. */
class WitnessTest {

    private static final String APPOINTMENT = "{\"start\": \"2026-06-02T14:00:00Z\", \"end\": \"2026-06-02T15:00:00Z\"}";
    private static final String JOB = "{\"customerId\": 1, \"locationId\": 2, \"businessUnitId\": 3, \"jobTypeId\": 4, \"priority\":"
            + " \"Normal\", \"campaignId\": 5, \"appointments\": [" + APPOINTMENT + "]}";

    private WireServer upstream;
    private Witness witness;

    @BeforeEach
    void start() {
        upstream = new WireServer(call -> Answer.json("{\"answered\": \"" + call.method() + " " + call.path() + "?"
                + call.query() + "\", \"body\": " + new String(call.body(), StandardCharsets.UTF_8) + "}"));
        witness = Witness.before(upstream.url());
    }

    @AfterEach
    void stop() {
        witness.close();
        upstream.close();
    }

    private String sent(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(witness.url() + path))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    @Test
    void whatIsDocumentedIsPassedOnAndWrittenDown() throws Exception {
        assertThat(sent("POST", "/jpm/v2/tenant/1001/jobs", JOB)).contains("POST /jpm/v2/tenant/1001/jobs").contains(JOB);
        assertThat(witness.violations()).isEmpty();
        assertThat(witness.seen()).singleElement().satisfies(seen -> {
            assertThat(seen.operation()).isEqualTo("POST /jpm/v2/jobs");
            assertThat(seen.writes()).isTrue();
            assertThat(seen.retired()).isFalse();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "customerId": 1,          | "customerId": "1",           | body.customerId is no whole number
            "customerId": 1,          | "customerId": 1.5,           | body.customerId is no whole number
            "customerId": 1,          | "customerId": null,          | body.customerId must not be null
            "customerId": 1,          | "customer": 1,               | body.customer is no field of Jpm.V2.JobCreateRequest
            "customerId": 1,          |                              | body lacks customerId
            "priority": "Normal"      | "priority": 3                | body.priority is no text
            2026-06-02T15:00:00Z      | 2026-06-02                   | is no full date-time
            "end": "2026              | "ende": "2026                | body.appointments[0] lacks end
            """)
    void aBodyThatIsNotIsPassedOnAndRemembered(String part, String instead, String why) throws Exception {
        String body = JOB.replace(part, instead == null ? "" : instead);
        assertThat(body).isNotEqualTo(JOB);
        assertThat(sent("POST", "/jpm/v2/tenant/1001/jobs", body)).contains("answered");
        assertThat(witness.violations()).anyMatch(violation -> violation.contains(why));
        assertThat(witness.violations()).as("asked again").isEmpty();
    }

    @Test
    void aValueThatAnEnumerationDoesNotHaveAndAnUnknownPathAreRemembered() throws Exception {
        sent("PATCH", "/memberships/v2/tenant/1001/memberships/5", "{\"status\": \"Over\"}");
        sent("GET", "/jpm/v2/tenant/1001/jobs?jobStatus=Over", "");
        sent("GET", "/jpm/v2/tenant/1001/jobz", "");
        List<String> violations = witness.violations();
        assertThat(violations).hasSize(3);
        assertThat(violations.get(0)).contains("body.status", "is none of");
        assertThat(violations.get(1)).contains("jobStatus=Over is none of");
        assertThat(violations.get(2)).contains("no such operation is published");
    }

    @Test
    void whatLeftTheDocumentsIsToldApart() throws Exception {
        sent("POST", "/accounting/v2/tenant/1001/payments", "{\"typeId\": 1}");
        sent("POST", "/dispatch/v2/tenant/1001/capacity", "{}");
        assertThat(witness.seen(Witness.Seen::retired)).extracting(Witness.Seen::operation)
                .containsExactly("POST /accounting/v2/payments");
    }
}
