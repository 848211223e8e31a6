package io.fieldline.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** That nothing was refused means something only where what is wrong is refused. */
class PublishedServiceTitanTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private PublishedServiceTitan serviceTitan;
    private String token;

    @BeforeEach
    void start() throws Exception {
        serviceTitan = PublishedServiceTitan.start(
                Settings.usual().tenants(2).rows("jpm/jobs", 250).rows("jpm/appointments", 250).feedPageSize(100));
        token = token(Credentials.of(1001));
    }

    @AfterEach
    void stop() {
        serviceTitan.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /jpm/v2/tenant/1001/jobz                                        | 404 | no such operation
            /jpm/v2/tenant/1001/jobs?pagesize=1                             | 400 | pagesize is not documented
            /jpm/v2/tenant/1001/jobs?pageSize=5001                          | 400 | not within
            /jpm/v2/tenant/1001/jobs?page=0                                 | 400 | before the first
            /jpm/v2/tenant/1001/jobs?page=first                             | 400 | no int32
            /jpm/v2/tenant/1001/jobs?includeTotal=yes                       | 400 | neither true nor false
            /jpm/v2/tenant/1001/jobs?modifiedOnOrAfter=2026-01-01           | 400 | no full date-time
            /jpm/v2/tenant/1001/jobs?modifiedOnOrAfter=2026-01-01T00:00:00  | 400 | no full date-time
            /jpm/v2/tenant/1001/jobs?sort=+Id                               | 400 | not encoded
            /jpm/v2/tenant/1001/jobs?page=1&page=2                          | 400 | 2 times
            /jpm/v2/tenant/1001/jobs/first                                  | 400 | no int64
            /jpm/v2/tenant/1001/appointments?active=true                    | 400 | none of
            /jpm/v2/tenant/1001/jobs/cancel-reasons                         | 400 | ids is required
            /crm/v2/tenant/1001/customers/contacts                          | 400 | one of
            /accounting/v2/tenant/1001/journal-entries?pageSize=501         | 400 | not within
            /jpm/v2/tenant/1001/export/jobs?from=tomorrow                   | 400 | from
            /jpm/v2/tenant/1001/export/jobs?pageSize=5                      | 400 | not documented
            /jpm/v2/tenant/1002/jobs                                        | 403 | token of tenant 1001
            """)
    void refusesAndRemembersWhatTheDocumentsDoNotAllow(String path, int status, String why) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
        assertThat(serviceTitan.violations()).anyMatch(violation -> violation.contains(why));
    }

    @Test
    void refusesMoreThanFiftyIds() throws Exception {
        assertThat(get("/jpm/v2/tenant/1001/jobs?ids=1" + ",1".repeat(50)).statusCode()).isEqualTo(400);
        assertThat(serviceTitan.violations()).hasSize(1);
    }

    @Test
    void refusesARequestWithoutItsKeyOrWithAStrangeToken() throws Exception {
        URI jobs = serviceTitan.url().resolve("/jpm/v2/tenant/1001/jobs");
        assertThat(send(HttpRequest.newBuilder(jobs).header("Authorization", "Bearer " + token)).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(jobs).header("Authorization", "Bearer x").header("ST-App-Key",
                Credentials.of(1001).appKey())).statusCode()).isEqualTo(401);
        assertThat(serviceTitan.violations()).hasSize(2);
    }

    @Test
    void refusesWhatTheApplicationHasNoScopeFor() throws Exception {
        serviceTitan.withhold("tn.jpm.jobs:r");
        assertThat(get("/jpm/v2/tenant/1001/jobs").statusCode()).isEqualTo(403);
        assertThat(get("/jpm/v2/tenant/1001/appointments").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesTheSixtyFirstRequestOfASecond() throws Exception {
        Set<Integer> statuses = new HashSet<>();
        for (int request = 0; request < 200 && !statuses.contains(429); request++) {
            statuses.add(get("/jpm/v2/tenant/1001/jobs/50000001").statusCode());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 429);
    }

    @Test
    void countsOnlyWhenAskedAndShowsDeletedRowsInTheFeedAlone() throws Exception {
        assertThat(json("/jpm/v2/tenant/1001/jobs").path("totalCount").isNull()).isTrue();
        long listed = json("/jpm/v2/tenant/1001/jobs?includeTotal=true").path("totalCount").asLong();
        Set<Long> fed = new HashSet<>();
        int inactive = 0;
        String from = "";
        for (JsonNode page = null; page == null || page.path("hasMore").asBoolean();) {
            page = json("/jpm/v2/tenant/1001/export/jobs" + from);
            for (JsonNode row : page.path("data")) {
                fed.add(row.path("id").asLong());
                inactive += row.path("active").asBoolean() ? 0 : 1;
            }
            from = "?from=" + URLEncoder.encode(page.path("continueFrom").asText(), StandardCharsets.UTF_8);
        }
        assertThat(fed).hasSize(250);
        assertThat(listed).isEqualTo(248);
        assertThat(inactive).isGreaterThan(2);
        assertThat(serviceTitan.violations()).isEmpty();
    }

    @Test
    void holdsAChangeBackFromTheFeedUntilItSettles() throws Exception {
        Row row = serviceTitan.change(1001, "jpm/jobs", Row.id(7), Map.of("jobStatus", "Canceled"));
        String today = "/jpm/v2/tenant/1001/export/jobs?from=" + row.modifiedOn().minusSeconds(1);
        assertThat(json(today).path("data")).isEmpty();
        assertThat(json(today + "&includeRecentChanges=true").at("/data/0/jobStatus").asText()).isEqualTo("Canceled");
        serviceTitan.forward(Duration.ofMinutes(3));
        assertThat(json(today).path("data")).hasSize(1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(serviceTitan.url() + path)).header("Authorization", "Bearer " + token)
                .header("ST-App-Key", Credentials.of(1001).appKey()));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode json(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private String token(Credentials credentials) throws IOException, InterruptedException {
        String form = "grant_type=client_credentials&client_id=" + credentials.clientId() + "&client_secret="
                + URLEncoder.encode(credentials.clientSecret(), StandardCharsets.UTF_8);
        return JSON.readTree(send(HttpRequest.newBuilder(serviceTitan.url().resolve("/connect/token"))
                .header("Content-Type", "application/x-www-form-urlencoded").POST(HttpRequest.BodyPublishers.ofString(form)))
                .body()).path("access_token").asText();
    }
}
