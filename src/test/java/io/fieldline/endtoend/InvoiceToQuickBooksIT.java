package io.fieldline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.sandbox.SandboxSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;
import io.fieldline.sandbox.quickbooks.QuickBooksStandIn;

/** Documents of the local ServiceTitan in the local QuickBooks, through the service as its owner runs it. */
class InvoiceToQuickBooksIT {

    private static final String INVOICES = "accounting/invoices";
    private static final String PAYMENTS = "accounting/payments";
    private static final String DAY = "2026-06-02T00:00:00Z";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String CODING = """
            cutOver: 2026-06-02
            items:
              - { type: Service, item: HVAC Service }
              - { type: Material, item: Materials }
            taxes:
              - { zone: any, code: Springfield }
            payments:
              - { type: any, depositTo: Undeposited Funds, refundItem: Refund }
            bankDeposits:
              - { bankAccount: Operating, account: Checking }
            """;

    @TempDir
    Path folder;

    private LocalServiceTitan serviceTitan;
    private QuickBooksStandIn quickBooks;
    private Installation installation;

    @BeforeEach
    void start() {
        serviceTitan = new LocalServiceTitan(SandboxSettings.builder().contractors(1).jobs(120)
                .start(Instant.parse("2026-06-01T14:00:00Z")).build());
        quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
        installation = new Installation(folder);
        installation.write("config/secrets/QB_SECRET", QuickBooksSettings.CLIENT_SECRET);
        installation.write("config/secrets/QB_TOKEN", quickBooks.connect());
        installation
                .connection(("books: { type: quickbooks, realmId: \"%s\", clientId: %s, clientSecret: \"${secret:QB_SECRET}\","
                        + " refreshToken: \"${secret:QB_TOKEN}\", url: \"%s\", tokenUrl: \"%s/oauth2/v1/tokens/bearer\" }")
                        .formatted(QuickBooksSettings.REALM_ID, QuickBooksSettings.CLIENT_ID, quickBooks.url(),
                                quickBooks.url()));
        installation.write("config/accounting/acme.yaml", CODING);
        installation.tenant("acme", Account.sandbox(1001), serviceTitan.url(), "",
                "  invoice-to-quickbooks: { connection: books, every: 1s, markExported: marked }");
    }

    @AfterEach
    void stop() {
        installation.close();
        quickBooks.close();
        serviceTitan.close();
    }

    @Test
    void whatIsFinalIsPostedToTheCentAndFollowedThroughEveryChange() {
        long edited = invoice("F-1", "Posted");
        long voided = invoice("F-2", "Posted");
        long pending = invoice("F-3", "Pending");
        FieldlineProcess service = installation.service();

        stands(service, "F-1", total(edited));
        stands(service, "F-2", total(voided));
        assertThat(quickBooks.owner().records("Invoice")).as("nothing from before the cut-over, nothing that is not final")
                .extracting(row -> row.path("DocNumber").asText()).containsExactlyInAnyOrder("F-1", "F-2");

        long payment = pay(edited, "4711", total(edited));
        await("the payment settles the invoice").atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(booked("F-1").orElseThrow().path("Balance").decimalValue())
                        .as(service.transcript()).isEqualByComparingTo("0"));
        takenToTheBank(service, payment, total(edited));
        BigDecimal before = total(edited);
        raise(edited, new BigDecimal("10.01"));
        stands(service, "F-1", before.add(new BigDecimal("10.01")));
        assertThat(booked("F-1").orElseThrow().path("Balance").decimalValue()).isEqualByComparingTo("10.01");

        change(INVOICES, voided, Map.of("active", false));
        stands(service, "F-2", BigDecimal.ZERO);
        change(INVOICES, pending, Map.of("syncStatus", "Posted"));
        stands(service, "F-3", total(pending));
        toldOf(service, edited, "F-1");

