package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.amount;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.changed;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.payment;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.settles;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

class PaymentsTest {

    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual());
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);
    private final String customer = client.customer("Ada Byron");

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void aPaymentSettlesSeveralInvoicesAndKeepsWhatIsLeft() {
        JsonNode first = client.create("Invoice", client.form(customer, "100.00"));
        JsonNode second = client.create("Invoice", client.form(customer, "50.00"));
        JsonNode paid = client.create("Payment", payment(customer, "140.00", settles("Invoice", first, "100.00"),
                settles("Invoice", second, "30.00")));

        assertThat(amount(paid, "UnappliedAmt")).isEqualByComparingTo("10.00");
        assertThat(Fields.text(paid, "DepositToAccountRef.name")).isEqualTo("Undeposited Funds");
        assertThat(amount(client.read("Invoice", first), "Balance")).isEqualByComparingTo("0.00");
        JsonNode after = client.read("Invoice", second);
        assertThat(amount(after, "Balance")).isEqualByComparingTo("20.00");
        assertThat(Fields.text(after.path("LinkedTxn").path(0), "TxnId")).isEqualTo(Fields.text(paid, "Id"));
        assertThat(Fields.text(after, "SyncToken")).isEqualTo("1");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("10.00");
    }

    @Test
    void nothingIsSettledTwiceOrForSomebodyElseOrWithoutMoney() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));
        client.create("Payment", payment(customer, "40.00", settles("Invoice", invoice, "40.00")));
        String other = client.customer("Grace Hopper");

        client.assertRefused("payment", payment(customer, "70.00", settles("Invoice", invoice, "60.01")), "6000");
        client.assertRefused("payment", payment(customer, "50.00", settles("Invoice", invoice, "60.00")), "6000");
        client.assertRefused("payment", payment(other, "60.00", settles("Invoice", invoice, "60.00")), "6000");
        client.assertRefused("payment", payment(customer, "-1.00"), "6000");
        client.assertRefused("payment", payment(customer, "60.00", settles("Invoice", invoice, "30.00"),
                settles("Invoice", invoice, "30.00")), "6000");
        client.assertRefused("payment", payment(customer, "1.00", "{\"Amount\":1,\"LinkedTxn\":[{\"TxnId\":\"99\",\"TxnType\":"
                + "\"Invoice\"}]}"), "2500");
        assertThat(amount(client.read("Invoice", invoice), "Balance")).isEqualByComparingTo("60.00");
        assertThat(quickBooks.owner().records("Payment")).hasSize(1);
    }

    @Test
    void aPaymentOfNothingUsesACreditForAnInvoice() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));
        JsonNode credit = client.create("CreditMemo", client.form(customer, "30.00"));
        client.assertRefused("payment", payment(customer, "0", settles("CreditMemo", credit, "30.00")), "6000");
        JsonNode used = client.create("Payment", payment(customer, "0", settles("Invoice", invoice, "30.00"),
                settles("CreditMemo", credit, "30.00")));

        assertThat(amount(used, "UnappliedAmt")).isEqualByComparingTo("0.00");
        assertThat(amount(client.read("Invoice", invoice), "Balance")).isEqualByComparingTo("70.00");
        assertThat(amount(client.read("CreditMemo", credit), "RemainingCredit")).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().balance("Undeposited Funds")).isEqualByComparingTo("0.00");
    }

    @Test
    void aCheckPaysACreditBack() {
        JsonNode credit = client.create("CreditMemo", client.form(customer, "30.00"));
        Owner owner = quickBooks.owner();
        JsonNode check = client.create("Purchase", "{\"PaymentType\":\"Check\",\"AccountRef\":{\"value\":\""
                + owner.idOf("Account", "Checking") + "\"},\"EntityRef\":{\"value\":\"" + customer
                + "\",\"type\":\"Customer\"},\"Line\":[{\"Amount\":30,\"DetailType\":\"AccountBasedExpenseLineDetail\","
                + "\"AccountBasedExpenseLineDetail\":{\"AccountRef\":{\"value\":\""
                + owner.idOf("Account", "Accounts Receivable (A/R)") + "\"}}}]}");
        client.create("Payment", payment(customer, "0", settles("Check", check, "30.00"),
                settles("CreditMemo", credit, "30.00")));

        assertThat(amount(client.read("CreditMemo", credit), "RemainingCredit")).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().balance("Checking")).isEqualByComparingTo("-30.00");
    }

    @Test
    void anInvoiceThatBecomesLessThanWhatWasPaidLeavesTheRestUnapplied() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));
        JsonNode early = client.create("Payment", payment(customer, "70.00", settles("Invoice", invoice, "70.00")));
        JsonNode late = client.create("Payment", payment(customer, "30.00", settles("Invoice", invoice, "30.00")));
        JsonNode less = client.done("Invoice", "invoice", changed(client.read("Invoice", invoice),
                "\"Line\":[" + client.line("HVAC Service", "60.00", "NON") + "]"));

        assertThat(amount(less, "Balance")).isEqualByComparingTo("0.00");
        assertThat(amount(client.read("Payment", late), "UnappliedAmt")).isEqualByComparingTo("30.00");
        assertThat(amount(client.read("Payment", early), "UnappliedAmt")).isEqualByComparingTo("10.00");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("-40.00");
    }

    @Test
    void withoutItsCreditAnInvoiceIsOpenAgain() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));
        JsonNode credit = client.create("CreditMemo", client.form(customer, "30.00"));
        client.create("Payment", payment(customer, "0", settles("Invoice", invoice, "30.00"),
                settles("CreditMemo", credit, "30.00")));
        client.done("CreditMemo", "creditmemo?operation=delete", changed(client.read("CreditMemo", credit), ""));

        assertThat(amount(client.read("Invoice", invoice), "Balance")).isEqualByComparingTo("100.00");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("100.00");
    }

    @Test
    void aVoidedOrDeletedPaymentOpensItsInvoicesAgain() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));
        JsonNode one = client.create("Payment", payment(customer, "40.00", settles("Invoice", invoice, "40.00")));
        JsonNode two = client.create("Payment", payment(customer, "60.00", settles("Invoice", invoice, "60.00")));
        client.assertRefused("payment?operation=void", changed(one, ""), "500");
        JsonNode voided = client.done("Payment", "payment?operation=update&include=void", changed(one, ""));
        client.done("Payment", "payment?operation=delete", changed(two, ""));

        assertThat(Fields.text(voided, "PrivateNote")).isEqualTo("Voided");
        assertThat(amount(voided, "TotalAmt")).isEqualByComparingTo("0.00");
        JsonNode after = client.read("Invoice", invoice);
        assertThat(amount(after, "Balance")).isEqualByComparingTo("100.00");
        assertThat(after.path("LinkedTxn")).isEmpty();
    }

    @Test
    void aSparseUpdateAppliesWhatWasLeftOfAPayment() {
        JsonNode paid = client.create("Payment", payment(customer, "100.00"));
        JsonNode invoice = client.create("Invoice", client.form(customer, "80.00"));
        JsonNode applied = client.done("Payment", "payment",
                changed(paid, "\"Line\":[" + settles("Invoice", invoice, "80.00") + "]"));

        assertThat(amount(applied, "UnappliedAmt")).isEqualByComparingTo("20.00");
        assertThat(amount(client.read("Invoice", invoice), "Balance")).isEqualByComparingTo("0.00");
    }

    @Test
    void aDepositTakesWaitingMoneyToTheBankOnceAndHoldsIt() {
        JsonNode paid = client.create("Payment", payment(customer, "100.00"));
        JsonNode sold = client.create("SalesReceipt", client.form(customer, "25.00"));
        String bank = quickBooks.owner().idOf("Account", "Checking");
        String fees = "{\"Amount\":-3.20,\"DetailType\":\"DepositLineDetail\",\"DepositLineDetail\":{\"AccountRef\":"
                + "{\"value\":\"" + quickBooks.owner().idOf("Account", "Merchant Fees") + "\"}}}";
        String body = "{\"DepositToAccountRef\":{\"value\":\"" + bank + "\"},\"Line\":[" + settles("Payment", paid, "100.00")
                + "," + settles("SalesReceipt", sold, "25.00") + "," + fees + "]}";
        client.assertRefused("deposit", body.replace("100.00", "99.00"), "6000");
        JsonNode deposit = client.create("Deposit", body);

        assertThat(amount(deposit, "TotalAmt")).isEqualByComparingTo("121.80");
        assertThat(quickBooks.ledger().balance("Undeposited Funds")).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().balance("Checking")).isEqualByComparingTo("121.80");
        assertThat(quickBooks.ledger().balance("Merchant Fees")).isEqualByComparingTo("3.20");
        client.assertRefused("deposit", body, "6000");
        JsonNode held = client.read("Payment", paid);
        client.assertRefused("payment", changed(held, "\"TotalAmt\":90.00"), "6540");
        client.assertRefused("payment?operation=delete", changed(held, ""), "6540");
        client.done("Payment", "payment", changed(held, "\"PrivateNote\":\"seen\""));
        client.done("Deposit", "deposit?operation=delete", changed(deposit, ""));
        client.done("Payment", "payment?operation=delete", changed(client.read("Payment", paid), ""));
        assertThat(quickBooks.ledger().balance("Undeposited Funds")).isEqualByComparingTo("25.00");
    }

    @Test
    void aDepositTakesNothingThatIsVoidDepositedElsewhereOrTwice() {
        String bank = quickBooks.owner().idOf("Account", "Checking");
        String to = "{\"DepositToAccountRef\":{\"value\":\"" + bank + "\"},\"Line\":[";
        JsonNode empty = client.create("Payment", payment(customer, "100.00"));
        quickBooks.owner().empty("Payment", Fields.text(empty, "Id"));
        client.assertRefused("deposit", to + settles("Payment", empty, "0.00") + "]}", "6000");
        client.assertRefused("deposit", to + settles("Payment", empty, "100.00") + "]}", "6000");
        JsonNode elsewhere = client.create("Payment", payment(customer, "10.00").replaceFirst("\\{",
                "{\"DepositToAccountRef\":{\"value\":\"" + bank + "\"},"));
        client.assertRefused("deposit", to + settles("Payment", elsewhere, "10.00") + "]}", "6000");
        JsonNode paid = client.create("Payment", payment(customer, "20.00"));
        String line = settles("Payment", paid, "20.00");
        client.assertRefused("deposit", to + line + "," + line + "]}", "6000");
        JsonNode deposit = client.create("Deposit", to + line + "]}");
        client.assertRefused("payment?operation=update&include=void", changed(client.read("Payment", paid), ""), "6540");
        client.assertRefused("deposit", changed(deposit, "\"PrivateNote\":\"x\"").replaceFirst("\"SyncToken\":\"\\d+\"",
                "\"SyncToken\":\"99\""), "5010");
        quickBooks.owner().closeBooks(Optional.of(LocalDate.parse(Fields.text(deposit, "TxnDate"))));
        client.assertRefused("deposit?operation=delete", changed(deposit, ""), "6210");
    }

    @Test
    void aJournalEntryMustBalanceAndNameItsCustomerAndCanBeSettled() {
        String receivable = journalLine("Debit", "12.00", "Accounts Receivable (A/R)", "\"Entity\":{\"Type\":\"Customer\","
                + "\"EntityRef\":{\"value\":\"" + customer + "\"}},");
        String income = journalLine("Credit", "12.00", "Refunds and Allowances", "");
        client.assertRefused("journalentry", "{\"Line\":[" + receivable + "," + income.replace("12.00", "12.01") + "]}",
                "6000");
        client.assertRefused("journalentry", "{\"Line\":[" + income + ","
                + journalLine("Debit", "12.00", "Accounts Receivable (A/R)", "") + "]}", "6000");
        JsonNode entry = client.create("JournalEntry", "{\"Line\":[" + receivable + "," + income + "]}");
        client.assertRefused("payment", payment(customer, "13.00", settles("JournalEntry", entry, "13.00")), "6000");
        client.create("Payment", payment(customer, "12.00", settles("JournalEntry", entry, "12.00")));

        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("0.00");
    }

    @Test
    void creditsAreUsedByThemselvesWhereTheCompanyPrefersThat() {
        quickBooks.owner().prefer("{\"SalesFormsPrefs\":{\"AutoApplyCredit\":true}}");
        JsonNode paid = client.create("Payment", payment(customer, "40.00"));
        JsonNode credit = client.create("CreditMemo", client.form(customer, "30.00"));
        JsonNode invoice = client.create("Invoice", client.form(customer, "100.00"));

        assertThat(amount(invoice, "Balance")).isEqualByComparingTo("30.00");
        assertThat(amount(client.read("Payment", paid), "UnappliedAmt")).isEqualByComparingTo("0.00");
        assertThat(amount(client.read("CreditMemo", credit), "RemainingCredit")).isEqualByComparingTo("0.00");
        client.create("CreditMemo", client.form(customer, "50.00"));
        assertThat(amount(client.read("Invoice", invoice), "Balance")).isEqualByComparingTo("0.00");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("-20.00");
    }

    private String journalLine(String side, String amount, String account, String entity) {
        return "{\"Amount\":" + amount + ",\"DetailType\":\"JournalEntryLineDetail\",\"JournalEntryLineDetail\":{" + entity
                + "\"PostingType\":\"" + side + "\",\"AccountRef\":{\"value\":\""
                + quickBooks.owner().idOf("Account", account) + "\"}}}";
    }
}
