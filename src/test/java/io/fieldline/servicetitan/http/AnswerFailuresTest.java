package io.fieldline.servicetitan.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.SyncException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;

class AnswerFailuresTest {

    private static final Catalog CATALOG = Catalog.load();
    private static final Operation JOBS = CATALOG.collection("jpm", "jobs").operation("list");

    private final AnswerFailures failures = new AnswerFailures(new HandClock());

    private SyncException of(Operation operation, int status, String body, String... retryAfter) {
        HttpHeaders headers = HttpHeaders.of(retryAfter.length == 0 ? Map.of() : Map.of("Retry-After", List.of(retryAfter)),
                (name, value) -> true);
        return failures.of(operation, status, headers, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 507 })
    void theseAreForLater(int status) {
        assertThat(of(JOBS, status, "{}")).isInstanceOf(RetryLaterException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 405, 409, 410, 413, 422 })
    void theseAreTheRecordsOwnFault(int status) {
        assertThat(of(JOBS, status, "{}")).isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void a401AsksForKeyAndConnection() {
        assertThat(of(JOBS, 401, "{\"title\":\"Unauthorized\"}")).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("appKey").hasMessageContaining("API Application Access");
    }

    @Test
    void a403NamesTheScopeThatIsMissing() {
        assertThat(of(JOBS, 403, "{}")).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("the scope tn.jpm.jobs:r");
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 405 })
    void aRetiredOperationIsNamedAsNoLongerOffered(int status) {
        Operation retired = CATALOG.operations().filter(Operation::retired).findFirst().orElseThrow();

        assertThat(of(retired, status, "{}")).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("no longer offers the operation");
        assertThat(of(JOBS, status, "{}")).hasMessageNotContaining("no longer offers");
    }

    @Test
    void a409OnReportsIsForLater() {
        Operation report = CATALOG.collection("reporting", "report-category/reports").operation("data");

        assertThat(of(report, 409, "{\"title\":\"The service is suspended for maintenance\"}"))
                .isInstanceOf(RetryLaterException.class);
    }

    @Test
    void theMessageSaysWhatWasAskedAndWhatTheProblemIs() {
        assertThat(of(JOBS, 400, "{\"title\":\"Validation failed\",\"errors\":{\"Ids\":[\"too many\"]}}"))
                .hasMessage("GET /jpm/v2/tenant/{tenant}/jobs was answered 400 Validation failed {\"Ids\":[\"too many\"]}");
    }

    @Test
    void anErrorPageIsNotQuoted() {
        assertThat(of(JOBS, 503, "<html>secret internals</html>"))
                .hasMessage("GET /jpm/v2/tenant/{tenant}/jobs was answered 503");
    }

    @Test
    void readsRetryAfterInSeconds() {
        assertThat(pause("{}", "12")).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void readsRetryAfterAsADate() {
        assertThat(pause("{}", "Sun, 1 Mar 2026 08:00:30 GMT")).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aDateInThePastIsNoPause() {
        assertThat(pause("{}", "Sun, 1 Mar 2026 07:00:00 GMT")).isEqualTo(Duration.ZERO);
    }

    @Test
    void prefersTheHeaderToTheTitle() {
        assertThat(pause("{\"title\":\"Try again in 34 seconds.\"}", "12")).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void readsTheSecondsInTheTitle() {
        assertThat(pause("{\"title\":\"Rate limit is exceeded. Try again in 34 seconds.\"}"))
                .isEqualTo(Duration.ofSeconds(34));
    }

    @Test
    void aHeaderThatCannotBeReadIsIgnored() {
        assertThat(((RetryLaterException) of(JOBS, 429, "{}", "soon")).retryAfter()).isEmpty();
    }

    private Duration pause(String body, String... retryAfter) {
        return ((RetryLaterException) of(JOBS, 429, body, retryAfter)).retryAfter().orElseThrow();
    }
}