        service.kill();
        long writes = writes();
        FieldlineProcess again = installation.command("backfill", "invoice-to-quickbooks", "--tenant", "acme");
        assertThat(again.exitCode()).as(again.transcript()).isZero();
        assertThat(writes()).as("what was posted is read again and written once").isEqualTo(writes);
    }

    private void takenToTheBank(FieldlineProcess service, long payment, BigDecimal amount) {
        ObjectNode deposit = JSON.createObjectNode().put("name", "Tuesday").put("depositDate", DAY).put("syncStatus", "Posted")
                .put("depositStatus", "Deposited").put("grossAmount", amount).put("netAmount", amount);
        deposit.putObject("bankAccount").put("id", 7).put("name", "Operating");
        long id = serviceTitan.control("POST", "rows?tenant=1001&collection=accounting/bank-deposits", deposit.toString())
                .path("id").asLong();
        change(PAYMENTS, payment, Map.of("deposit", Map.of("id", id, "name", "Tuesday")));
        await("the payment is taken to the bank").atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(quickBooks.ledger().trialBalance()).as(service.transcript())
                        .doesNotContainKey("Undeposited Funds")
                        .hasEntrySatisfying("Checking", now -> assertThat(now).isEqualByComparingTo(amount)));
        assertThat(quickBooks.owner().records("Deposit")).hasSize(1);
    }

    /** Its changes went on reaching the books after that. */
    private void toldOf(FieldlineProcess service, long invoice, String number) {
        String text = booked(number).orElseThrow().path("Id").asText() + "/" + number;
        await(number + " is marked in ServiceTitan").atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(row(INVOICES, invoice).path("exportId").asText()).as(service.transcript())
                        .isEqualTo(text));
        assertThat(row(INVOICES, invoice).path("syncStatus").asText()).isEqualTo("Exported");
        FieldlineProcess told = installation.command("accounting", "told", "--tenant", "acme");
        assertThat(told.exitCode()).as(told.transcript()).isZero();
        assertThat(told.transcript()).contains("invoice " + invoice, "marked", text);
    }

    private long writes() {
        return quickBooks.calls().entrySet().stream()
                .filter(call -> call.getKey().startsWith("POST ") && !call.getKey().equals("POST batch"))
                .mapToLong(Map.Entry::getValue).sum();
    }

    private void stands(FieldlineProcess service, String number, BigDecimal total) {
        await(number + " stands in the books with " + total).atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(booked(number).map(row -> row.path("TotalAmt").decimalValue()))
                        .as(service.transcript()).hasValueSatisfying(now -> assertThat(now).isEqualByComparingTo(total)));
    }

    private Optional<ObjectNode> booked(String number) {
        List<ObjectNode> found = quickBooks.owner().records("Invoice").stream()
                .filter(row -> row.path("DocNumber").asText().equals(number)).toList();
        assertThat(found).as("no document twice").hasSizeLessThanOrEqualTo(1);
        return found.stream().findFirst();
    }

    /** One like another that is there, of the first day after the cut-over. */
    private long invoice(String number, String syncStatus) {
        ObjectNode row = StreamSupport.stream(rows(INVOICES).spliterator(), false)
                .filter(one -> one.path("syncStatus").asText().equals("Posted") && one.path("items").size() == 2)
                .map(ObjectNode.class::cast).findFirst().orElseThrow();
        row.remove("id");
        row.put("referenceNumber", number).put("invoiceDate", DAY).put("dueDate", DAY).put("syncStatus", syncStatus);
        row.put("balance", row.path("total").decimalValue());
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + INVOICES, row.toString()).path("id").asLong();
    }

    private long pay(long invoice, String number, BigDecimal amount) {
        ObjectNode row = (ObjectNode) rows(PAYMENTS).get(0);
        row.remove("id");
        row.put("referenceNumber", number).put("date", DAY).put("syncStatus", "Posted").put("active", true).put("total",
                amount);
        row.set("customer", row(INVOICES, invoice).path("customer"));
        row.putArray("appliedTo").addObject().put("appliedTo", invoice).put("appliedAmount", amount).put("appliedOn", DAY);
        return serviceTitan.control("POST", "rows?tenant=1001&collection=" + PAYMENTS, row.toString()).path("id").asLong();
    }

    /** The first line of an invoice, which bears no tax, and with it the invoice. */
    private void raise(long invoice, BigDecimal by) {
        ObjectNode row = row(INVOICES, invoice);
        ObjectNode line = (ObjectNode) row.path("items").get(0);
        line.put("total", line.path("total").decimalValue().add(by)).put("price", line.path("price").decimalValue().add(by));
        change(INVOICES, invoice, Map.of("items", row.path("items"), "subTotal", row.path("subTotal").decimalValue().add(by),
                "total", row.path("total").decimalValue().add(by)));
    }

    private void change(String collection, long id, Map<String, Object> fields) {
        ObjectNode row = JSON.valueToTree(fields);
        row.put("id", id);
        serviceTitan.control("POST", "rows?tenant=1001&collection=" + collection, row.toString());
    }

    private BigDecimal total(long invoice) {
        return row(INVOICES, invoice).path("total").decimalValue();
    }

    private ObjectNode row(String collection, long id) {
        return StreamSupport.stream(rows(collection).spliterator(), false).filter(row -> row.path("id").asLong() == id)
                .map(ObjectNode.class::cast).findFirst().orElseThrow();
    }

    private JsonNode rows(String collection) {
        return serviceTitan.control("GET", "rows?tenant=1001&limit=1000&collection=" + collection);
    }
}
