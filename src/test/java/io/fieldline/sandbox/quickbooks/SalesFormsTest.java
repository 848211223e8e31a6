package io.fieldline.sandbox.quickbooks;

import static io.fieldline.sandbox.quickbooks.QuickBooksClient.amount;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.changed;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.payment;
import static io.fieldline.sandbox.quickbooks.QuickBooksClient.settles;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.sandbox.quickbooks.QuickBooksSettings.Tax;
import io.fieldline.servicetitan.HandClock;

class SalesFormsTest {

    private final HandClock clock = new HandClock(Instant.parse("2026-10-15T17:00:00Z"));
    private final QuickBooksStandIn quickBooks = QuickBooksStandIn.start(QuickBooksSettings.usual(), clock);
    private final QuickBooksClient client = new QuickBooksClient(quickBooks);
    private final String customer = client.customer("Ada Byron");

    @AfterEach
    void stop() {
        quickBooks.close();
    }

    @Test
    void anInvoiceComesBackWithItsSubtotalTotalAndBalance() {
        JsonNode invoice = client.create("Invoice", "{\"DocNumber\":\"1001\",\"CustomerRef\":{\"value\":\"" + customer
                + "\"},\"Line\":[" + client.line("Plumbing Service", "120.10", "NON") + ","
                + client.line("Materials", "19.90", "NON") + "]}");

        assertThat(amount(invoice, "TotalAmt")).isEqualByComparingTo("140.00");
        assertThat(amount(invoice, "Balance")).isEqualByComparingTo("140.00");
        assertThat(invoice.path("Line")).hasSize(3);
        assertThat(Fields.text(invoice.path("Line").path(2), "DetailType")).isEqualTo("SubTotalLineDetail");
        assertThat(amount(invoice.path("Line").path(2), "Amount")).isEqualByComparingTo("140.00");
        assertThat(Fields.text(invoice, "CustomerRef.name")).isEqualTo("Ada Byron");
        assertThat(Fields.text(invoice, "SyncToken")).isEqualTo("0");
        assertThat(Fields.text(invoice, "TxnDate")).isEqualTo("2026-10-15");
        assertThat(Fields.text(invoice, "MetaData.CreateTime")).isEqualTo("2026-10-15T12:00:00-05:00");
    }

    @Test
    void eachKindOfFormMovesTheAccountsItShould() {
        String bank = quickBooks.owner().idOf("Account", "Checking");
        client.create("Invoice", client.form(customer, "500.00"));
        client.create("CreditMemo", client.form(customer, "50.25"));
        client.create("SalesReceipt", client.form(customer, "80.00"));
        client.create("RefundReceipt", client.form(customer, "30.75").replaceFirst("\\{",
                "{\"DepositToAccountRef\":{\"value\":\"" + bank + "\"},"));

        assertThat(quickBooks.ledger().trialBalance()).isEqualTo(Map.of("Accounts Receivable (A/R)", new BigDecimal("449.75"),
                "Undeposited Funds", new BigDecimal("80.00"), "Checking", new BigDecimal("-30.75"), "HVAC Service Income",
                new BigDecimal("-499.00")));
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("449.75");
    }

    @Test
    void aMembershipWaitsInItsLiabilityAccount() {
        client.create("Invoice", "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"Line\":["
                + client.line("Membership", "240.00", "NON") + "]}");

        assertThat(quickBooks.ledger().balance("Deferred Membership Revenue")).isEqualByComparingTo("-240.00");
        assertThat(quickBooks.ledger().balance("Membership Income")).isEqualByComparingTo("0.00");
    }

    @Test
    void taxIsWorkedOutForEachRateOfTheCodeAndBooked() {
        JsonNode invoice = client.create("Invoice", taxed("100.10", "{\"TxnTaxCodeRef\":{\"value\":\"2\"}}"));

        BigDecimal state = new BigDecimal("6.26");
        BigDecimal city = new BigDecimal("3.50");
        assertThat(amount(invoice, "TxnTaxDetail.TotalTax")).isEqualByComparingTo(state.add(city));
        assertThat(invoice.path("TxnTaxDetail").path("TaxLine")).hasSize(2);
        assertThat(amount(invoice, "TotalAmt")).isEqualByComparingTo("159.86");
        assertThat(quickBooks.ledger().balance("Sales Tax Payable")).isEqualByComparingTo("-9.76");
    }

    @Test
    void aTaxThatTheCallerGivesStandsInACompanyWithManualTax() {
        JsonNode invoice = client.create("Invoice",
                taxed("100.10", "{\"TxnTaxCodeRef\":{\"value\":\"2\"},\"TotalTax\":9.75}"));

        assertThat(amount(invoice, "TotalAmt")).isEqualByComparingTo("159.85");
        BigDecimal lines = BigDecimal.ZERO;
        for (JsonNode line : invoice.path("TxnTaxDetail").path("TaxLine")) {
            lines = lines.add(amount(line, "Amount"));
        }
        assertThat(lines).isEqualByComparingTo("9.75");
        client.assertRefused("invoice", taxed("100.10", "{\"TotalTax\":9.75}"), "2020");
    }

