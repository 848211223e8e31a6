package io.fieldline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.http.FaultRates;

class SandboxServerTest {

    private static final String START = "2026-06-01T14:00:00Z";

    private SandboxServer server;
    private SandboxClient client;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void refusesWithoutOrWithWrongApplicationKey() {
        start(usual());
        String path = client.path("jpm/v2", "jobs");
        HttpResponse<String> missing = client.getWith(path, "Authorization", "Bearer " + client.token());
        assertThat(missing.statusCode()).isEqualTo(401);
        assertThat(SandboxClient.json(missing).get("title").asText())
                .isEqualTo("Application key not present, check ST-App-Key header value.");
        assertThat(client.getWith(path).statusCode()).isEqualTo(401);
        assertThat(client.getWith(path, "ST-App-Key", "ak1.other", "Authorization", client.token()).statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesWrongCredentialsAsInvalidClient() {
        start(usual());
        HttpResponse<String> wrong = client.token("cid.sandbox-1001", "cs1.of-production");
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).isEqualTo("{\"error\":\"invalid_client\"}");
        assertThat(client.token("cid.unknown", "x").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesWrongTokensTenantsAndScopes() {
        start(usual().scopes(List.of("tn.jpm.jobs:r")));
        String key = SandboxCredentials.of(1001).appKey();
        assertThat(client.getWith(client.path("jpm/v2", "jobs"), "ST-App-Key", key).statusCode()).isEqualTo(401);
        assertThat(client.getWith(client.path("jpm/v2", "jobs"), "ST-App-Key", key, "Authorization", "Bearer x").statusCode())
                .isEqualTo(401);
        assertThat(client.get("/jpm/v2/tenant/1002/jobs").statusCode()).isEqualTo(403);
        assertThat(client.get("crm/v2", "customers").statusCode()).isEqualTo(403);
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(200);
        assertThat(
                client.getWith(client.path("jpm/v2", "jobs"), "ST-App-Key", key, "Authorization", client.token()).statusCode())
                .as("the scheme may be left out").isEqualTo(200);
    }

    @Test
    void letsTokensExpireAndBeRevokedAndSecretsRotate() {
        start(usual());
        client.control("POST", "tokens/revoke?tenant=1001");
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(401);
        client.renewToken();
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(200);
        client.control("POST", "secrets?client=cid.sandbox-1001&add=cs2.new&withdraw=cs1.sandbox-1001");
        assertThat(client.token("cid.sandbox-1001", "cs1.sandbox-1001").statusCode()).isEqualTo(400);
        assertThat(client.token("cid.sandbox-1001", "cs2.new").statusCode()).isEqualTo(200);
        assertThat(client.get("jpm/v2", "jobs").statusCode()).as("the old token serves on").isEqualTo(200);
        server.close();
        start(usual().tokenLife(Duration.ZERO));
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(401);
    }

    @Test
    void limitsTheRateAndSaysForHowLong() {
        start(usual().rateLimit(1));
        HttpResponse<String> refused = IntStream.range(0, 100).mapToObj(i -> client.get("jpm/v2", "jobs?pageSize=1"))
                .filter(response -> response.statusCode() != 200).findFirst().orElseThrow();
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(SandboxClient.json(refused).get("title").asText()).endsWith("Try again in 1 seconds.");
    }

    @Test
    void refusesWhatIsNotDocumentedOrNotValid() {
        start(usual());
        assertThat(client.get("jpm/v2", "job").statusCode()).isEqualTo(404);
        assertThat(client.get("task-management/v2", "data").statusCode()).isEqualTo(404);
        assertThat(client.send("PUT", "jpm/v2", "jobs/1/complete", "{}").statusCode()).as("retired").isEqualTo(404);
        for (String wrong : List.of("pageSize=5001", "pageSize=0", "page=x", "modifiedOnOrAfter=soon", "jobStatus=Done",
                "ids=" + "1,".repeat(51), "ids=a", "customerId=x", "includeTotal=maybe", "sort=-Nothing", "page=-1")) {
            HttpResponse<String> response = client.get("jpm/v2", "jobs?" + wrong);
            assertThat(response.statusCode()).as(wrong).isEqualTo(400);
            assertThat(SandboxClient.json(response).get("errors")).as(wrong).isNotEmpty();
        }
        assertThat(client.get("crm/v2", "customers/contacts").statusCode()).isEqualTo(400);
        assertThat(client.get("crm/v2", "contacts/7").statusCode()).as("not a GUID").isEqualTo(400);
        assertThat(client.get("accounting/v2", "journal-entries?pageSize=501").statusCode()).isEqualTo(400);
        assertThat(client.get("jpm/v2", "export/jobs?from=garbage").statusCode()).isEqualTo(400);
        String token = client.read("jpm/v2", "export/jobs").get("continueFrom").asText();
        assertThat(client.get("crm/v2", "export/customers?from=" + token).statusCode()).as("another feed's token")
                .isEqualTo(400);
    }

    @Test
    void ignoresUnknownParametersAndDatesWithoutTime() {
        start(usual());
        assertThat(total("jpm/v2", "jobs?status=Completed")).isEqualTo(100);
        assertThat(total("jpm/v2", "jobs?modifiedOnOrAfter=2030-01-01")).isEqualTo(100);
        assertThat(total("jpm/v2", "jobs?modifiedOnOrAfter=2030-01-01T00:00:00Z")).isZero();
    }

    @Test
    void pagesListsAndCountsOnlyWhenAsked() {
        start(usual());
        JsonNode first = client.read("jpm/v2", "jobs");
        assertThat(first.get("data")).hasSize(50);
        assertThat(first.get("totalCount").isNull()).isTrue();
        assertThat(first.get("hasMore").asBoolean()).isTrue();
        JsonNode last = client.read("jpm/v2", "jobs?page=3&pageSize=40&includeTotal=true");
        assertThat(last.get("data")).hasSize(20);
        assertThat(last.get("totalCount").asInt()).isEqualTo(100);
        assertThat(last.get("hasMore").asBoolean()).isFalse();
        assertThat(client.read("jpm/v2", "jobs?page=9&pageSize=40").get("data")).isEmpty();
    }

    @Test
    void filtersByFieldsAndHalfOpenSpansOfTime() {
        start(usual());
        List<JsonNode> jobs = rows("jpm/v2", "jobs?pageSize=5000");
        JsonNode some = jobs.get(30);
        String moment = some.get("modifiedOn").asText();
        Set<Long> after = ids(rows("jpm/v2", "jobs?pageSize=5000&modifiedOnOrAfter=" + moment));
        Set<Long> before = ids(rows("jpm/v2", "jobs?pageSize=5000&modifiedBefore=" + moment));
        assertThat(after).contains(some.get("id").longValue()).doesNotContainAnyElementsOf(before);
        assertThat(after.size() + before.size()).isEqualTo(100);
        assertThat(ids(rows("jpm/v2", "jobs?customerId=" + some.get("customerId")))).contains(some.get("id").longValue());
        assertThat(rows("jpm/v2", "jobs?jobStatus=Canceled")).hasSize(4)
                .allMatch(job -> job.get("jobStatus").asText().equals("Canceled"));
        assertThat(rows("jpm/v2", "jobs?ids=" + some.get("id") + ",1")).hasSize(1);
        assertThat(rows("jpm/v2", "jobs?sort=-ModifiedOn&pageSize=1").get(0).get("id"))
                .isEqualTo(jobs.get(jobs.size() - 1).get("id"));
    }

    @Test
    void hidesInactiveRowsUnlessAsked() {
        start(usual());
        assertThat(total("settings/v2", "technicians")).isEqualTo(8);
        assertThat(total("settings/v2", "technicians?active=Any")).isEqualTo(10);
        assertThat(total("settings/v2", "technicians?active=False")).isEqualTo(2);
        assertThat(feed("settings/v2", "export/technicians", "")).hasSize(10);
        assertThat(feed("crm/v2", "export/customers", "")).filteredOn(row -> !row.get("mergedToId").isNull()).isNotEmpty()
                .allMatch(row -> !row.get("active").asBoolean());
    }

    @Test
    void feedsAndListsAgree() {
        start(usual());
        for (String names : List.of("jpm/v2 jobs", "crm/v2 customers", "crm/v2 locations", "jpm/v2 appointments",
                "accounting/v2 invoices", "accounting/v2 payments", "sales/v2 estimates", "memberships/v2 memberships",
                "settings/v2 business-units", "settings/v2 technicians", "dispatch/v2 appointment-assignments")) {
            String[] name = names.split(" ");
            String any = name[0].startsWith("accounting") ? "activeState=All" : "active=Any";
            Map<Long, String> listed = modified(rows(name[0], name[1] + "?pageSize=5000&" + any));
            assertThat(modified(feed(name[0], "export/" + name[1], ""))).as(names).isEqualTo(listed).isNotEmpty();
        }
    }

    @Test
    void keepsTheHistoryOfEachJob() {
        start(usual().speed(0));
        JsonNode job = rows("jpm/v2", "jobs?pageSize=1").get(0);
        String id = job.get("id").asText();
        assertThat(client.read("jpm/v2", "jobs/" + id + "/history").get("history")).isEmpty();

        long assignment = client.control("POST", "rows?tenant=1001&collection=dispatch/appointment-assignments",
                "{\"jobId\": " + id + ", \"appointmentId\": " + job.get("firstAppointmentId") + ", \"technicianId\": 1,"
                        + " \"technicianName\": \"Grace\", \"status\": \"Dispatched\", \"isPaused\": false}")
                .get("id").asLong();
        client.control("POST", "rows?tenant=1001&collection=dispatch/appointment-assignments",
                "{\"id\": " + assignment + ", \"status\": \"Working\"}");
        client.control("POST", "rows?tenant=1001&collection=dispatch/appointment-assignments",
                "{\"id\": " + assignment + ", \"isPaused\": true}");

        assertThat(client.read("jpm/v2", "jobs/" + id + "/history").get("history")).extracting(
                entry -> entry.get("eventType").asText(), entry -> entry.has("memo"))
                .containsExactly(tuple("Technician Dispatched", true), tuple("Technician Arrived", true));
        assertThat(client.read("jpm/v2", "export/job-history?includeRecentChanges=true").get("data")).singleElement()
                .satisfies(row -> {
                    assertThat(row.get("jobId").asText()).isEqualTo(id);
                    assertThat(row.get("history")).hasSize(2).allMatch(entry -> !entry.has("memo"));
                });
        assertThat(client.get("jpm/v2", "jobs/7/history").statusCode()).isEqualTo(404);
    }

    @Test
    void feedsRunInTheOrderOfChangesWithTiesAndGoOnWhereTheyStopped() {
        start(usual().feedPageSize(7));
        List<JsonNode> rows = feed("jpm/v2", "export/jobs", "");
        List<Instant> times = rows.stream().map(row -> Instant.parse(row.get("modifiedOn").asText())).toList();
        assertThat(times).isSorted();
        assertThat(new HashSet<>(times)).hasSizeLessThan(60);
        assertThat(ids(rows)).hasSize(100);
        String token = lastToken("jpm/v2", "export/jobs");
        assertThat(client.read("jpm/v2", "export/jobs?from=" + token).get("data")).isEmpty();
        String date = times.get(50).toString().substring(0, 10);
        assertThat(feed("jpm/v2", "export/jobs", date).size()).isBetween(49, 60);
    }

    @Test
    void feedsHoldBackWhatHasNotSettled() {
        start(usual().speed(0));
        String token = lastToken("crm/v2", "export/customers");
        HttpResponse<String> changed = client.send("PATCH", "crm/v2", "customers/10000001",
                "{\"name\":\"New Name\",\"typo\":1}");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(client.read("crm/v2", "customers/10000001").get("name").asText()).isEqualTo("New Name");
        assertThat(client.read("crm/v2", "export/customers?from=" + token).get("data")).isEmpty();
        JsonNode recent = client.read("crm/v2", "export/customers?includeRecentChanges=true&from=" + token);
        assertThat(recent.get("data")).hasSize(1);
        JsonNode again = client.read("crm/v2",
                "export/customers?includeRecentChanges=true&from=" + recent.get("continueFrom").asText());
        assertThat(again.get("data")).as("comes again while it settles").hasSize(1);
        client.control("POST", "clock?step=PT2M");
        assertThat(client.read("crm/v2", "export/customers?from=" + token).get("data")).hasSize(1);
    }

    @Test
    void invoicesAddUpAndMoneyIsText() {
        start(usual());
        List<JsonNode> invoices = rows("accounting/v2", "invoices?pageSize=5000");
        Map<Long, BigDecimal> paid = new HashMap<>();
        rows("accounting/v2", "payments?activeState=All&pageSize=5000").forEach(payment -> payment.get("appliedTo").forEach(
                part -> paid.merge(part.get("appliedTo").longValue(), money(part.get("appliedAmount")), BigDecimal::add)));
        rows("accounting/v2", "credit-memos?pageSize=5000").forEach(memo -> memo.get("appliedTo").forEach(
                part -> paid.merge(part.get("appliedTo").longValue(), money(part.get("appliedAmount")), BigDecimal::add)));
        for (JsonNode invoice : invoices) {
            assertThat(invoice.get("total").isTextual()).isTrue();
            BigDecimal lines = invoice.get("items").valueStream().map(item -> money(item.get("total"))).reduce(BigDecimal.ZERO,
                    BigDecimal::add);
            assertThat(lines).isEqualByComparingTo(money(invoice.get("subTotal")));
            assertThat(money(invoice.get("subTotal")).add(money(invoice.get("salesTax"))))
                    .isEqualByComparingTo(money(invoice.get("total")));
            assertThat(money(invoice.get("total")).subtract(paid.getOrDefault(invoice.get("id").longValue(), BigDecimal.ZERO)))
                    .isEqualByComparingTo(money(invoice.get("balance")));
        }
        assertThat(invoices).anyMatch(invoice -> money(invoice.get("total")).signum() > 0);
    }

    @Test
    void rowsPointToRowsThatAreThere() {
        start(usual());
        Set<Long> customers = ids(feed("crm/v2", "export/customers", ""));
        Set<Long> appointments = ids(feed("jpm/v2", "export/appointments", ""));
        Set<Long> estimates = ids(feed("sales/v2", "export/estimates", ""));
        for (JsonNode job : rows("jpm/v2", "jobs?pageSize=5000")) {
            assertThat(customers).contains(job.get("customerId").longValue());
            assertThat(appointments).contains(job.get("firstAppointmentId").longValue(),
                    job.get("lastAppointmentId").longValue());
            job.get("estimateIds").forEach(estimate -> assertThat(estimates).contains(estimate.longValue()));
        }
    }

    @Test
    void theSameSeedGivesTheSameBytes() {
        start(usual().seed(5));
        String first = client.get("jpm/v2", "jobs?pageSize=100").body() + client.get("telecom/v2", "export/calls").body();
        server.close();
        start(usual().seed(5));
        assertThat(client.get("jpm/v2", "jobs?pageSize=100").body() + client.get("telecom/v2", "export/calls").body())
                .isEqualTo(first);
        server.close();
        start(usual().seed(6));
        assertThat(client.get("jpm/v2", "jobs?pageSize=100").body()).isNotEqualTo(first);
    }

    @Test
    void aSteppedDayIsTheSameEachTime() {
        start(usual().speed(0).businessDay(true));
        client.control("POST", "clock?step=PT5H");
        JsonNode once = client.control("GET", "truth?tenant=1001");
        server.close();
        start(usual().speed(0).businessDay(true));
        client.control("POST", "clock?step=PT5H");
        assertThat(client.control("GET", "truth?tenant=1001")).isEqualTo(once);
        assertThat(once.get("jpm/jobs").get("rows").asInt()).isEqualTo(130);
        assertThat(once.get("accounting/payments").get("rows").asInt()).isGreaterThan(68);
    }

    @Test
    void booksAJobWithItsAppointmentAndInvoice() {
        start(usual());
        String body = """
                {"customerId":10000001,"locationId":20000001,"businessUnitId":101,"jobTypeId":201,"campaignId":301,
                 "priority":"High","appointments":[{"start":"2026-06-02T14:00:00Z","end":"2026-06-02T16:00:00Z"}]}""";
        HttpResponse<String> booked = client.send("POST", "jpm/v2", "jobs", body);
        assertThat(booked.statusCode()).as(booked.body()).isEqualTo(200);
        JsonNode job = SandboxClient.json(booked);
        assertThat(client.read("jpm/v2", "appointments/" + job.get("firstAppointmentId")).get("jobId"))
                .isEqualTo(job.get("id"));
        assertThat(rows("accounting/v2", "invoices?ids=" + job.get("invoiceId"))).singleElement()
                .satisfies(invoice -> assertThat(invoice.get("job").get("id")).isEqualTo(job.get("id")));
        HttpResponse<String> cancel = client.send("PUT", "jpm/v2", "jobs/" + job.get("id") + "/cancel",
                "{\"reasonId\":1001,\"memo\":\"moved\"}");
        assertThat(cancel.statusCode()).isEqualTo(200);
        assertThat(client.read("jpm/v2", "jobs/" + job.get("id")).get("jobStatus").asText()).isEqualTo("Canceled");
        assertThat(rows("jpm/v2", "jobs/" + job.get("id") + "/canceled-log")).hasSize(1);
    }

    @Test
    void refusesBodiesThatAreNotAsDocumented() {
        start(usual());
        HttpResponse<String> empty = client.send("POST", "jpm/v2", "jobs", "{}");
        assertThat(empty.statusCode()).isEqualTo(400);
        assertThat(SandboxClient.json(empty).get("errors").has("customerId")).isTrue();
        assertThat(client.send("PATCH", "crm/v2", "customers/10000001", "{\"name\":7}").statusCode()).isEqualTo(400);
        assertThat(client.send("PATCH", "crm/v2", "customers/10000001", "{broken").statusCode()).isEqualTo(400);
        assertThat(client.send("PATCH", "crm/v2", "customers/1", "{\"name\":\"x\"}").statusCode()).isEqualTo(404);
        assertThat(client.send("POST", "inventory/v2", "warehouses", "{}").statusCode()).as("not documented").isEqualTo(404);
        assertThat(client.send("DELETE", "sales/v2", "proposal-templates/7", null).statusCode()).as("no model").isEqualTo(501);
    }

    @Test
    void replacesListsAndTakesDeletesWithABody() {
        start(usual());
        client.send("PATCH", "jpm/v2", "jobs/50000001", "{\"tagTypeIds\":[501,502]}");
        client.send("PATCH", "jpm/v2", "jobs/50000001", "{\"tagTypeIds\":[503]}");
        assertThat(client.read("jpm/v2", "jobs/50000001").get("tagTypeIds").toString()).isEqualTo("[503]");
        client.send("PUT", "crm/v2", "tags", "{\"customerIds\":[10000001],\"tagTypeIds\":[501,502]}");
        HttpResponse<String> removed = client.send("DELETE", "crm/v2", "tags",
                "{\"customerIds\":[10000001],\"tagTypeIds\":[501]}");
        assertThat(removed.statusCode()).isEqualTo(200);
        assertThat(client.read("crm/v2", "customers/10000001").get("tagTypeIds").toString()).isEqualTo("[502]");
    }

    @Test
    void deletedContactsLeaveTheListAndStayInTheFeed() {
        start(usual().settleDelay(Duration.ZERO));
        JsonNode added = SandboxClient
                .json(client.send("POST", "crm/v2", "customers/10000001/contacts",
                        "{\"type\":\"Phone\",\"value\":\"5551230000\"}"));
        assertThat(rows("crm/v2", "customers/10000001/contacts")).hasSize(3);
        client.send("DELETE", "crm/v2", "customers/10000001/contacts/" + added.get("id"), null);
        assertThat(rows("crm/v2", "customers/10000001/contacts")).hasSize(2);
        assertThat(feed("crm/v2", "export/customers/contacts", ""))
                .anyMatch(row -> row.get("id").equals(added.get("id")) && !row.get("active").asBoolean());
        assertThat(client.get("crm/v2", "customers/1/contacts").statusCode()).isEqualTo(404);
    }

    @Test
    void readersLagBehindWritesWhenTold() {
        start(usual().speed(0).writeLag(Duration.ofSeconds(5)));
        client.send("PATCH", "crm/v2", "customers/10000001", "{\"name\":\"Late\"}");
        assertThat(client.read("crm/v2", "customers/10000001").get("name").asText()).isNotEqualTo("Late");
        client.control("POST", "clock?step=PT5S");
        assertThat(client.read("crm/v2", "customers/10000001").get("name").asText()).isEqualTo("Late");
    }

    @Test
    void failsOnPurposeInEveryWay() {
        start(usual());
        Map<String, Integer> statuses = new LinkedHashMap<>(Map.of("too-many-requests", 429, "server-error", 500,
                "html-unavailable", 503, "html-body", 200));
        statuses.forEach((fault, status) -> {
            client.control("POST", "faults?rates=" + fault + "=1");
            HttpResponse<String> response = client.get("jpm/v2", "jobs");
            assertThat(response.statusCode()).as(fault).isEqualTo(status);
            assertThat(response.body().startsWith("<!DOCTYPE")).as(fault).isEqualTo(fault.startsWith("html"));
        });
        for (String broken : List.of("connection-reset", "truncated-body")) {
            client.control("POST", "faults?rates=" + broken + "=1");
            assertThatThrownBy(() -> client.get("jpm/v2", "jobs")).as(broken).isInstanceOf(UncheckedIOException.class);
        }
        client.control("POST", "faults?rates=revoked-token=1");
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(401);
        client.control("POST", "faults?rates=");
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(401);
        client.renewToken();
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(200);
        assertThat(client.control("POST", "faults?rates=nonsense=1").get("error").asText()).contains("There is no fault");
    }

    @Test
    void spoilsListsWhenTold() {
        start(usual());
        JsonNode page = client.read("jpm/v2", "jobs?pageSize=10");
        client.control("POST", "faults?rates=repeated-page=1");
        assertThat(client.read("jpm/v2", "jobs?pageSize=10&page=2").get("data")).isEqualTo(page.get("data"));
        client.control("POST", "faults?rates=early-end=1");
        assertThat(client.read("jpm/v2", "jobs?pageSize=10").get("hasMore").asBoolean()).isFalse();
        client.control("POST", "faults?rates=wrong-total=1");
        assertThat(client.read("jpm/v2", "jobs?pageSize=10&includeTotal=true").get("totalCount").asInt()).isNotEqualTo(100);
    }

    @Test
    void faultsOfOneTenantLeaveTheOthersAlone() {
        start(usual().faults(FaultRates.NONE));
        client.control("POST", "faults?tenant=1002&rates=server-error=1");
        assertThat(new SandboxClient(server.url(), 1002).get("jpm/v2", "jobs").statusCode()).isEqualTo(500);
        assertThat(client.get("jpm/v2", "jobs").statusCode()).isEqualTo(200);
    }

    @Test
    void remembersWhatItWasAsked() {
        start(usual().feedPageSize(60));
        String token = client.read("jpm/v2", "export/jobs").get("continueFrom").asText();
        client.read("jpm/v2", "export/jobs?from=" + token);
        client.read("jpm/v2", "export/jobs?from=" + token);
        JsonNode requests = client.control("GET", "requests");
        assertThat(requests.get("counts").get("jpm/jobs export").get("200").asInt()).isEqualTo(3);
        assertThat(requests.get("pages").get("/jpm/v2/tenant/1001/export/jobs?from=" + token).asInt()).isEqualTo(2);
        assertThat(requests.get("tokensIssued").asInt()).isEqualTo(1);
        JsonNode truth = client.control("GET", "truth?tenant=1001");
        assertThat(truth.get("jpm/jobs").get("rows").asInt()).isEqualTo(100);
    }

    private static SandboxSettings.Builder usual() {
        return SandboxSettings.builder().jobs(100).rateLimit(100_000).start(Instant.parse(START));
    }

    private void start(SandboxSettings.Builder settings) {
        server = SandboxServer.start(settings.build());
        client = new SandboxClient(server.url(), 1001);
    }

    private int total(String module, String list) {
        return client.read(module, list + (list.contains("?") ? "&" : "?") + "includeTotal=true").get("totalCount").asInt();
    }

    private List<JsonNode> rows(String module, String list) {
        return client.read(module, list).get("data").valueStream().toList();
    }

    private List<JsonNode> feed(String module, String feed, String from) {
        List<JsonNode> rows = new ArrayList<>();
        String position = from;
        for (boolean more = true; more;) {
            JsonNode page = client.read(module, feed + (position.isEmpty() ? "" : "?from=" + position));
            page.get("data").forEach(rows::add);
            position = page.get("continueFrom").asText();
            more = page.get("hasMore").asBoolean();
        }
        return rows;
    }

    private String lastToken(String module, String feed) {
        JsonNode page = client.read(module, feed);
        while (page.get("hasMore").asBoolean()) {
            page = client.read(module, feed + "?from=" + page.get("continueFrom").asText());
        }
        return page.get("continueFrom").asText();
    }

    private static Set<Long> ids(List<JsonNode> rows) {
        return rows.stream().map(row -> row.get("id").longValue()).collect(Collectors.toSet());
    }

    private static Map<Long, String> modified(List<JsonNode> rows) {
        return rows.stream().collect(Collectors.toMap(row -> row.get("id").longValue(), row -> row.get("modifiedOn").asText()));
    }

    private static BigDecimal money(JsonNode text) {
        return new BigDecimal(text.asText());
    }
}
