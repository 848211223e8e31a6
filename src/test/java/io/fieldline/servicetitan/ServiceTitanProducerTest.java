package io.fieldline.servicetitan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;

class ServiceTitanProducerTest {

    private ComponentBench bench;

    @BeforeEach
    void start() throws Exception {
        bench = new ComponentBench();
        bench.tenants.apply(bench.tenant("acme", 1001, Map.of()));
    }

    @AfterEach
    void stop() throws Exception {
        bench.close();
    }

    private Exchange call(String uri, String parameters, Object body) throws Exception {
        bench.step(uri, parameters);
        return bench.call(body);
    }

    private FaultyServiceTitan.Received sent() {
        return bench.serviceTitan.received().get(0);
    }

    @Test
    void readsOneRecord() throws Exception {
        bench.records.put(1001, "crm/customers", 42, "name", "Ada");

        Exchange exchange = call("servicetitan:crm/customers", "operation: get, recordId: '${body[customerId]}'",
                Map.of("customerId", 42L));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Map.class).get("name")).isEqualTo("Ada");
        assertThat(exchange.getMessage().getHeader("CamelServiceTitanStatus")).isEqualTo(200);
        assertThat(sent().path()).isEqualTo("/crm/v2/tenant/1001/customers/42");
    }

    @Test
    void readsOneInvoiceThroughItsList() throws Exception {
        bench.records.put(1001, "accounting/invoices", 5, "total", "100.00");
        bench.records.put(1001, "accounting/invoices", 6, "total", "200.00");

        Exchange exchange = call("servicetitan:accounting/invoices", "operation: get, recordId: '${body}'", 6L);

        assertThat(exchange.getMessage().getBody(Map.class).get("total")).isEqualTo("200.00");
        assertThat(sent().query()).containsEntry("ids", "6");
    }

    @Test
    void doesNotTakeAnotherRecordForTheOneItAskedFor() throws Exception {
        bench.serviceTitan.otherwise(request -> FaultyServiceTitan.Answer.json(200,
                "{\"page\":1,\"hasMore\":false,\"data\":[{\"id\":5}]}"));

        Exchange exchange = call("servicetitan:accounting/invoices", "operation: get, recordId: '${body}'", 6L);

        assertThat(exchange.getException()).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("accounting/invoices has no record 6");
    }

    @Test
    void aRecordThatIsNotThereIsTheRecordsFault() throws Exception {
        assertThat(call("servicetitan:crm/customers", "operation: get, recordId: '${body}'", 1L).getException())
                .isInstanceOf(RejectedRecordException.class).hasMessageContaining("404");
    }

    @Test
    void listsPageByPageAsTheRowsAreTaken() throws Exception {
        for (int id = 1; id <= 5; id++) {
            bench.records.put(1001, "jpm/jobs", id);
        }
        RecordListTaker rows = new RecordListTaker(call("servicetitan:jpm/jobs",
                "operation: list, query.jobStatus: '${body}', query.pageSize: '2'", "Completed"));
        assertThat(bench.serviceTitan.received()).isEmpty();

        assertThat(rows.take()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(bench.serviceTitan.received()).hasSize(3);
        assertThat(sent().query()).containsEntry("jobStatus", "Completed").containsEntry("pageSize", "2");
    }

    @Test
    void aPageThatIsNamedIsReadAlone() throws Exception {
        for (int id = 1; id <= 5; id++) {
            bench.records.put(1001, "jpm/jobs", id);
        }

        RecordListTaker rows = new RecordListTaker(call("servicetitan:jpm/jobs", "operation: list, query.page: '2'", null));

        assertThat(rows.take()).containsExactly(3L, 4L);
    }

    private record RecordListTaker(Exchange exchange) {

        List<Object> take() {
            List<Object> ids = new ArrayList<>();
            for (Object row : (Iterable<?>) exchange.getMessage().getBody()) {
                ids.add(((Map<?, ?>) row).get("id"));
            }
            return ids;
        }
    }

    @Test
    void createsAndUpdates() throws Exception {
        Exchange created = call("servicetitan:jpm/jobs", "operation: create, readBack: true",
                Map.of("summary", "Leak", "total", new BigDecimal("12.50")));

        assertThat(created.getException()).isNull();
        assertThat(sent().method() + " " + sent().path()).isEqualTo("POST /jpm/v2/tenant/1001/jobs");
        assertThat(sent().text()).contains("\"total\":12.50");
    }

    @Test
    void readBackNamesTheFieldsThatDidNotTake() throws Exception {
        bench.records.put(1001, "jpm/jobs", 7, "summary", "Leak");

        Exchange updated = call("servicetitan:jpm/jobs", "operation: update, recordId: '7', readBack: true",
                Map.of("summary", "Burst pipe", "sumary", "Burst pipe"));

        assertThat(updated.getException()).isInstanceOf(RejectedRecordException.class)
                .hasMessage("ServiceTitan answered the write of jpm/jobs 7 with success and did not apply sumary");
    }

    @Test
    void runsANamedAction() throws Exception {
        bench.records.put(1001, "jpm/jobs", 7, "jobStatus", "Scheduled");

        Exchange canceled = call("servicetitan:jpm/jobs", "operation: cancel, path.id: '${variable.job}'".replace(
                "${variable.job}", "7"), Map.of("reasonId", 3, "memo", "weather"));

        assertThat(canceled.getException()).isNull();
        assertThat(sent().method() + " " + sent().path()).isEqualTo("PUT /jpm/v2/tenant/1001/jobs/7/cancel");
        assertThat(sent().text()).contains("\"reasonId\":3");
    }

    @Test
    void uploadsTheBodyAsAFile() throws Exception {
        bench.serviceTitan.otherwise(request -> FaultyServiceTitan.Answer.json(200, "{\"fileName\":\"x\"}"));
        bench.step("servicetitan:forms/jobs/attachments", "operation: create, recordId: '7'");

        Exchange exchange = bench.camel.createProducerTemplate().request("direct:call", one -> {
            one.setVariable("tenant", "acme");
            one.getMessage().setHeader(Exchange.FILE_NAME, "roof.png");
            one.getMessage().setBody(new byte[]{1, 2, 3 });
        });

        assertThat(exchange.getException()).isNull();
        assertThat(sent().headers().get("content-type")).startsWith("multipart/form-data");
        assertThat(sent().text()).contains("name=\"file\"; filename=\"roof.png\"");
    }

    @Test
    void anOptionThatComesOutEmptyIsNamed() throws Exception {
        assertThat(call("servicetitan:crm/customers", "operation: get, recordId: '${body[customerId]}'", Map.of())
                .getException()).isInstanceOf(RejectedRecordException.class).hasMessageContaining("recordId");
    }

    @Test
    void aStepWithoutATenantSaysSo() throws Exception {
        bench.step("servicetitan:crm/customers", "operation: get, recordId: '1'");

        Exchange exchange = bench.camel.createProducerTemplate().request("direct:call", one -> {
        });

        assertThat(exchange.getException()).isInstanceOf(MisconfiguredException.class).hasMessageContaining("tenant");
    }

    @Test
    void refusesAtLoadWhatTheCatalogueDoesNotKnow() {
        assertRefused("servicetitan:crm/custmers", "recordId: '1'", "did you mean customers");
        assertRefused("servicetitan:jpm/jobs", "operation: cancle, recordId: '1'", "cancel");
        assertRefused("servicetitan:jpm/jobs", "operation: list, query.status: Completed", "jobStatus");
        assertRefused("servicetitan:jpm/jobs", "operation: get, path.jobId: '1'", "it has id");
        assertRefused("servicetitan:jpm/jobs", "operation: get", "needs id");
        assertRefused("servicetitan:jpm/jobs", "operation: create, recordId: '1'", "needs no recordId");
        assertRefused("servicetitan:jpm/jobs", "operation: cancel, recordId: '1', readBack: true", "readBack goes with");
    }

    private void assertRefused(String uri, String parameters, String reason) {
        assertThatThrownBy(() -> bench.step(uri, parameters)).hasStackTraceContaining(reason)
                .hasStackTraceContaining(MisconfiguredException.class.getName());
        bench.camel.getRouteDefinitions().clear();
    }
}
