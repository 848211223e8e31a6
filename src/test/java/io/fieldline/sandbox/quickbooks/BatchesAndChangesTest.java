package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.changed;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.settles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.servicetitan.HandClock;

class BatchesAndChangesTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-10-15T17:00:00Z"));
    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual(), clock);
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);
    private final String customer = client.customer("Ada Byron");

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void eachItemOfABatchHasItsOwnEnd() {
        JsonNode known = client.create("Invoice", client.form(customer, "10.00"));
        JsonNode answers = batch(item("a", "create", "Invoice", client.form(customer, "20.00")),
                item("b", "create", "Invoice", client.form("999", "20.00")),
                item("c", "update", "Invoice", changed(known, "\"PrivateNote\":\"x\"")),
                item("d", "delete", "Invoice", changed(known, "")), "{\"bId\":\"e\",\"Query\":\"select * from Invoice\"}",
                item("f", "update", "Invoice", changed(known, "\"PrivateNote\":\"y\"").replace("\"0\"", "\"1\"")).replaceFirst(
                        "\\{", "{\"optionsData\":\"void\","),
                item("g", "create", "Estimate", "{}"));

        assertThat(Fields.text(answers.path(0), "Invoice.TotalAmt")).isEqualTo("20.00");
        assertThat(fault(answers.path(1))).isEqualTo("2500");
        assertThat(Fields.text(answers.path(2), "Invoice.PrivateNote")).isEqualTo("x");
        assertThat(fault(answers.path(3))).isEqualTo("5010");
        assertThat(Fields.text(answers.path(3), "bId")).isEqualTo("d");
        assertThat(answers.path(4).path("QueryResponse").path("Invoice")).hasSize(2);
        assertThat(Fields.text(answers.path(5), "Invoice.PrivateNote")).isEqualTo("Voided - x");
        assertThat(fault(answers.path(6))).isEqualTo("2020");
    }

    @Test
    void aBatchHasThirtyItemsAtMostEachWithItsOwnId() {
        String[] many = IntStream.range(0, 31).mapToObj(id -> item("b" + id, "create", "Customer", "{\"DisplayName\":\"n" + id
                + "\"}")).toArray(String[]::new);

        client.assertRefused("batch", "{\"BatchItemRequest\":[" + String.join(",", many) + "]}", "2000");
        client.assertRefused("batch", "{\"BatchItemRequest\":[" + many[0] + "," + many[0] + "]}", "2000");
        client.assertRefused("batch", "{}", "2020");
        assertThat(quickBooks.owner().records("Customer")).hasSize(1);
    }

    @Test
    void aRequestIdIsHeardOnceWhateverComesWithItTheNextTime() {
        JsonNode first = client.done("Invoice", "invoice?requestid=abc", client.form(customer, "10.00"));
        JsonNode again = client.done("Invoice", "invoice?requestid=abc", client.form(customer, "99.00"));

        assertThat(again).isEqualTo(first);
        assertThat(quickBooks.owner().records("Invoice")).hasSize(1);
        client.assertRefused("invoice?requestid=" + "x".repeat(51), client.form(customer, "10.00"), "2050");
        client.assertRefused("invoice?requestid=def", client.form("999", "10.00"), "2500");
        client.assertRefused("invoice?requestid=def", client.form(customer, "10.00"), "2500");
        quickBooks.forgetRequestIds();
        client.done("Invoice", "invoice?requestid=def", client.form(customer, "10.00"));
    }

    @Test
    void aLostAnswerIsGivenAgainToTheSameRequestId() {
        quickBooks.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        String body = client.form(customer, "10.00");
        String batch = "{\"BatchItemRequest\":[" + item("a", "create", "Invoice", body) + "]}";
        assertThatThrownBy(() -> client.post("invoice?requestid=abc", body)).isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> client.post("batch?requestid=def", batch)).isInstanceOf(UncheckedIOException.class);
        quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
        JsonNode made = client.done("Invoice", "invoice?requestid=abc", body);
        client.post("batch?requestid=def", batch);

        assertThat(quickBooks.owner().records("Invoice")).hasSize(2);
        assertThat(Fields.text(made, "SyncToken")).isEqualTo("0");
    }

    @Test
    void changesAreToldWithWhatWasDeletedAndWhatAPaymentTouched() {
        JsonNode untouched = client.create("Invoice", client.form(customer, "10.00"));
        JsonNode paid = client.create("Invoice", client.form(customer, "20.00"));
        JsonNode gone = client.create("Invoice", client.form(customer, "30.00"));
        clock.advance(Duration.ofMinutes(40));
        client.create("Payment", QuickBooksClient.payment(customer, "20.00", settles("Invoice", paid, "20.00")));
        clock.advance(Duration.ofMinutes(10));
        client.done("Invoice", "invoice?operation=delete", changed(gone, ""));

        JsonNode lists = Fields.parse(changes("Invoice,Payment,Customer", "2026-10-15T12:30:00-05:00").body())
                .path("CDCResponse").path(0).path("QueryResponse");
        JsonNode invoices = lists.path(0).path("Invoice");
        assertThat(invoices).hasSize(2);
        assertThat(Fields.text(invoices.path(0), "Id")).isEqualTo(Fields.text(paid, "Id"));
        assertThat(Fields.text(invoices.path(1), "status")).isEqualTo("Deleted");
        assertThat(lists.path(1).path("Payment")).hasSize(1);
        assertThat(lists.path(2)).isEmpty();
        assertThat(invoices.toString()).doesNotContain("\"Id\":\"" + Fields.text(untouched, "Id") + "\",\"SyncToken");
    }

    @Test
    void changesGoBackThirtyDaysAndNoFurther() {
        assertThat(changes("Invoice", "2026-09-15T12:00:00-05:00").statusCode()).isEqualTo(200);
        QuickBooksClient.assertFault(changes("Invoice", "2026-09-15T11:59:00-05:00"), 400, "2000");
        QuickBooksClient.assertFault(changes("Invoice", "lately"), 400, "2000");
        QuickBooksClient.assertFault(changes("Estimate", "2026-10-15T12:00:00-05:00"), 400, "2000");
    }

    @Test
    void changesAreAThousandAtMost() {
        for (int number = 0; number < 1_001; number++) {
            quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer " + number + "\"}");
        }
        JsonNode lists = Fields.parse(changes("Customer,Vendor", "2026-10-15T11:00:00-05:00").body()).path("CDCResponse")
                .path(0).path("QueryResponse");

        assertThat(lists.path(0).path("Customer")).hasSize(1_000);
        assertThat(lists.path(1)).isEmpty();
    }

    private HttpResponse<String> changes(String entities, String since) {
        return client.get("cdc?entities=" + entities + "&changedSince=" + URLEncoder.encode(since, StandardCharsets.UTF_8));
    }

    private JsonNode batch(String... items) {
        HttpResponse<String> answer = client.post("batch",
                "{\"BatchItemRequest\":[" + String.join(",", items) + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Fields.parse(answer.body()).path("BatchItemResponse");
    }

    private static String item(String id, String operation, String entity, String body) {
        return "{\"bId\":\"" + id + "\",\"operation\":\"" + operation + "\",\"" + entity + "\":" + body + "}";
    }

    private static String fault(JsonNode item) {
        return item.path("Fault").path("Error").path(0).path("code").asText();
    }
}
