package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.amount;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.time.LocalDate;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

class OwnerTest {

    private static final String CONTROL = "/control/quickbooks/";

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);
    private final String customer = client.customer("Ada Byron");

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void changesACentByHandAlsoInClosedBooks() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "10.00").replaceFirst("\\{",
                "{\"TxnDate\":\"2026-09-01\","));
        JsonNode paid = client.create("Payment", QuickBooksClient.payment(customer, "20.00"));
        control("close?date=2026-09-30", "");
        control("change-amount?entity=Invoice&by=0.01&id=" + Fields.text(invoice, "Id"), "");
        quickBooks.owner().changeAmount("Payment", Fields.text(paid, "Id"), new BigDecimal("-0.01"));

        JsonNode after = client.read("Invoice", invoice);
        assertThat(amount(after, "TotalAmt")).isEqualByComparingTo("10.01");
        assertThat(Fields.text(after, "SyncToken")).isEqualTo("1");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("-9.98");
    }

    @Test
    void doesWithRecordsWhatABrowserCan() {
        String id = Fields.text(control("create?entity=Customer", "{\"DisplayName\":\"Grace\"}"), "id");
        control("edit?entity=Customer&id=" + id, "{\"CompanyName\":\"Navy\"}");
        assertThat(Fields.text(quickBooks.owner().record("Customer", id), "CompanyName")).isEqualTo("Navy");
        control("deactivate?entity=Customer&id=" + id, "");
        assertThat(Fields.text(quickBooks.owner().record("Customer", id), "DisplayName")).isEqualTo("Grace (deleted)");

        String first = Fields.text(client.create("Invoice", client.form(customer, "10.00")), "Id");
        String second = Fields.text(client.create("Invoice", client.form(customer, "20.00")), "Id");
        control("void?entity=Invoice&id=" + first, "");
        control("delete?entity=Invoice&id=" + second, "");
        assertThat(quickBooks.owner().records("Invoice")).hasSize(1);
        assertThat(quickBooks.ledger().trialBalance()).isEmpty();
    }

    @Test
    void readsTheBooks() {
        client.create("Invoice", client.form(customer, "10.00").replaceFirst("\\{",
                "{\"DocNumber\":\"7\",\"TxnDate\":\"2026-09-01\","));

        JsonNode balances = get("trial-balance?date=2026-09-30");
        assertThat(amount(balances, "HVAC Service Income")).isEqualByComparingTo("-10.00");
        assertThat(get("trial-balance?date=2026-08-31")).isEmpty();
        assertThat(amount(get("receivable?customer=" + customer), "balance")).isEqualByComparingTo("10.00");
        Ledger.Line line = quickBooks.ledger().lines("HVAC Service Income").get(0);
        assertThat(line.date()).isEqualTo(LocalDate.parse("2026-09-01"));
        assertThat(line.docNumber()).isEqualTo("7");
        assertThat(client.wire.get(CONTROL + "ledger?account=HVAC+Service+Income").body())
                .contains("\"transaction\":\"Invoice\"", "\"date\":\"2026-09-01\"");
        assertThat(client.get("reports/TrialBalance?end_date=2026-09-30").body()).contains("\"value\":\"10.00\"", "TOTAL");
    }

    @Test
    void aNewCompanyIsThatOfAContractorAndOwesNothing() {
        assertThat(quickBooks.ledger().trialBalance()).isEmpty();
        assertThat(quickBooks.owner().records("Account")).extracting(account -> Fields.text(account, "Name"))
                .contains("Undeposited Funds", "Sales Tax Payable", "Deferred Membership Revenue", "Customer Deposits");
        assertThat(quickBooks.owner().records("Class")).hasSize(6);
        assertThat(quickBooks.owner().records("Term")).extracting(term -> Fields.text(term, "Name")).contains("Net 30");
        assertThat(quickBooks.owner().records("PaymentMethod")).isNotEmpty();
    }

    @Test
    void aTermMakesTheDueDate() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "10.00").replaceFirst("\\{",
                "{\"TxnDate\":\"2026-09-10\",\"SalesTermRef\":{\"value\":\"" + quickBooks.owner().idOf("Term", "Net 30")
                        + "\"},"));

        assertThat(Fields.text(invoice, "DueDate")).isEqualTo("2026-10-10");
    }

    @Test
    void wrongControlCallsSaySo() {
        assertThat(client.wire.post(CONTROL + "edit?entity=Invoice", "").body()).contains("The parameter 'id' is missing");
        assertThat(client.wire.post(CONTROL + "paint?entity=Invoice&id=1", "").body()).contains("There is no control 'paint'");
        assertThat(client.wire.post(CONTROL + "create?entity=Estimate", "{}").body()).contains("kind of record 'Estimate'");
        assertThat(client.wire.post(CONTROL + "close?date=soon", "").statusCode()).isEqualTo(400);
    }

    private JsonNode control(String call, String body) {
        HttpResponse<String> answer = client.wire.post(CONTROL + call, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Fields.parse(answer.body());
    }

    private JsonNode get(String call) {
        return Fields.parse(client.wire.get(CONTROL + call).body());
    }
}
