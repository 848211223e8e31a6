package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Cents;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.PostOutcome;

class DocumentsTest {

    @TempDir
    Path folder;
    private LocalCompany local;

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void anInvoiceHasItsLinesTaxClassLocationTermsAndDays() {
        BooksRef ref = local.create(LocalCompany.sale(4711), LocalCompany.sale(1, "I-4711", "19.50", "100.00", "99.99"));
        JsonNode invoice = local.record("Invoice", ref);

        assertThat(ref.number()).isEqualTo("I-4711");
        assertThat(invoice.path("TotalAmt").decimalValue()).isEqualByComparingTo("219.49");
        assertThat(invoice.path("TxnDate").asText()).isEqualTo("2026-10-05");
        assertThat(invoice.path("DueDate").asText()).isEqualTo("2026-11-04");
        assertThat(invoice.path("PrivateNote").asText()).isEqualTo("Fieldline acme/invoice/4711/0\na memo");
        assertThat(invoice.path("SalesTermRef").path("name").asText()).isEqualTo("Net 30");
        assertThat(invoice.path("DepartmentRef").path("name").asText()).isEqualTo("Springfield");
        assertThat(invoice.path("TxnTaxDetail").path("TotalTax").decimalValue()).isEqualByComparingTo("19.50");
        JsonNode first = invoice.path("Line").path(0);
        assertThat(first.path("Description").asText()).isEqualTo("HVAC Service as agreed");
        assertThat(first.path("SalesItemLineDetail").path("ClassRef").path("name").asText()).isEqualTo("HVAC - Service");
        assertThat(first.path("SalesItemLineDetail").path("UnitPrice").decimalValue()).isEqualByComparingTo("50.00");
        assertThat(first.path("SalesItemLineDetail").path("Qty").decimalValue()).isEqualByComparingTo("2");
        assertThat(local.quickBooks.owner().records("Customer")).singleElement()
                .satisfies(customer -> assertThat(customer.path("DisplayName").asText()).isEqualTo("Customer 1"));
    }

    @Test
    void anAmountThatNoPriceGivesStandsAlone() {
        Line thirds = new Line("HVAC Service", "", false, new BigDecimal("100.00"), "", Optional.of(new BigDecimal(3)));
        BooksRef ref = local.create(LocalCompany.sale(1),
                Content.sale(LocalCompany.header(1, "I1"), List.of(thirds), Cents.ZERO));
        JsonNode line = local.record("Invoice", ref).path("Line").path(0);

        assertThat(line.path("Amount").decimalValue()).isEqualByComparingTo("100.00");
        assertThat(line.path("SalesItemLineDetail").has("Qty")).isFalse();
        assertThat(line.path("SalesItemLineDetail").path("TaxCodeRef").path("value").asText()).isEqualTo("NON");
    }

