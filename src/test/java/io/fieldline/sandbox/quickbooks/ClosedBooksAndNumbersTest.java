package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.changed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

class ClosedBooksAndNumbersTest {

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);
    private final String customer = client.customer("Ada Byron");

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void nothingHappensOnOrBeforeTheClosingDate() {
        JsonNode old = client.create("Invoice", dated("2026-09-30"));
        JsonNode open = client.create("Invoice", dated("2026-10-01"));
        client.done("Preferences", "preferences", changed(Fields.parse(client.get("preferences").body()).get("Preferences"),
                "\"AccountingInfoPrefs\":{\"BookCloseDate\":\"2026-09-30\"}"));

        client.assertRefused("invoice", dated("2026-09-30"), "6210");
        client.assertRefused("payment", QuickBooksClient.payment(customer, "1.00").replaceFirst("\\{",
                "{\"TxnDate\":\"2026-09-15\","), "6210");
        client.assertRefused("invoice", changed(old, "\"PrivateNote\":\"late\""), "6210");
        client.assertRefused("invoice", changed(old, "\"TxnDate\":\"2026-10-02\""), "6210");
        client.assertRefused("invoice?operation=void", changed(old, ""), "6210");
        client.assertRefused("invoice?operation=delete", changed(old, ""), "6210");
        client.assertRefused("invoice", changed(open, "\"TxnDate\":\"2026-09-30\""), "6210");
        client.done("Invoice", "invoice", changed(open, "\"PrivateNote\":\"in time\""));
        assertThat(quickBooks.owner().records("Invoice")).hasSize(2);
    }

    @Test
    void aPaymentOfTodayMaySettleAnInvoiceOfAClosedMonth() {
        JsonNode old = client.create("Invoice", dated("2026-09-30"));
        quickBooks.owner().closeBooks(Optional.of(LocalDate.parse("2026-09-30")));
        client.create("Payment", QuickBooksClient.payment(customer, "10.00", QuickBooksClient.settles("Invoice", old, "10.00"))
                .replaceFirst("\\{", "{\"TxnDate\":\"2026-10-01\","));

        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().trialBalance(LocalDate.parse("2026-09-30")).get("Accounts Receivable (A/R)"))
                .isEqualByComparingTo("10.00");
    }

    @Test
    void withoutAClosingPasswordTheDateIsOnlyAWarning() {
        quickBooks.owner().closeBooks(Optional.of(LocalDate.parse("2026-09-30")));
        quickBooks.owner().protectClosedBooks(false);
        client.create("Invoice", dated("2026-09-30"));
        quickBooks.owner().protectClosedBooks(true);
        client.assertRefused("invoice", dated("2026-09-30"), "6210");
        quickBooks.owner().closeBooks(Optional.empty());
        client.create("Invoice", dated("2026-09-30"));
    }

    @Test
    void aNumberIsGivenOnceInAKind() {
        JsonNode first = client.create("Invoice", numbered("1001"));
        client.assertRefused("invoice", numbered("1001"), "6140");
        client.create("CreditMemo", numbered("1001"));
        JsonNode second = client.create("Invoice", numbered("1002"));
        client.assertRefused("invoice", changed(second, "\"DocNumber\":\"1001\""), "6140");
        client.done("Invoice", "invoice", changed(first, "\"DocNumber\":\"1001\""));
        client.done("Invoice", "invoice?include=allowduplicatedocnum", numbered("1001"));
        client.assertRefused("invoice", numbered("1001"), "6140");
        quickBooks.owner().refuseDuplicateNumbers(false);
        client.create("Invoice", numbered("1001"));
        client.assertRefused("invoice", numbered("1".repeat(22)), "2050");
    }

    @Test
    void withoutCustomNumbersTheCompanyCountsByItself() {
        assertThat(client.create("Invoice", client.form(customer, "10.00")).has("DocNumber")).isFalse();
        quickBooks.owner().prefer("{\"SalesFormsPrefs\":{\"CustomTxnNumbers\":false}}");
        JsonNode first = client.create("Invoice", numbered("ST-7"));
        JsonNode next = client.create("CreditMemo", numbered("ST-7"));

        assertThat(Fields.text(first, "DocNumber")).isEqualTo("1001");
        assertThat(Fields.text(next, "DocNumber")).isEqualTo("1002");
        assertThat(Fields.text(client.done("Invoice", "invoice", changed(first, "\"DocNumber\":\"ST-8\"")), "DocNumber"))
                .isEqualTo("1001");
    }

    private String dated(String day) {
        return client.form(customer, "10.00").replaceFirst("\\{", "{\"TxnDate\":\"" + day + "\",");
    }

    private String numbered(String number) {
        return client.form(customer, "10.00").replaceFirst("\\{", "{\"DocNumber\":\"" + number + "\",");
    }
}
