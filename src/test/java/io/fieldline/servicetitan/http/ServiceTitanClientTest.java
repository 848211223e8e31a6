package io.fieldline.servicetitan.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.fieldline.failure.RejectedRecordException;
import io.fieldline.failure.RetryLaterException;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.servicetitan.FaultyServiceTitan;
import io.fieldline.servicetitan.FaultyServiceTitan.Answer;
import io.fieldline.servicetitan.auth.TokenCache;
import io.fieldline.servicetitan.auth.TokenEndpoint;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.catalog.Operation;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.tenant.ServiceTitanAccount;

class ServiceTitanClientTest {

    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Catalog CATALOG = Catalog.load();
    private static final Patience QUICK = new Patience(4, Duration.ofMillis(5), Duration.ofMillis(200),
            RateLane.FLOW);

    private final FaultyServiceTitan serviceTitan = new FaultyServiceTitan();
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final TokenCache tokens = new TokenCache(new TokenEndpoint(http, Clock.systemUTC()), Clock.systemUTC());
    private final ServiceTitanClient client = new ServiceTitanClient(http, tokens, new RateBudgets(), Clock.systemUTC(),
            Duration.ofSeconds(2));
    private final ServiceTitanAccount account = serviceTitan.account();

    @AfterEach
    void stop() throws IOException {
        serviceTitan.close();
    }

    private static ApiRequest read() {
        return ApiRequest.of(operation("get"), Map.of("id", "7"), List.of());
    }

    private static ApiRequest write(String operation) {
        Map<String, String> path = operation.equals("create") ? Map.of() : Map.of("id", "7");
        return ApiRequest.json(operation(operation), path, List.of(), "{\"name\":\"Ada\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static Operation operation(String name) {
        return CATALOG.collection("jpm", "jobs").operation(name);
    }

    private JsonNode call(ApiRequest request) {
        return client.call(account, request, QUICK, JSON::readTree).body();
    }

    private static Answer good() {
        return Answer.json(200, "{\"id\":7}");
    }

    private void repeatsARead(Answer fault) {
        serviceTitan.answers(fault, good());

        assertThat(call(read()).get("id").asLong()).isEqualTo(7);
        assertThat(serviceTitan.received()).hasSize(2);
    }

    @Test
    void sendsTokenAndApplicationKeyWithEveryRequest() {
        serviceTitan.answers(good());

        call(read());

        FaultyServiceTitan.Received request = serviceTitan.received().get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("GET /jpm/v2/tenant/1001/jobs/7");
        assertThat(request.headers()).contains(entry("authorization", "Bearer token-1"), entry("st-app-key", "ak1.test"));
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 503, 504 })
    void repeatsAReadThatWasAnsweredWithATroubleOfTheServer(int status) {
        repeatsARead(Answer.problem(status, "Trouble"));
    }

    @Test
    void repeatsAReadThatWasAnsweredWithAnErrorPage() {
        repeatsARead(Answer.html(503));
    }

    @Test
    void repeatsAReadThatWasAnswered200WithHtml() {
        repeatsARead(Answer.html(200));
    }

    @Test
    void repeatsAReadWhoseConnectionWasReset() {
        call(read());

        serviceTitan.answers(Answer.reset(), good());

        assertThat(call(read()).get("id").asLong()).isEqualTo(7);
    }

    @Test
    void repeatsAReadWhoseBodyWasCutOff() {
        repeatsARead(Answer.truncated("{\"id\":7}"));
    }

    @Test
    void repeatsAReadWhoseLastChunkNeverCame() {
        repeatsARead(Answer.cutChunked("{\"id\":7}"));
    }

    @Test
    void repeatsAReadWhoseJsonEndsTooSoonAlthoughItsLengthIsRight() {
        repeatsARead(Answer.json(200, "{\"id\":7,\"na"));
    }

    @Test
    void doesNotWaitForEverForABodyThatStopsHalfWay() {
        repeatsARead(Answer.stalled());
    }

