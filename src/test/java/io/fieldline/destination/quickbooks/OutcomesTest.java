package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.PostOutcome;
import io.fieldline.sandbox.http.FaultRates;
import io.fieldline.sandbox.quickbooks.QuickBooksSettings;

class OutcomesTest {

    private static final EntryKey ENTRY = LocalCompany.sale(1);
    private static final Content FIRST = LocalCompany.sale(1, "I1", "9.75", "100.00");
    private static final Content SECOND = LocalCompany.sale(1, "I1", "19.50", "100.00", "100.00");

    @TempDir
    Path folder;
    @TempDir
    Path other;
    private LocalCompany local;

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private BooksWrite change(BooksRef ref, Content before, Content content) {
        return local.write(ENTRY, before.form(), Optional.of(ref), Optional.of(before), Optional.of(content));
    }

    private BooksWrite end(EntryKey entry, BooksRef ref, Content before) {
        return local.write(entry, before.form(), Optional.of(ref), Optional.of(before), Optional.empty());
    }

    private static BooksWrite again(BooksWrite write, String requestId) {
        return new BooksWrite(requestId, write.entry(), write.form(), write.current(), write.before(), write.content(),
                write.settled(), write.settledBefore(), true);
    }

    private static PostOutcome.Posted posted(PostOutcome outcome) {
        assertThat(outcome).isInstanceOf(PostOutcome.Posted.class);
        return (PostOutcome.Posted) outcome;
    }

    @Test
    void anUpdateReplacesTheLines() {
        PostOutcome.Posted posted = posted(local.post(change(local.create(ENTRY, FIRST), FIRST, SECOND)));

        assertThat(posted.total()).isEqualByComparingTo("219.50");
        assertThat(posted.ref().version()).isEqualTo("1");
        assertThat(local.quickBooks.owner().records("Invoice")).hasSize(1);
    }

