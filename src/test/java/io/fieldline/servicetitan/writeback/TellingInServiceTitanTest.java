package io.fieldline.servicetitan.writeback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.failure.RejectedRecordException;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.told.ExportDesk.Shown;
import io.fieldline.ledger.told.ExportDesk.Stage;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.servicetitan.http.ApiRequest.QueryValue;
import io.fieldline.servicetitan.poll.OwnVersions;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** Over a local ServiceTitan that refuses what ServiceTitan refuses. */
class TellingInServiceTitanTest {

    private static final String GUID = "7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11";
    private static final String OTHERS = "11111111-0d5e-4b1e-9a53-3f0d5a1c2b11";
    private static final long POSTED = 80_000_018;
    private static final long PENDING = 80_000_400;
    private static final long NOWHERE = 7;

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final Tenant tenant = tenant(Optional.of(GUID), Map.of());
    private final Calls calls = new Calls(sandbox.client(), Catalog.load());
    private final ServiceTitanExports exports = new ServiceTitanExports(sandbox.client(), Catalog.load());
    private final ServiceTitanJobData jobs = new ServiceTitanJobData(sandbox.client(), Catalog.load(),
            new OwnVersions(null, (of, collection) -> List.of()));

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private Tenant tenant(Optional<String> guid, Map<String, Object> settings) {
        ServiceTitanAccount one = sandbox.account();
        ServiceTitanAccount account = new ServiceTitanAccount(one.environment(), one.tenantId(), one.appKey(), one.clientId(),
                one.clientSecret(), one.apiUrl(), one.authUrl(), one.rateLimit(), one.networkClient(), one.webhook(), guid);
        return new Tenant("acme", "Acme", ZoneId.of("UTC"), account, Map.of(), settings.isEmpty()
                ? Map.of()
                : Map.of("invoice-to-books", new FlowSettings("invoice-to-books", Duration.ofMinutes(1), settings)));
    }

    private Shown shown(DocumentKind kind, long id) {
        return exports.shown(tenant, kind, List.of(id)).get(id);
    }

    private Object modifiedOn(String module, String collection, long id) {
        return sandbox.rows(module, collection, Long.toString(id)).get(0).get("modifiedOn");
    }

    @Test
    void eachInvoiceOfAListIsMarkedOrRefusedByItself() {
        Object before = modifiedOn("accounting", "invoices", POSTED);
        sandbox.step(Duration.ofSeconds(1));
        Map<Long, String> texts = new LinkedHashMap<>(Map.of(POSTED, "145/1001", PENDING, "146/1002", NOWHERE, "147/1003"));
        Map<Long, String> refused = exports.mark(tenant, DocumentKind.INVOICE, texts);

        assertThat(refused).containsOnlyKeys(PENDING, NOWHERE);
        assertThat(refused.get(NOWHERE)).contains("no invoice 7");
        assertThat(refused.get(PENDING)).contains("not posted");
        assertThat(shown(DocumentKind.INVOICE, POSTED).stage()).isEqualTo(Stage.EXPORTED);
        assertThat(shown(DocumentKind.INVOICE, POSTED).exportId()).contains("145/1001");
        assertThat(shown(DocumentKind.INVOICE, POSTED).job()).isEqualTo(OptionalLong.of(50_000_018));
        assertThat(shown(DocumentKind.INVOICE, PENDING).stage()).isEqualTo(Stage.PENDING);
        assertThat(shown(DocumentKind.INVOICE, NOWHERE)).isNull();
        assertThat(modifiedOn("accounting", "invoices", POSTED)).isNotEqualTo(before);
    }

    @Test
    void aMarkedInvoiceIsMarkedAnewWithAnotherNumberAndIsOtherwiseClosed() {
        exports.mark(tenant, DocumentKind.INVOICE, Map.of(POSTED, "145/1001"));
        assertThat(exports.mark(tenant, DocumentKind.INVOICE, Map.of(POSTED, "162/1001-A1"))).isEmpty();
        assertThat(shown(DocumentKind.INVOICE, POSTED).exportId()).contains("162/1001-A1");
        assertThatThrownBy(() -> exports.exportId(tenant, POSTED, "x")).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("exported");
    }

    @Test
    void anExportIdIsGivenToAnInvoiceThatStaysPosted() {
        exports.exportId(tenant, POSTED, "145/1001");
        assertThat(shown(DocumentKind.INVOICE, POSTED)).isEqualTo(new Shown(Stage.POSTED, Optional.of("145/1001"),
                OptionalLong.of(50_000_018)));
        assertThatThrownBy(() -> exports.exportId(tenant, NOWHERE, "x")).isInstanceOf(RejectedRecordException.class);
    }