    @Test
    void aTaxThatTheCallerGivesIsOverlookedWhereQuickBooksWorksItOutByItself() {
        try (QuickBooksStandIn automated = QuickBooksStandIn.start(QuickBooksSettings.usual().withTax(Tax.AUTOMATED), clock);
                QuickBooksStandIn lenient = QuickBooksStandIn
                        .start(QuickBooksSettings.usual().withTax(Tax.AUTOMATED_WITH_OVERRIDE), clock)) {
            assertThat(totalIn(automated)).isEqualByComparingTo("159.86");
            assertThat(totalIn(lenient)).isEqualByComparingTo("159.00");
        }
    }

    private BigDecimal totalIn(QuickBooksStandIn company) {
        QuickBooksClient other = new QuickBooksClient(company);
        String somebody = other.customer("Somebody");
        JsonNode made = other.create("Invoice", taxed("100.10", "{\"TotalTax\":8.90}").replace(
                "\"CustomerRef\":{\"value\":\"" + customer + "\"}", "\"CustomerRef\":{\"value\":\"" + somebody + "\"}"));
        return amount(made, "TotalAmt");
    }

    @Test
    void aDiscountBeforeTaxLessensTheTaxByItsShareOfWhatIsTaxable() {
        String discount = "{\"Amount\":30,\"DetailType\":\"DiscountLineDetail\",\"DiscountLineDetail\":{}}";
        String body = taxed("100.00", "{\"TxnTaxCodeRef\":{\"value\":\"4\"}}").replace("\"Line\":[",
                "\"Line\":[" + discount + ",");

        JsonNode after = client.create("Invoice", body.replaceFirst("\\{", "{\"ApplyTaxAfterDiscount\":true,"));
        JsonNode whole = client.create("Invoice", body);

        // 100 of 150 are taxable, so 20 of the 30 off are: 6.25 % of 80 and of 100.
        assertThat(amount(after, "TotalAmt")).isEqualByComparingTo("125.00");
        assertThat(amount(whole, "TotalAmt")).isEqualByComparingTo("126.25");
        assertThat(quickBooks.ledger().balance("Discounts Given")).isEqualByComparingTo("60.00");
    }

    @Test
    void aLineWhoseAmountIsNotQuantityTimesPriceIsRefused() {
        String line = client.line("HVAC Service", "30.00", "NON").replace("\"TaxCodeRef\"",
                "\"Qty\":3,\"UnitPrice\":9.995,\"TaxCodeRef\"");
        String body = "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"Line\":[" + line + "]}";

        client.assertRefused("invoice", body, "6070");
        assertThat(amount(client.create("Invoice", body.replace("30.00", "29.99")), "TotalAmt")).isEqualByComparingTo("29.99");
    }

    @Test
    void whatIsNotAGoodFormIsRefusedByItsCode() {
        String good = client.form(customer, "10.00");

        client.assertRefused("invoice", good.replace("\"CustomerRef\":{\"value\":\"" + customer + "\"},", ""), "2020");
        client.assertRefused("invoice", good.replace("{\"value\":\"" + customer + "\"}", "{\"value\":\"999\"}"), "2500");
        client.assertRefused("invoice", "{\"CustomerRef\":{\"value\":\"" + customer + "\"}}", "2020");
        client.assertRefused("invoice", good.replace("10.00", "10.001"), "6000");
        client.assertRefused("invoice", good.replace("10.00", "-10.00"), "6000");
        client.assertRefused("invoice", good.replaceFirst("\\{", "{\"Colour\":\"red\","), "2010");
        client.assertRefused("invoice", good.replace("\"ItemRef\"", "\"Colour\":1,\"ItemRef\""), "2010");
        client.assertRefused("invoice", good.replaceFirst("\\{", "{\"PrivateNote\":\"" + "x".repeat(4_001) + "\","), "2050");
        client.assertRefused("invoice", good.replaceFirst("\\{", "{\"ClassRef\":{\"value\":\"1\"},"), "6000");
        client.assertRefused("invoice", good.replace("\"NON\"", "\"7\""), "2500");
        client.assertRefused("invoice", good.replaceFirst("\\{", "{\"CurrencyRef\":{\"value\":\"EUR\"},"), "6000");
        client.assertRefused("invoice", "{\"Line\":", "2000");
        assertThat(quickBooks.owner().records("Invoice")).isEmpty();
        assertThat(quickBooks.ledger().trialBalance()).isEmpty();
    }

    @Test
    void classAndLocationAreBookedWhereTheyAreTracked() {
        String line = client.line("HVAC Service", "10.00", "NON").replace("\"TaxCodeRef\"",
                "\"ClassRef\":{\"value\":\"3\"},\"TaxCodeRef\"");
        String body = "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"DepartmentRef\":{\"value\":\"2\"},\"Line\":[" + line
                + "]}";
        client.create("Invoice", body);

        Ledger.Line booked = quickBooks.ledger().lines("HVAC Service Income").get(0);
        assertThat(booked.classId()).isEqualTo("3");
        assertThat(booked.department()).isEqualTo("2");
        quickBooks.owner().prefer(
                "{\"AccountingInfoPrefs\":{\"TrackDepartments\":false,\"ClassTrackingPerTxnLine\":false}}");
        client.assertRefused("invoice", body, "6000");
    }

