package io.fieldline.sandbox.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.servicetitan.HandClock;

class QueriesTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-10-15T17:00:00Z"));
    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual(), clock);
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void choosesByNumberDateAmountCustomerAndTime() {
        String ada = client.customer("Ada O'Neil");
        String grace = client.customer("Grace");
        invoice(ada, "1001", "10.00");
        clock.advance(Duration.ofMinutes(40));
        invoice(grace, "1002", "9.50");
        invoice(grace, "1003", "100.00");

        assertThat(numbers("where DocNumber = '1002'")).isEqualTo("1002");
        assertThat(numbers("where DocNumber in ('1001', '1003')")).isEqualTo("1001 1003");
        assertThat(numbers("where CustomerRef = '" + grace + "' and TotalAmt > '9.5'")).isEqualTo("1003");
        assertThat(numbers("where TotalAmt <= 10")).isEqualTo("1001 1002");
        assertThat(numbers("where Balance >= '10.0'")).isEqualTo("1001 1003");
        assertThat(numbers("where DocNumber like '%02'")).isEqualTo("1002");
        assertThat(numbers("where TxnDate >= '2026-10-15' and TxnDate < '2026-10-16'")).isEqualTo("1001 1002 1003");
        assertThat(numbers("where MetaData.LastUpdatedTime > '2026-10-15T12:30:00-05:00'")).isEqualTo("1002 1003");
        assertThat(numbers("where MetaData.LastUpdatedTime > '2026-10-15T17:30:00Z'")).isEqualTo("1002 1003");
        assertThat(numbers("orderby TotalAmt desc")).isEqualTo("1003 1001 1002");
        assertThat(numbers("ORDER BY TotalAmt startposition 2 maxresults 1")).isEqualTo("1001");
        assertThat(client.query("select count(*) from Invoice").path("totalCount").asInt()).isEqualTo(3);
        assertThat(client.query("select * from Customer where DisplayName = 'Ada O\\'Neil'").path("Customer")).hasSize(1);
    }

    @Test
    void givesOnlyTheColumnsThatAreAskedFor() {
        invoice(client.customer("Ada"), "1001", "10.00");
        JsonNode row = client.query("select Id, MetaData.CreateTime from Invoice").path("Invoice").path(0);

        assertThat(row.has("TotalAmt")).isFalse();
        assertThat(Fields.text(row, "MetaData.CreateTime")).isEqualTo("2026-10-15T12:00:00-05:00");
    }

    @Test
    void aPageHasAHundredRowsUnlessItIsAskedForMore() {
        for (int number = 0; number < 120; number++) {
            quickBooks.owner().create("Customer", "{\"DisplayName\":\"Customer " + number + "\"}");
        }

        JsonNode first = client.query("select * from Customer");
        assertThat(first.path("Customer")).hasSize(100);
        assertThat(first.path("maxResults").asInt()).isEqualTo(100);
        JsonNode rest = client.query("select * from Customer startposition 101 maxresults 1000");
        assertThat(rest.path("Customer")).hasSize(20);
        assertThat(rest.path("startPosition").asInt()).isEqualTo(101);
        assertThat(client.query("select * from Customer startposition 121")).isEmpty();
    }

    @Test
    void inactiveNamesComeOnlyWhenAskedFor() {
        String ada = client.customer("Ada");
        client.customer("Grace");
        quickBooks.owner().deactivate("Customer", ada);

        assertThat(client.query("select * from Customer").path("Customer")).hasSize(1);
        assertThat(client.query("select * from Customer where Active in (true, false)").path("Customer")).hasSize(2);
        assertThat(client.query("select * from Customer where Active = false").path("Customer")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"select from Invoice | 4000", "select * from Invoice where DocNumber != '1' | 4000",
            "select * from Invoice where DocNumber = '1' or DocNumber = '2' | 4000",
            "select * from Invoice where (DocNumber = '1') | 4001", "select * from Invoice where DocNumber = | 4000",
            "select * from Invoice where DocNumber = 1001a | 4000", "select * from Invoice maxresults 1001 | 4001",
            "select * from Invoice startposition 0 | 4000", "select * from Estimate | 4001",
            "select * from Invoice where PrivateNote = 'x' | 4001", "select * from Invoice where TotalAmt > 'much' | 4001",
            "select * from Invoice where MetaData.CreateTime > 'yesterday' | 4001", "select Colour from Invoice | 4001",
            "delete from Invoice | 4000", "select * from Invoice limit 5 | 4000" })
    void refusesWhatIsNoQuery(String query, String code) {
        HttpResponse<String> answer = client.get("query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8));

        QuickBooksClient.assertFault(answer, 400, code);
    }

    @Test
    void aLongQueryIsPosted() {
        client.customer("Ada");
        HttpResponse<String> answer = client.wire.post(QuickBooksClient.COMPANY + "query", "select * from Customer",
                "Authorization", "Bearer " + token(), "Accept", "application/json", "Content-Type", "application/text");

        assertThat(answer.body()).contains("\"DisplayName\":\"Ada\"");
        QuickBooksClient.assertFault(client.post("query", "select * from Customer"), 415, "2000");
    }

    private String token() {
        return Fields.text(Fields.parse(client.refresh(quickBooks.connect()).body()), "access_token");
    }

    private void invoice(String customer, String number, String amount) {
        client.create("Invoice", client.form(customer, amount).replaceFirst("\\{", "{\"DocNumber\":\"" + number + "\","));
    }

    private String numbers(String conditions) {
        StringBuilder numbers = new StringBuilder();
        client.query("select * from Invoice " + conditions).path("Invoice")
                .forEach(invoice -> numbers.append(Fields.text(invoice, "DocNumber")).append(' '));
        return numbers.toString().strip();
    }
}