    @Test
    void withoutTaxNoLineIsGivenOfWhichQuickBooksCouldWorkOutAny() {
        BooksRef untaxed = local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "100.00"));
        BooksRef taxed = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "I2", "9.75", "100.00"));

        assertThat(taxOfFirstLine(untaxed)).isEqualTo("NON");
        assertThat(taxOfFirstLine(taxed)).isEqualTo("TAX");
    }

    private String taxOfFirstLine(BooksRef invoice) {
        return local.record("Invoice", invoice).path("Line").path(0).path("SalesItemLineDetail").path("TaxCodeRef")
                .path("value").asText();
    }

    @Test
    void aChangeLeavesWhatPeopleAddedAndEmptiesWhatIsNoMore() {
        Content before = LocalCompany.sale(1, "I1", "9.75", "100.00");
        BooksRef ref = local.create(LocalCompany.sale(1), before);
        local.quickBooks.owner().edit("Invoice", ref.id(), "{\"CustomerMemo\":{\"value\":\"Thank you\"},"
                + "\"BillEmail\":{\"Address\":\"office@example.com\"},\"BillAddr\":{\"Line1\":\"2 Side St\"}}");
        Header plain = new Header(1, LocalCompany.DAY, Optional.empty(), "I1", "", Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        Content after = Content.sale(plain, List.of(LocalCompany.line("HVAC Service", "60.00")), Cents.ZERO);
        PostOutcome outcome = local.post(
                local.write(LocalCompany.sale(1), Form.INVOICE, Optional.of(ref), Optional.of(before), Optional.of(after)));
        JsonNode invoice = local.record("Invoice", ref);

        assertThat(outcome).isInstanceOfSatisfying(PostOutcome.Posted.class,
                posted -> assertThat(posted.total()).isEqualByComparingTo("60.00"));
        assertThat(invoice.path("CustomerMemo").path("value").asText()).isEqualTo("Thank you");
        assertThat(invoice.path("BillEmail").path("Address").asText()).isEqualTo("office@example.com");
        assertThat(invoice.path("BillAddr").path("Line1").asText()).isEqualTo("2 Side St");
        assertThat(invoice.has("SalesTermRef")).isFalse();
        assertThat(invoice.has("DepartmentRef")).isFalse();
        assertThat(invoice.path("DueDate").asText()).as("which QuickBooks sets").isEqualTo("2026-10-05");
        assertThat(invoice.path("TxnTaxDetail").has("TxnTaxCodeRef")).isFalse();
    }

    @Test
    void aNegativeSaleIsACreditMemoOfPositiveAmounts() {
        BooksRef ref = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "C2", "-9.75", "-100.00"));

        assertThat(local.record("CreditMemo", ref).path("TotalAmt").decimalValue()).isEqualByComparingTo("109.75");
        assertThat(local.quickBooks.ledger().balance("HVAC Service Income")).isEqualByComparingTo("100.00");
    }

    @Test
    void aPaymentSettlesInvoicesAndLeavesTheRestUnapplied() {
        BooksRef one = local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "100.00"));
        BooksRef two = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "I2", "0.00", "50.00"));
        BooksRef payment = local.create(LocalCompany.money(9),
                Content.settlement(LocalCompany.moneyHeader(1, "P9"), new BigDecimal("130.00")),
                new BooksWrite.Settled(Form.INVOICE, one.id(), new BigDecimal("100.00")),
                new BooksWrite.Settled(Form.INVOICE, two.id(), new BigDecimal("20.00")));
        JsonNode row = local.record("Payment", payment);

        assertThat(row.path("UnappliedAmt").decimalValue()).isEqualByComparingTo("10.00");
        assertThat(row.path("PaymentMethodRef").path("name").asText()).isEqualTo("Check");
        assertThat(row.path("PaymentRefNum").asText()).isEqualTo("P9");
        assertThat(local.record("Invoice", one).path("Balance").decimalValue()).isZero();
        assertThat(local.record("Invoice", two).path("Balance").decimalValue()).isEqualByComparingTo("30.00");
        assertThat(local.quickBooks.ledger().balance("Undeposited Funds")).isEqualByComparingTo("130.00");
    }

    @Test
    void theApplicationOfACreditIsAPaymentOfNothing() {
        BooksRef invoice = local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "100.00"));
        BooksRef credit = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "C2", "0.00", "-30.00"));
        BooksRef application = local.create(LocalCompany.application(2),
                Content.application(LocalCompany.header(1, "C2"), List.of()),
                new BooksWrite.Settled(Form.INVOICE, invoice.id(), new BigDecimal("30.00")),
                new BooksWrite.Settled(Form.CREDIT, credit.id(), new BigDecimal("30.00")));

        assertThat(local.record("Payment", application).path("TotalAmt").decimalValue()).isZero();
        assertThat(local.record("Invoice", invoice).path("Balance").decimalValue()).isEqualByComparingTo("70.00");
        assertThat(local.record("CreditMemo", credit).path("Balance").decimalValue()).isZero();
    }

    @Test
    void moneyThatWentBackIsARefundReceiptOfTheItemOfItsPaymentType() {
        BooksRef ref = local.create(LocalCompany.money(7),
                Content.settlement(LocalCompany.moneyHeader(1, "R7"), new BigDecimal("-25.00")));

        assertThat(local.record("RefundReceipt", ref).path("TotalAmt").decimalValue()).isEqualByComparingTo("25.00");
        assertThat(local.quickBooks.ledger().balance("Refunds and Allowances")).isEqualByComparingTo("25.00");
        assertThat(local.quickBooks.ledger().balance("Undeposited Funds")).isEqualByComparingTo("-25.00");
    }

    @Test
    void aRefundWithoutAnItemIsRefused() {
        Header known = LocalCompany.moneyHeader(1, "R7");
        Header header = new Header(1, known.date(), known.due(), known.number(), "", known.terms(), known.location(),
                known.taxCode(), known.method(), known.account(), Optional.empty());

        assertThat(local.post(local.creation(LocalCompany.money(7), Content.settlement(header, new BigDecimal("-25.00")))))
                .isInstanceOfSatisfying(PostOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("refundItem"));
        assertThat(local.quickBooks.owner().records("RefundReceipt")).isEmpty();
    }

    @Test
    void aTaxThatIsCorrectedByItselfStandsOnALineOfNothing() {
        Line nothing = new Line("HVAC Service", "", true, Cents.ZERO, "", Optional.empty());
        BooksRef ref = local.create(LocalCompany.sale(1),
                Content.sale(LocalCompany.header(1, "I1-A1"), List.of(nothing), new BigDecimal("1.25")));

        assertThat(local.record("Invoice", ref).path("TotalAmt").decimalValue()).isEqualByComparingTo("1.25");
    }

    @Test
    void whatNamesSomethingThatQuickBooksDoesNotHaveIsRefusedByItsName() {
        Content content = Content.sale(LocalCompany.header(1, "I1"), List.of(LocalCompany.line("Duct Tape", "5.00")),
                Cents.ZERO);

        assertThat(local.post(local.creation(LocalCompany.sale(1), content))).isInstanceOfSatisfying(
                PostOutcome.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo("QuickBooks has no item Duct Tape in use"));
        assertThat(local.writes()).isEqualTo(1);
    }
}