    @Test
    void anInvoiceAndAPaymentAreVoidedAndCanBeTakenUpAgain() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        PostOutcome.Posted voided = posted(local.post(end(ENTRY, invoice, FIRST)));
        assertThat(voided.total()).isZero();
        Content money = Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("5.00"));
        BooksRef payment = local.create(LocalCompany.money(1), money);
        assertThat(posted(local.post(end(LocalCompany.money(1), payment, money))).total()).isZero();
        assertThat(local.quickBooks.ledger().trialBalance()).isEmpty();

        BooksWrite revival = local.write(ENTRY, Form.INVOICE, Optional.of(voided.ref()), Optional.empty(), Optional.of(SECOND));
        PostOutcome.Posted back = posted(local.post(revival));
        assertThat(back.total()).isEqualByComparingTo("219.50");
        assertThat(local.quickBooks.owner().records("Invoice")).singleElement().satisfies(row -> {
            assertThat(row.path("Id").asText()).as("of a number that was free again").isEqualTo(back.ref().id());
            assertThat(row.path("DocNumber").asText()).isEqualTo("I1");
        });
        assertThat(posted(local.post(again(revival, revival.requestId()))).ref()).isEqualTo(back.ref());
        local.quickBooks.forgetRequestIds();
        assertThat(posted(local.post(again(revival, revival.requestId()))).ref()).isEqualTo(back.ref());
    }

    @Test
    void aVoidDocumentThatSomebodyUsedAgainIsLeftAlone() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        BooksRef voided = posted(local.post(end(ENTRY, invoice, FIRST))).ref();
        local.quickBooks.owner().changeAmount("Invoice", voided.id(), new BigDecimal("7.00"));

        assertThat(local.post(local.write(ENTRY, Form.INVOICE, Optional.of(voided), Optional.empty(), Optional.of(SECOND))))
                .isEqualTo(new PostOutcome.Edited("it was void, and is not any more"));
        assertThat(local.record("Invoice", invoice).path("TotalAmt").decimalValue()).isEqualByComparingTo("7.00");
    }

    @Test
    void aVoidDocumentThatSomebodyDeletedIsMadeAnew() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        BooksRef voided = posted(local.post(end(ENTRY, invoice, FIRST))).ref();
        local.quickBooks.owner().delete("Invoice", voided.id());

        assertThat(posted(local.post(local.write(ENTRY, Form.INVOICE, Optional.of(voided), Optional.empty(),
                Optional.of(FIRST)))).total()).isEqualByComparingTo("109.75");
    }

    @Test
    void theApplicationOfACreditThatIsGivenUpIsDeleted() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        BooksRef credit = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "C2", "0.00", "-30.00"));
        Content both = Content.application(LocalCompany.header(1, "C2"), List.of());
        BooksRef application = local.create(LocalCompany.application(2), both,
                new BooksWrite.Settled(Form.INVOICE, invoice.id(), new BigDecimal("30.00")),
                new BooksWrite.Settled(Form.CREDIT, credit.id(), new BigDecimal("30.00")));

        assertThat(local.post(local.write(LocalCompany.application(2), Form.APPLICATION, Optional.of(application),
                Optional.of(both), Optional.empty()))).isInstanceOf(PostOutcome.Removed.class);
        assertThat(local.quickBooks.owner().records("Payment")).isEmpty();
        assertThat(local.record("Invoice", invoice).path("Balance").decimalValue()).isEqualByComparingTo("109.75");
    }

    @Test
    void aCreditAndARefundAreRemovedBecauseQuickBooksCannotVoidThem() {
        Content credit = LocalCompany.sale(1, "C1", "0.00", "-30.00");
        BooksRef memo = local.create(ENTRY, credit);
        Content back = Content.settlement(LocalCompany.moneyHeader(1, "R1"), new BigDecimal("-5.00"));
        BooksRef refund = local.create(LocalCompany.money(1), back);

        assertThat(local.post(end(ENTRY, memo, credit))).isInstanceOf(PostOutcome.Removed.class);
        assertThat(local.post(end(LocalCompany.money(1), refund, back))).isInstanceOf(PostOutcome.Removed.class);
        assertThat(local.post(end(LocalCompany.money(1), refund, back))).isInstanceOf(PostOutcome.Removed.class);
        assertThat(local.quickBooks.owner().records("CreditMemo")).isEmpty();
        assertThat(local.quickBooks.owner().records("RefundReceipt")).isEmpty();
    }

    @Test
    void aVersionThatAPaymentMadeOldIsTakenAnew() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        local.create(LocalCompany.money(1), Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("5.00")),
                new BooksWrite.Settled(Form.INVOICE, invoice.id(), new BigDecimal("5.00")));

        assertThat(posted(local.post(change(invoice, FIRST, SECOND))).total()).isEqualByComparingTo("219.50");
        assertThat(local.record("Invoice", invoice).path("Balance").decimalValue()).isEqualByComparingTo("214.50");
    }

    @Test
    void whatSomebodyChangedOrDeletedInQuickBooksIsNotWrittenOver() {
        BooksRef changed = local.create(ENTRY, FIRST);
        local.quickBooks.owner().changeAmount("Invoice", changed.id(), new BigDecimal("0.01"));
        assertThat(local.post(change(changed, FIRST, SECOND))).isInstanceOfSatisfying(PostOutcome.Edited.class,
                edited -> assertThat(edited.how()).contains("109.76").contains("109.75"));
        assertThat(local.post(end(ENTRY, changed, FIRST))).isInstanceOf(PostOutcome.Edited.class);
        assertThat(local.record("Invoice", changed).path("TotalAmt").decimalValue()).isEqualByComparingTo("109.76");

        local.quickBooks.owner().delete("Invoice", changed.id());
        assertThat(local.post(change(changed, FIRST, SECOND))).isEqualTo(new PostOutcome.Edited("it was deleted"));
        assertThat(local.post(end(ENTRY, changed, FIRST))).isInstanceOf(PostOutcome.Removed.class);
    }

    @Test
    void aWriteThatIsAskedForAgainAfterItWasMadeIsNotMadeTwice() {
        BooksWrite creation = local.creation(ENTRY, FIRST);
        BooksRef first = posted(local.post(creation)).ref();
        assertThat(posted(local.post(again(creation, creation.requestId()))).ref()).isEqualTo(first);
        assertThat(posted(local.post(again(creation, "forgotten"))).ref()).isEqualTo(first);

        BooksWrite change = change(first, FIRST, SECOND);
        BooksRef second = posted(local.post(change)).ref();
        assertThat(posted(local.post(again(change, "forgotten too"))).ref()).isEqualTo(second);
        assertThat(local.quickBooks.owner().records("Invoice")).hasSize(1);
    }

    @Test
    void aPaymentThatIsAskedForAgainIsFoundByCustomerAndDay() {
        BooksWrite creation = local.creation(LocalCompany.money(1),
                Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("5.00")));
        BooksRef first = posted(local.post(creation)).ref();

        assertThat(posted(local.post(again(creation, "forgotten"))).ref()).isEqualTo(first);
        assertThat(local.quickBooks.owner().records("Payment")).hasSize(1);
    }

    @Test
    void whatSomebodyChangedBeforeACreationWasConfirmedShowsWithTheNextChange() {
        BooksWrite creation = local.creation(ENTRY, FIRST);
        BooksRef first = posted(local.post(creation)).ref();
        local.quickBooks.owner().changeAmount("Invoice", first.id(), new BigDecimal("1.00"));
        BooksRef found = posted(local.post(again(creation, "forgotten"))).ref();

        assertThat(local.post(change(found, FIRST, SECOND))).isInstanceOf(PostOutcome.Edited.class);
    }

    @Test
    void aNumberThatIsTakenBySomebodyElseIsRefusedAndNamed() {
        local.create(ENTRY, FIRST);

        assertThat(local.post(local.creation(LocalCompany.sale(2), LocalCompany.sale(1, "I1", "0.00", "1.00"))))
                .isInstanceOfSatisfying(PostOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("the number I1 is taken").contains("2026-10-05"));
    }

    @Test
    void aClosedDayIsToldFromARefusal() {
        BooksRef invoice = local.create(ENTRY, FIRST);
        assertThat(local.books.closedUntil()).isEmpty();
        local.quickBooks.owner().closeBooks(Optional.of(LocalCompany.DAY));

        assertThat(local.post(change(invoice, FIRST, SECOND))).isInstanceOf(PostOutcome.Closed.class);
        assertThat(local.post(local.creation(LocalCompany.sale(2), LocalCompany.sale(1, "I2", "0.00", "1.00"))))
                .isInstanceOf(PostOutcome.Closed.class);
        assertThat(local.books.closedUntil()).contains(LocalCompany.DAY);
    }

    @Test
    void aRuleOfBusinessIsRefusedInQuickBooksWords() {
        BooksRef invoice = local.create(ENTRY, FIRST);

        assertThat(local.post(local.creation(LocalCompany.money(1),
                Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("500.00")),
                new BooksWrite.Settled(Form.INVOICE, invoice.id(), new BigDecimal("500.00")))))
                .isInstanceOfSatisfying(PostOutcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("more than the open balance").endsWith("(6000)"));
    }

    @Test
    void ofATaxThatQuickBooksWorksOutItselfOursStandsWhereItIsLet() {
        try (LocalCompany automated = new LocalCompany(other,
                LocalCompany.UNLIMITED.withTax(QuickBooksSettings.Tax.AUTOMATED_WITH_OVERRIDE))) {
            Content oursAlone = LocalCompany.sale(1, "I1", "1.23", "100.00");
            assertThat(posted(automated.post(automated.creation(ENTRY, oursAlone))).total()).isEqualByComparingTo("101.23");
        }
    }

    @Test
    void aTaxThatQuickBooksInsistsOnIsReported() {
        try (LocalCompany automated = new LocalCompany(other,
                LocalCompany.UNLIMITED.withTax(QuickBooksSettings.Tax.AUTOMATED))) {
            PostOutcome.Posted posted = posted(automated.post(
                    automated.creation(ENTRY, LocalCompany.sale(1, "I1", "1.23", "100.00"))));

            assertThat(posted.total()).isEqualByComparingTo("109.75");
            assertThat(posted.ref().version())
                    .isEqualTo(automated.record("Invoice", posted.ref()).path("SyncToken").asText());
        }
    }

    @Test
    void anAnswerThatWasLostDoesNotHideTheTaxThatQuickBooksInsistsOn() {
        try (LocalCompany automated = new LocalCompany(other,
                LocalCompany.UNLIMITED.withTax(QuickBooksSettings.Tax.AUTOMATED))) {
            automated.create(LocalCompany.sale(9), LocalCompany.sale(1, "I9", "0.00", "1.00"));
            BooksWrite creation = automated.creation(ENTRY, LocalCompany.sale(1, "I1", "1.23", "100.00"));
            automated.quickBooks.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
            assertThat(automated.post(creation)).isInstanceOf(PostOutcome.Later.class);
            automated.quickBooks.faults(FaultRates.NONE, FaultRates.NONE);
            automated.quickBooks.forgetRequestIds();

            PostOutcome.Posted made = posted(automated.post(again(creation, creation.requestId())));
            assertThat(made.total()).as("of a creation").isEqualByComparingTo("109.75");
            Content exact = LocalCompany.sale(1, "I1", "9.75", "100.00");
            BooksWrite change = automated.write(ENTRY, Form.INVOICE, Optional.of(made.ref()), Optional.of(exact),
                    Optional.of(LocalCompany.sale(1, "I1", "1.23", "200.00")));
            assertThat(posted(automated.post(change)).total()).isEqualByComparingTo("219.50");
            automated.quickBooks.forgetRequestIds();
            assertThat(posted(automated.post(again(change, change.requestId()))).total()).as("of a change")
                    .isEqualByComparingTo("219.50");
        }
    }

    @Test
    void whatSomebodyChangedBeforeACreationWasConfirmedIsReportedWithItsTotal() {
        BooksWrite creation = local.creation(ENTRY, FIRST);
        BooksRef first = posted(local.post(creation)).ref();
        local.quickBooks.owner().changeAmount("Invoice", first.id(), new BigDecimal("1.00"));
        PostOutcome.Posted found = posted(local.post(again(creation, "forgotten")));

        assertThat(found.total()).as("with the tax of 101.00").isEqualByComparingTo("110.85");
        assertThat(local.post(end(ENTRY, found.ref(), FIRST))).as("and is not taken back over the change")
                .isInstanceOf(PostOutcome.Edited.class);
    }

    @Test
    void whatWasMadeWhileEveryAnswerWasLostIsThereOnceInTheEnd() {
        BooksWrite invoice = local.creation(ENTRY, FIRST);
        BooksWrite payment = local.creation(LocalCompany.money(1),
                Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("5.00")));
        local.create(LocalCompany.sale(9), LocalCompany.sale(1, "I9", "0.00", "1.00"));
        local.quickBooks.faults(FaultRates.NONE, FaultRates.parse("connection-reset=1"));
        assertThat(local.books.post(List.of(invoice, payment))).hasOnlyElementsOfType(PostOutcome.Later.class);
        assertThat(local.quickBooks.owner().records("Invoice")).hasSize(2);
        local.quickBooks.faults(FaultRates.NONE, FaultRates.NONE);

        assertThat(local.books.post(List.of(again(invoice, "forgotten"), again(payment, payment.requestId()))))
                .hasOnlyElementsOfType(PostOutcome.Posted.class);
        assertThat(local.quickBooks.owner().records("Invoice")).hasSize(2);
        assertThat(local.quickBooks.owner().records("Payment")).hasSize(1);
    }

    @Test
    void aCompanyThatShutsTheApplicationOutIsUnavailable() {
        local.create(ENTRY, FIRST);
        local.quickBooks.disconnect();

        assertThatThrownBy(() -> local.post(local.creation(LocalCompany.sale(2), LocalCompany.sale(1, "I2", "0.00", "1.00"))))
                .isInstanceOf(TenantUnavailableException.class).hasMessageContaining("refreshToken");
    }

    @Test
    void anAccessTokenThatEndsEarlyIsRenewedOnce() {
        local.create(ENTRY, FIRST);
        local.quickBooks.expireAccess();

        local.create(LocalCompany.sale(2), LocalCompany.sale(1, "I2", "0.00", "1.00"));
        assertThat(local.quickBooks.owner().records("Invoice")).hasSize(2);
    }
}