    @Test
    void aFullUpdateEmptiesWhatItDoesNotNameAndASparseOneKeepsIt() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "10.00").replaceFirst("\\{",
                "{\"DocNumber\":\"77\",\"PrivateNote\":\"first\","));
        JsonNode sparse = client.done("Invoice", "invoice", changed(invoice, "\"CustomerMemo\":{\"value\":\"Thanks\"}"));

        assertThat(Fields.text(sparse, "PrivateNote")).isEqualTo("first");
        assertThat(Fields.text(sparse, "SyncToken")).isEqualTo("1");
        JsonNode full = client.done("Invoice", "invoice", client.form(customer, "12.00").replaceFirst("\\{",
                "{\"Id\":\"" + Fields.text(invoice, "Id") + "\",\"SyncToken\":\"1\",\"DocNumber\":\"77\","));
        assertThat(full.has("PrivateNote")).isFalse();
        assertThat(amount(full, "TotalAmt")).isEqualByComparingTo("12.00");
        assertThat(quickBooks.ledger().balance("HVAC Service Income")).isEqualByComparingTo("-12.00");
    }

    @Test
    void anUpdateOfAnOldVersionIsRefusedAndChangesNothing() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "10.00"));
        client.done("Invoice", "invoice", changed(invoice, "\"PrivateNote\":\"newer\""));

        client.assertRefused("invoice", changed(invoice, "\"PrivateNote\":\"older\""), "5010");
        client.assertRefused("invoice?operation=delete", changed(invoice, ""), "5010");
        client.assertRefused("invoice", "{\"Id\":\"" + Fields.text(invoice, "Id") + "\",\"sparse\":true}", "2020");
        assertThat(Fields.text(client.read("Invoice", invoice), "PrivateNote")).isEqualTo("newer");
    }

    @Test
    void newLinesOfASparseUpdateTakeThePlaceOfAllLinesAndAreTaxedAnew() {
        JsonNode invoice = client.create("Invoice", taxed("100.10", "{\"TxnTaxCodeRef\":{\"value\":\"2\"},\"TotalTax\":9}"));
        JsonNode after = client.done("Invoice", "invoice",
                changed(invoice, "\"Line\":[" + client.line("HVAC Service", "200.00", "TAX") + "]"));

        assertThat(after.path("Line")).hasSize(2);
        assertThat(amount(after, "TotalAmt")).isEqualByComparingTo("219.50");
    }

    @Test
    void aVoidedInvoiceStaysWithoutAmountsAndLetsItsPaymentsGo() {
        JsonNode invoice = client.create("Invoice", client.form(customer, "90.00").replaceFirst("\\{",
                "{\"PrivateNote\":\"job 7\","));
        JsonNode paid = client.create("Payment", payment(customer, "60.00", settles("Invoice", invoice, "60.00")));
        JsonNode voided = client.done("Invoice", "invoice?operation=void", changed(client.read("Invoice", invoice), ""));

        assertThat(amount(voided, "TotalAmt")).isEqualByComparingTo("0");
        assertThat(amount(voided, "Balance")).isEqualByComparingTo("0");
        assertThat(Fields.text(voided, "PrivateNote")).isEqualTo("Voided - job 7");
        client.assertRefused("invoice", changed(voided, "\"sparse\":true,\"PrivateNote\":\"job 8\""), "6000");
        assertThat(amount(client.read("Payment", paid), "UnappliedAmt")).isEqualByComparingTo("60.00");
        assertThat(quickBooks.ledger().balance("HVAC Service Income")).isEqualByComparingTo("0");
        assertThat(quickBooks.ledger().receivable(customer)).isEqualByComparingTo("-60.00");
    }

    @Test
    void aDeletedFormIsGoneFromTheBooksAndACreditMemoCannotBeVoided() {
        JsonNode credit = client.create("CreditMemo", client.form(customer, "15.00"));
        client.assertRefused("creditmemo?operation=void", changed(credit, ""), "500");
        client.assertRefused("creditmemo?operation=update&include=void", changed(credit, ""), "500");

        assertThat(Fields.text(client.done("CreditMemo", "creditmemo?operation=delete", changed(credit, "")), "status"))
                .isEqualTo("Deleted");
        QuickBooksClient.assertFault(client.get("creditmemo/" + Fields.text(credit, "Id")), 400, "610");
        assertThat(quickBooks.ledger().trialBalance()).isEmpty();
    }

    private String taxed(String amount, String tax) {
        return "{\"CustomerRef\":{\"value\":\"" + customer + "\"},\"TxnTaxDetail\":" + tax + ",\"Line\":["
                + client.line("HVAC Service", amount, "TAX") + "," + client.line("HVAC Service", "50.00", "NON") + "]}";
    }
}
