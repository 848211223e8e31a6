package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksCatalogue.AccountType;
import io.fieldline.ledger.BooksCatalogue.What;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.Verdict;

class ReadingTest {

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
    void theCatalogueHasWhatIsInUseAndWhereItemsPostTo() {
        assertThat(local.company.catalogue().names(What.ITEM)).contains("HVAC Service", "Membership")
                .doesNotContain("Price Book");
        assertThat(local.company.catalogue().names(What.LOCATION)).containsExactlyInAnyOrder("Springfield", "Decatur");
        assertThat(local.company.catalogue().names(What.TERMS)).contains("Net 30");
        assertThat(local.company.catalogue().names(What.METHOD)).contains("Check");
        assertThat(local.company.catalogue().names(What.TAX_CODE)).contains("Springfield");
        assertThat(local.company.catalogue().accountOf("HVAC Service")).contains(AccountType.INCOME);
        assertThat(local.company.catalogue().accountOf("Membership")).contains(AccountType.LIABILITY);
        assertThat(local.company.catalogue().accountOf("Duct Tape")).isEmpty();
    }

    @Test
    void anInvoiceOfBeforeIsFoundByNumberAndCustomer() {
        local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "1.00"));
        String customer = local.store.customerLinks().find("acme", "books", List.of(1L)).get(1L);
        String item = local.quickBooks.owner().idOf("Item", "HVAC Service");
        String id = local.quickBooks.owner().create("Invoice", "{\"DocNumber\":\"OLD-1\",\"TxnDate\":\"2026-08-01\","
                + "\"CustomerRef\":{\"value\":\"" + customer + "\"},\"Line\":[{\"Amount\":80.50,"
                + "\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":{\"value\":\"" + item
                + "\"}}}]}");

        assertThat(local.books.find("OLD-1", 1)).map(Books.FoundInvoice::ref).map(BooksRef::id).contains(id);
        assertThat(local.books.find("OLD-1", 1)).map(Books.FoundInvoice::open).contains(new BigDecimal("80.50"));
        assertThat(local.books.find("OLD-1", 2)).isEmpty();
        assertThat(local.books.find("OLD-2", 1)).isEmpty();
        assertThat(local.books.find("I1", 1)).as("one of our own").isEmpty();
    }

    @Test
    void documentsOfTheDaysAreReadWithTheirAccounts() {
        BooksRef invoice = local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "9.75", "100.00"));
        BooksRef credit = local.create(LocalCompany.sale(2), LocalCompany.sale(1, "C2", "0.00", "-7.00"));
        BooksRef payment = local.create(LocalCompany.money(1),
                Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("50.00")));
        BooksRef refund = local.create(LocalCompany.money(2),
                Content.settlement(LocalCompany.moneyHeader(1, "R2"), new BigDecimal("-5.00")));
        List<BookedDocument> booked = local.company.booked().between(LocalCompany.DAY, LocalCompany.DAY);

        assertThat(booked).extracting(one -> one.ref().id()).containsExactlyInAnyOrder(invoice.id(), credit.id(), payment.id(),
                refund.id());
        assertThat(booked).extracting(BookedDocument::form).containsExactlyInAnyOrder(Form.INVOICE, Form.CREDIT, Form.PAYMENT,
                Form.REFUND);
        BookedDocument first = booked.stream().filter(one -> one.form() == Form.INVOICE).findFirst().orElseThrow();
        assertThat(first.entry()).contains(LocalCompany.sale(1));
        assertThat(first.total()).isEqualByComparingTo("109.75");
        assertThat(first.tax()).isEqualByComparingTo("9.75");
        assertThat(first.location()).isEqualTo("Springfield");
        assertThat(first.taxCode()).isEqualTo("Springfield");
        assertThat(first.lines()).containsExactly(new BookedDocument.BookedLine("HVAC Service", "HVAC Service Income",
                "HVAC - Service", new BigDecimal("100.00")));
        assertThat(booked.stream().filter(one -> one.form() == Form.PAYMENT).findFirst().orElseThrow().account())
                .isEqualTo("Undeposited Funds");
        assertThat(local.company.booked().between(LocalCompany.DAY.plusDays(1), LocalCompany.DAY.plusDays(30))).isEmpty();
    }

    @Test
    void documentsAreFoundByTheirIdsOnWhateverDay() {
        BooksRef invoice = local.create(LocalCompany.sale(1), LocalCompany.sale(1, "I1", "0.00", "100.00"));
        BooksRef payment = local.create(LocalCompany.money(1),
                Content.settlement(LocalCompany.moneyHeader(1, "P1"), new BigDecimal("50.00")));
        local.quickBooks.owner().edit("Invoice", invoice.id(), "{\"TxnDate\":\"2026-12-24\"}");

        List<String> ids = LongStream.rangeClosed(1, 250).mapToObj(id -> id == 7 ? invoice.id() : "9" + id).toList();
        assertThat(local.company.booked().find(Form.INVOICE, ids)).singleElement().satisfies(found -> {
            assertThat(found.entry()).contains(LocalCompany.sale(1));
            assertThat(found.date()).isEqualTo("2026-12-24");
        });
        assertThat(local.company.booked().find(Form.PAYMENT, List.of(payment.id()))).extracting(BookedDocument::form)
                .containsExactly(Form.PAYMENT);
        assertThat(local.company.booked().find(Form.CREDIT, List.of(invoice.id()))).isEmpty();
        assertThat(local.company.booked().find(Form.REFUND, List.of())).isEmpty();
    }

    @Test
    void anItemHasOneFullNameWhateverItIsCalledBy() {
        String account = local.quickBooks.owner().idOf("Account", "HVAC Service Income");
        local.quickBooks.owner().create("Item", ("{\"Name\":\"Tune-up\",\"Type\":\"Service\",\"SubItem\":true,"
                + "\"ParentRef\":{\"value\":\"%s\"},\"IncomeAccountRef\":{\"value\":\"%s\"}}")
                .formatted(local.quickBooks.owner().idOf("Item", "Price Book"), account));
        BooksCatalogue catalogue = local.company.catalogue();
        assertThat(catalogue.full(What.ITEM, "Tune-up")).isEqualTo("Price Book:Tune-up");
        assertThat(catalogue.full(What.ITEM, "Price Book:Tune-up")).isEqualTo("Price Book:Tune-up");
        assertThat(catalogue.full(What.ITEM, "Nothing")).isEqualTo("Nothing");
    }

    @Test
    void whatChangedIsToldAndHowItDiffersOnlyWhereOthersChangedIt() {
        Instant before = Instant.now().minusSeconds(5);
        for (long id = 1; id <= 4; id++) {
            postInvoice(id, "100.00");
        }
        postInvoice(1, "120.00");
        BooksChanges changes = local.company.changes(local.store.ledger());
        assertThat(changes.since(before)).hasSize(4).allSatisfy(one -> assertThat(one.how()).isEmpty());

        local.quickBooks.owner().changeAmount("Invoice", ref(2).id(), new BigDecimal("0.01"));
        local.quickBooks.owner().delete("Invoice", ref(3).id());
        // A changed line lets QuickBooks work out the tax of 9.75 % anew.
        String changed = "its total is 100.01, and was 100.00";
        assertThat(changes.since(before)).extracting(BooksChanges.Changed::how).containsExactly(Optional.empty(),
                Optional.of(changed), Optional.of("it was deleted"), Optional.empty());
        assertThat(changes.since(Instant.now().minus(Duration.ofDays(60)))).as("longer than changes are told")
                .extracting(BooksChanges.Changed::how)
                .containsExactly(Optional.empty(), Optional.of(changed), Optional.empty());
    }

    private static DocumentKey key(long id) {
        return new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
    }

    private BooksRef ref(long id) {
        return local.store.ledger().of(List.of(key(id))).get(key(id)).get(0).ref().orElseThrow();
    }

    private void postInvoice(long id, String amount) {
        new Poster(local.store.ledger(), Instant::now).post(local.books,
                new OpenPeriod(Optional.empty(), LocalCompany.DAY, true), List.of(new Judged(key(id),
                        new Verdict.Wanted(Optional.of(LocalCompany.sale(1, "I" + id, "0.00", amount)), List.of()))));
    }
}