    @Test
    void aCreditMemoIsMarkedWithItsNumberAndClosed() {
        long memo = sandbox.office("accounting/credit-memos", "{\"date\": \"2026-06-01\", \"subTotal\": 10, \"salesTax\": 0,"
                + " \"total\": 10, \"balance\": 10, \"customer\": {\"id\": 10000001}, \"syncStatus\": \"Posted\"}")
                .path("id").asLong();
        assertThat(exports.mark(tenant, DocumentKind.CREDIT_MEMO, Map.of(memo, "12/CM-1", NOWHERE, "13/CM-2")))
                .containsOnlyKeys(NOWHERE);
        assertThat(shown(DocumentKind.CREDIT_MEMO, memo)).isEqualTo(new Shown(Stage.EXPORTED, Optional.of("12/CM-1"),
                OptionalLong.empty()));
        assertThatThrownBy(() -> calls.send(tenant, calls.operation("accounting", "credit-memos", "update"),
                Map.of("id", Long.toString(memo)), Map.of("summary", "x"))).isInstanceOf(RejectedRecordException.class)
                .hasMessageContaining("exported");
    }

    @Test
    void aPaymentThatIsNotThereDoesNotKeepOthersFromBeingMarked() {
        long payment = 90_000_001;
        sandbox.office("accounting/payments", "{\"id\": " + payment + ", \"syncStatus\": \"Posted\"}");
        assertThat(exports.mark(tenant, DocumentKind.PAYMENT, Map.of(payment, "1", NOWHERE, "2"))).containsOnlyKeys(NOWHERE);
        assertThat(shown(DocumentKind.PAYMENT, payment).stage()).isEqualTo(Stage.EXPORTED);
    }

    @Test
    void aJobBearsAValueBesideWhatItBoreAndIsWrittenOnce() {
        long job = 50_000_018;
        others(job, GUID, "route", "7");
        others(job, OTHERS, "route", "8");
        sandbox.requests();
        assertThat(jobs.bear(tenant, job, "fieldline:books:books:invoice:1", "145/1001")).isTrue();
        assertThat(jobs.bear(tenant, job, "fieldline:books:books:invoice:1", "145/1001")).isTrue();
        assertThat(sandbox.requests()).containsEntry("jpm/jobs update", 1);
        jobs.bear(tenant, job, "fieldline:books:books:invoice:2", "146/1002");

        assertThat(data(job, GUID)).isEqualTo(Map.of("route", "7", "fieldline:books:books:invoice:1", "145/1001",
                "fieldline:books:books:invoice:2", "146/1002"));
        assertThat(data(job, OTHERS)).isEqualTo(Map.of("route", "8"));
        assertThatThrownBy(() -> jobs.bear(tenant, NOWHERE, "k", "v")).isInstanceOf(RejectedRecordException.class);
        assertThatThrownBy(() -> jobs.bear(tenant(Optional.empty(), Map.of()), job, "k", "v"))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("applicationGuid");
    }

    private void others(long job, String guid, String key, String value) {
        calls.send(tenant, calls.operation("jpm", "jobs", "update"), Map.of("id", Long.toString(job)), Map.of("externalData",
                Map.of("applicationGuid", guid, "patchMode", "Merge", "externalData",
                        List.of(Map.of("key", key, "value", value)))));
    }

    private Map<Object, Object> data(long job, String guid) {
        Map<Object, Object> data = new LinkedHashMap<>();
        ((List<?>) calls.record(tenant, calls.operation("jpm", "jobs", "get"), Map.of("id", Long.toString(job)),
                List.of(new QueryValue("externalDataApplicationGuid", guid))).get("externalData"))
                .forEach(one -> data.put(((Map<?, ?>) one).get("key"), ((Map<?, ?>) one).get("value")));
        return data;
    }

    @Test
    void theWaysThatAreChosenDecideWhichScopesAreNeeded() {
        TellingScopes scopes = new TellingScopes(Catalog.load());
        assertThat(scopes.of(tenant)).isEmpty();
        assertThat(scopes.of(posting("off", "off"))).isEmpty();
        assertThat(scopes.of(posting("marked", "off"))).containsExactly("tn.acc.creditmemos:w", "tn.acc.invoices:r",
                "tn.acc.invoices:w", "tn.acc.payments:w");
        assertThat(scopes.of(posting("export-id", "external-data"))).containsExactly("tn.acc.invoices:r",
                "tn.acc.invoices:w", "tn.jpm.jobs:r", "tn.jpm.jobs:w");
        assertThat(scopes.of(posting("off", "note"))).containsExactly("tn.acc.invoices:r", "tn.jpm.jobs:r", "tn.jpm.jobs:w");
    }

    private Tenant posting(String markExported, String noteOnJob) {
        return tenant(Optional.of(GUID), Map.of("connection", "books", "markExported", markExported, "noteOnJob", noteOnJob));
    }
}