    @Test
    void obeysRetryAfter() {
        serviceTitan.answers(Answer.problem(429, "Slow down", "Retry-After: 1"), good());

        call(read());

        assertThat(millisBetween(0, 1)).isBetween(990L, 1500L);
    }

    @Test
    void obeysTheSecondsInTheTitleWhereThereIsNoRetryAfter() {
        serviceTitan.answers(Answer.problem(429, "Rate limit is exceeded. Try again in 1 seconds."), good());

        call(read());

        assertThat(millisBetween(0, 1)).isBetween(990L, 1500L);
    }

    @Test
    void backsOffByItselfAfterA429ThatNamesNoTime() {
        serviceTitan.answers(Answer.problem(429, "Slow down"), good());

        call(read());

        assertThat(millisBetween(0, 1)).isLessThan(900L);
    }

    @Test
    void leavesALongPauseToTheCaller() {
        serviceTitan.answers(Answer.problem(429, "Slow down", "Retry-After: 600"));

        assertThatThrownBy(() -> call(read())).isInstanceOfSatisfying(RetryLaterException.class,
                later -> assertThat(later.retryAfter()).contains(Duration.ofSeconds(600)));
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void namesRequestAndStatusWhenPatienceIsExhausted() {
        serviceTitan.otherwise(request -> Answer.problem(500, "An unexpected error"));

        assertThatThrownBy(() -> call(read())).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("GET /jpm/v2/tenant/{tenant}/jobs/{id}").hasMessageContaining("500")
                .hasMessageContaining("An unexpected error");
        assertThat(serviceTitan.received()).hasSize(4);
    }

    @Test
    void asksOnceWhereTheCallerHasNoPatience() {
        serviceTitan.answers(Answer.problem(500, "Trouble"));

        assertThatThrownBy(() -> client.call(account, read(), Patience.NONE, JSON::readTree))
                .isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void doesNotRepeatAPostThatMayHaveBeenApplied() {
        serviceTitan.answers(Answer.problem(500, "Trouble"));

        assertThatThrownBy(() -> call(write("create"))).isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void doesNotRepeatAPostWhoseConnectionWasReset() {
        call(read());
        serviceTitan.answers(Answer.reset());

        assertThatThrownBy(() -> call(write("create"))).isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.received()).filteredOn(request -> request.method().equals("POST")).hasSize(1);
    }

    @Test
    void doesNotRepeatAPostWhoseAnswerWasCutOff() {
        serviceTitan.answers(Answer.truncated("{}"));

        assertThatThrownBy(() -> call(write("create"))).isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void tellsAWriteThatWasRefusedFromOneThatMayHaveBeenApplied() {
        serviceTitan.answers(good(), Answer.json(400, "{\"title\":\"No\",\"status\":400}"), Answer.problem(500, "Trouble"),
                Answer.truncated("{}"));

        assertThat(submit()).isInstanceOfSatisfying(Submission.Taken.class,
                taken -> assertThat(taken.body()).asString().isEqualTo("{\"id\":7}"));
        assertThat(submit()).isInstanceOfSatisfying(Submission.Refused.class, refused -> {
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).asString().contains("No");
            assertThat(refused.message()).contains("POST /jpm/v2/tenant/{tenant}/jobs", "400");
        });
        assertThat(submit()).isInstanceOf(Submission.Unsure.class);
        assertThat(submit()).isInstanceOfSatisfying(Submission.Unsure.class,
                unsure -> assertThat(unsure.failure()).hasMessageContaining("POST"));
        assertThat(serviceTitan.received()).hasSize(4);
    }

    @Test
    void throwsWhenAWriteWasNotAppliedAndIsNotToBlame() {
        serviceTitan.otherwise(request -> Answer.problem(403, "Forbidden"));
        assertThatThrownBy(this::submit).isInstanceOf(TenantUnavailableException.class);

        serviceTitan.otherwise(request -> Answer.problem(429, "Slow down", "Retry-After: 600"));
        assertThatThrownBy(this::submit).isInstanceOf(RetryLaterException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", ".." })
    void aPathValueThatWouldLeadElsewhereIsNotSent(String value) {
        assertThatThrownBy(() -> call(ApiRequest.of(operation("get"), Map.of("id", value), List.of())))
                .isInstanceOf(RejectedRecordException.class).hasMessageContaining("cannot have " + value + " for {id}");
        assertThat(serviceTitan.received()).isEmpty();
    }

    @Test
    void aWriteThatIsCalledOffWhenItsTurnHasComeIsNotSent() {
        RateBudgets budgets = new RateBudgets();
        ServiceTitanClient counting = new ServiceTitanClient(http, tokens, budgets, Clock.systemUTC());
        List<Long> permits = new ArrayList<>();

        assertThatThrownBy(() -> counting.submit(account, write("create"), QUICK, JSON::readTree, () -> {
            permits.add(budgets.of(account).used());
            throw new IllegalStateException("stopped");
        })).isInstanceOf(IllegalStateException.class).hasMessage("stopped");
        assertThat(serviceTitan.received()).isEmpty();
        assertThat(permits).as("asked once, after the wait for the budget").containsExactly(1L);
    }

    @Test
    void aWriteThatIsCalledOffAfterAnAttemptThatMayHaveBeenAppliedIsUnsure() {
        Operation operation = CATALOG.operations().filter(one -> one.name().equals("delete")
                && one.pathParameters().size() == 1).findFirst().orElseThrow();
        ApiRequest request = new ApiRequest(operation, Map.of(operation.pathParameters().get(0).name(), "7"), List.of(), null,
                null);
        serviceTitan.otherwise(asked -> Answer.problem(500, "Trouble"));

        Submission ended = client.submit(account, request, QUICK, body -> null, () -> {
            if (!serviceTitan.received().isEmpty()) {
                throw new IllegalStateException("stopped");
            }
        });
        assertThat(ended).isInstanceOfSatisfying(Submission.Unsure.class,
                unsure -> assertThat(unsure.failure()).hasMessageContaining("500"));
        assertThat(serviceTitan.received()).hasSize(1);
    }

    private Submission submit() {
        return client.submit(account, write("create"), QUICK, JSON::readTree);
    }

    @Test
    void repeatsAPostThatWasAnswered429BecauseNobodyLookedAtIt() {
        serviceTitan.answers(Answer.problem(429, "Slow down"), good());

        call(write("create"));

        assertThat(serviceTitan.received()).extracting(FaultyServiceTitan.Received::text).containsExactly("{\"name\":\"Ada\"}",
                "{\"name\":\"Ada\"}");
    }

    @Test
    void repeatsAPostThatNeverReachedTheServer() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ServiceTitanAccount elsewhere = new ServiceTitanAccount(account.environment(), 1001, account.appKey(), "cid.test",
                account.clientSecret(), URI.create("http://127.0.0.1:" + port), account.authUrl(), 60, false,
                Optional.empty());
        RateBudgets budgets = new RateBudgets();
        ServiceTitanClient counting = new ServiceTitanClient(http, tokens, budgets, Clock.systemUTC());

        assertThatThrownBy(() -> counting.call(elsewhere, write("create"), QUICK, JSON::readTree))
                .isInstanceOf(RetryLaterException.class).hasMessageContaining("got no answer from http://127.0.0.1:" + port);
        assertThat(budgets.of(elsewhere).used()).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace", "delete" })
    void repeatsWhatChangesNothingWhenDoneTwice(String name) {
        Operation operation = CATALOG.operations().filter(one -> one.name().equals(name) && one.pathParameters().size() == 1)
                .findFirst().orElseThrow();
        ApiRequest request = new ApiRequest(operation, Map.of(operation.pathParameters().get(0).name(), "7"), List.of(), null,
                null);
        serviceTitan.answers(Answer.problem(500, "Trouble"), good());

        call(request);

        assertThat(serviceTitan.received()).hasSize(2);
    }

    @Test
    void doesNotRepeatAPatch() {
        serviceTitan.answers(Answer.problem(500, "Trouble"));

        assertThatThrownBy(() -> call(write("update"))).isInstanceOf(RetryLaterException.class);
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void takesANewTokenWhenTheOldOneIsRefused() {
        call(read());
        serviceTitan.revokeTokens();
        serviceTitan.otherwise(request -> good());

        call(read());

        assertThat(serviceTitan.received()).extracting(request -> request.headers().get("authorization"))
                .containsExactly("Bearer token-1", "Bearer token-1", "Bearer token-2");
    }

    @Test
    void takesTheTenantForUnavailableWhenFreshTokensAreRefusedToo() {
        serviceTitan.otherwise(request -> Answer.problem(401, "Unauthorized"));

        assertThatThrownBy(() -> call(read())).isInstanceOf(TenantUnavailableException.class).hasMessageContaining("401");
        assertThat(serviceTitan.received()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void doesNotChangeTheTokenBecauseOfAMissingApplicationKey() {
        serviceTitan.otherwise(
                request -> Answer.problem(401, "Application key not present, check ST-App-Key header value."));

        assertThatThrownBy(() -> call(read())).isInstanceOf(TenantUnavailableException.class)
                .hasMessageContaining("Application key not present");
        assertThat(serviceTitan.received()).hasSize(1);
        assertThat(serviceTitan.tokenRequests()).hasSize(1);
    }

    @Test
    void reportsAnUnreachableTokenEndpointAsSomethingForLater() throws IOException {
        serviceTitan.close();

        assertThatThrownBy(() -> call(read())).isInstanceOf(RetryLaterException.class).hasMessageContaining("token endpoint");
    }

    @Test
    void aRefusalIsAnAnswerWhereTheCallerWantsItAsItCame() {
        serviceTitan.answers(Answer.problem(404, "Not found"), Answer.problem(403, "Forbidden"));

        ApiAnswer<byte[]> missing = client.exchange(account, read(), QUICK, JSON::readTree);
        ApiAnswer<byte[]> forbidden = client.exchange(account, read(), QUICK, JSON::readTree);

        assertThat(missing.status()).isEqualTo(404);
        assertThat(new String(missing.body(), StandardCharsets.UTF_8)).contains("Not found");
        assertThat(forbidden.status()).isEqualTo(403);
    }

    @Test
    void withoutAnyAnswerThereIsNothingToHandBack() {
        serviceTitan.otherwise(request -> Answer.reset());

        assertThatThrownBy(() -> client.exchange(account, read(), QUICK, JSON::readTree))
                .isInstanceOf(RetryLaterException.class).hasMessageContaining("got no answer");
    }

    @Test
    void repeatsAReportThatIsSuspendedForMaintenance() {
        ApiRequest report = report("8");
        serviceTitan.answers(Answer.problem(409, "The service is suspended for maintenance"));

        // The next turn of this report is a minute away, longer than a poll waits.
        RetryLaterException later = catchThrowableOfType(RetryLaterException.class, () -> call(report));

        assertThat(later.retryAfter()).hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(50),
                Duration.ofSeconds(60)));
    }

    @Test
    void aConflictIsNotRepeatedWhereTheCatalogueDoesNotSaySo() {
        serviceTitan.answers(Answer.problem(409, "The service is suspended for maintenance"));

        assertThatThrownBy(() -> call(read())).isInstanceOf(RejectedRecordException.class);
        assertThat(serviceTitan.received()).hasSize(1);
    }

    @Test
    void asksForTheSameReportOnceAMinute() {
        call(report("8"));
        call(report("9"));

        assertThatThrownBy(() -> call(report("8"))).isInstanceOf(RetryLaterException.class)
                .hasMessageContaining("once in 60 s");
        assertThat(serviceTitan.received()).hasSize(2);
    }

    private static ApiRequest report(String id) {
        return ApiRequest.json(CATALOG.collection("reporting", "report-category/reports").operation("data"),
                Map.of("report_category", "jobs", "reportId", id), List.of(), "{}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void neverAsksForTheCallListTwiceAtATime() throws Exception {
        Operation calls = CATALOG.collection("telecom", "calls").operation("list");
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        serviceTitan.otherwise(request -> (socket, out) -> {
            most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(30).toNanos());
            atOnce.decrementAndGet();
            return Answer.json(200, "{}").write(socket, out);
        });

        inParallel(6, () -> call(ApiRequest.of(calls, Map.of(), List.of())));

        assertThat(calls.sequential()).isTrue();
        assertThat(most).hasValue(1);
        assertThat(serviceTitan.received()).hasSize(6);
    }

    @Test
    void uploadsAFileAsTheFormFieldThatServiceTitanTakes() {
        Operation upload = CATALOG.collection("forms", "jobs/attachments").operations().stream()
                .filter(operation -> operation.body().isPresent() && operation.body().get().multipart()).findFirst()
                .orElseThrow();
        byte[] picture = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0 };

        call(ApiRequest.upload(upload, Map.of(upload.pathParameters().get(0).name(), "7"), List.of(),
                new FormFile("roof.png", "image/png", picture)));

        FaultyServiceTitan.Received request = serviceTitan.received().get(0);
        String boundary = request.headers().get("content-type").replace("multipart/form-data; boundary=", "");
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1)).isEqualTo("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"roof.png\"\r\nContent-Type: image/png\r\n\r\n"
                + new String(picture, StandardCharsets.ISO_8859_1) + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    void refusesAFileNameThatWouldBreakTheForm() {
        assertThatThrownBy(() -> new FormFile("a\"b.png", "image/png", new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesAPlusInASortOrderAsAPlus() {
        call(ApiRequest.of(operation("list"), Map.of(), List.of(new QueryValue("sort", "+Id"))));

        assertThat(serviceTitan.received().get(0).query()).containsEntry("sort", "+Id");
    }

    @Test
    void namesThePathParameterThatHasNoValue() {
        assertThatThrownBy(() -> call(ApiRequest.of(operation("get"), Map.of(), List.of())))
                .isInstanceOf(RejectedRecordException.class).hasMessageContaining("needs a value for {id}");
    }

    @Test
    void usesItsBudgetAndMeetsNo429For3Seconds() throws Exception {
        // Where the machine is busy otherwise, requests are late, and the next ones wait for that; RateBudgetTest holds the share.
        usesItsBudget(3, 48, Duration.ofMillis(920));
    }

    private void usesItsBudget(int seconds, double atLeast, Duration window) throws Exception {
        Deque<Long> lastSecond = new ArrayDeque<>();
        AtomicInteger refused = new AtomicInteger();
        serviceTitan.otherwise(request -> {
            synchronized (lastSecond) {
                while (!lastSecond.isEmpty() && request.atNanos() - lastSecond.peekFirst() > window.toNanos()) {
                    lastSecond.removeFirst();
                }
                if (lastSecond.size() >= 60) {
                    refused.incrementAndGet();
                    return Answer.problem(429, "Rate limit is exceeded. Try again in 1 seconds.");
                }
                lastSecond.addLast(request.atNanos());
                return good();
            }
        });
        inParallel(32, () -> call(read()));
        int warmUp = serviceTitan.received().size();
        int requests = 57 * seconds;

        inParallel(requests, () -> call(read()));

        double took = (serviceTitan.received().get(warmUp + requests - 1).atNanos()
                - serviceTitan.received().get(warmUp).atNanos()) / 1e9;
        assertThat(refused).hasValue(0);
        assertThat((requests - 1) / took).as("requests per second").isGreaterThanOrEqualTo(atLeast);
    }

    private static void inParallel(int times, Runnable work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(16);
        try {
            CompletableFuture.allOf(IntStream.range(0, times).mapToObj(one -> CompletableFuture.runAsync(work, pool))
                    .toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        } finally {
            pool.shutdownNow();
        }
    }

    private long millisBetween(int first, int second) {
        return (serviceTitan.received().get(second).atNanos() - serviceTitan.received().get(first).atNanos()) / 1_000_000;
    }
}
