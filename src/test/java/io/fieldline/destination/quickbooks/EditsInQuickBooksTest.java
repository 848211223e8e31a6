package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.fieldline.accounting.Bookkeepers;
import io.fieldline.accounting.Company;
import io.fieldline.accounting.PostingTurns;
import io.fieldline.accounting.Rhythm;
import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.Verdict;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** People work in QuickBooks beside the flow: what they change is told, never undone, and forgotten when it agrees again. */
class EditsInQuickBooksTest {

    private static final FlowSettings FLOW = new FlowSettings("invoice-to-quickbooks", Duration.ofMinutes(1),
            Map.of("connection", "books"));
    private static final Tenant ACME = new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(),
            Map.of(FLOW.flow(), FLOW));

    @TempDir
    Path folder;
    private LocalCompany local;
    private PostingTurns turns;

    @BeforeEach
    void start() {
        local = new LocalCompany(folder);
        FixedTenants tenants = new FixedTenants(ACME);
        Codings codings = new Codings(ConfigurationFolder.in(folder), refusal -> {
        });
        Bookkeepers bookkeepers = new Bookkeepers((tenant, connection) -> company(), (tenant, connection) -> null, codings,
                local.store.ledger(), Instant::now);
        turns = new PostingTurns(tenants, bookkeepers, codings, local.store.ledger(), local.store.booksEdits(),
                local.store.checkpoints(), new PostingTurns.Flows() {

                    @Override
                    public boolean runs(String tenant, String flow) {
                        return true;
                    }

                    @Override
                    public void resume(Tenant tenant, String flow) {
                        throw new AssertionError("there is no coding");
                    }
                }, new Rhythm(Duration.ZERO, Duration.ZERO), Instant::now);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    private Company company() {
        return new Company() {

            @Override
            public BooksCatalogue catalogue() {
                return local.company.catalogue();
            }

            @Override
            public Books books() {
                return local.books;
            }

            @Override
            public BookedDocument.Reader booked() {
                return local.company.booked();
            }

            @Override
            public BooksChanges changes() {
                return local.company.changes(local.store.ledger());
            }
        };
    }

    private BooksRef post(long id, String amount) {
        return post(id, amount, "9.75");
    }

    private BooksRef post(long id, String amount, String tax) {
        DocumentKey key = new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
        new Poster(local.store.ledger(), Instant::now).post(local.books,
                new OpenPeriod(Optional.empty(), LocalCompany.DAY, true), List.of(new Judged(key,
                        new Verdict.Wanted(Optional.of(LocalCompany.sale(1, "I" + id, tax, amount)), List.of()))));
        return local.store.ledger().of(List.of(key)).get(key).get(0).ref().orElseThrow();
    }

    private List<BooksEdit> edits() {
        turns.run("acme");
        return local.store.booksEdits().list("acme", "books");
    }

    @Test
    void whatAPersonChangedIsNoEditOnceServiceTitanMeansTheSame() {
        BooksRef changed = post(1, "100.00");
        local.quickBooks.owner().changeAmount("Invoice", changed.id(), new BigDecimal("10.00"));
        assertThat(edits()).hasSize(1);

        post(1, "110.00", "10.73");
        assertThat(local.store.ledger().quarantined("acme", "books")).isEmpty();
        assertThat(edits()).isEmpty();
    }

    @Test
    void whatAPersonChangedIsListedUntilItIsUndone() {
        BooksRef changed = post(1, "100.00");
        BooksRef deleted = post(2, "100.00");
        post(3, "100.00");
        assertThat(edits()).as("our own writes").isEmpty();

        local.quickBooks.owner().changeAmount("Invoice", changed.id(), new BigDecimal("10.00"));
        local.quickBooks.owner().delete("Invoice", deleted.id());
        assertThat(edits()).extracting(edit -> edit.entry().source().id(), BooksEdit::how).containsExactlyInAnyOrder(
                tuple(1L, "its total is 120.73, and was 109.75"), tuple(2L, "it was deleted"));
        assertThat(local.record("Invoice", changed).path("TotalAmt").decimalValue()).as("left as the person wants it")
                .isEqualByComparingTo("120.73");

        local.quickBooks.owner().changeAmount("Invoice", changed.id(), new BigDecimal("-10.00"));
        assertThat(edits()).extracting(edit -> edit.entry().source().id()).containsExactly(2L);
    }

    static Stream<Arguments> changesOfWhatIsWritten() {
        return Stream.of(arguments("DepartmentRef", "Department", "Decatur", "it has another location than it had"),
                arguments("SalesTermRef", "Term", "Net 15", "it has other terms than it had"));
    }

    @ParameterizedTest
    @MethodSource("changesOfWhatIsWritten")
    void anotherLocationOrOtherTermsAreListedAndNotWrittenOver(String field, String kind, String name, String how) {
        BooksRef invoice = post(1, "100.00");
        String id = local.quickBooks.owner().idOf(kind, name);
        local.quickBooks.owner().edit("Invoice", invoice.id(), "{\"" + field + "\":{\"value\":\"" + id + "\"}}");

        assertThat(edits()).extracting(BooksEdit::how).containsExactly(how);
        post(1, "90.00");
        assertThat(local.store.ledger().quarantined("acme", "books")).singleElement().satisfies(
                waiting -> assertThat(waiting.gaps()).extracting(Gap::reason).containsExactly(
                        "somebody changed it in the books: " + how));
        assertThat(local.record("Invoice", invoice).path(field).path("value").asText()).isEqualTo(id);
    }

    @Test
    void anotherDueDateIsListedAndNotWrittenOver() {
        BooksRef invoice = post(1, "100.00");
        local.quickBooks.owner().edit("Invoice", invoice.id(), "{\"DueDate\":\"2026-12-24\"}");

        assertThat(edits()).extracting(BooksEdit::how).containsExactly("it has another due date than it had");
        post(1, "90.00");
        assertThat(local.record("Invoice", invoice).path("DueDate").asText()).isEqualTo("2026-12-24");
    }

    @Test
    void anotherClassOrTaxCodeOfALineIsListedAndNotWrittenOver() {
        BooksRef classed = post(1, "100.00");
        BooksRef coded = post(2, "100.00");
        String other = local.quickBooks.owner().idOf("Class", "Plumbing - Install");
        String line = local.record("Invoice", classed).path("Line").path(0).toString();
        String before = local.quickBooks.owner().idOf("Class", "HVAC - Service");
        String tax = "\"TxnTaxDetail\":{\"TotalTax\":9.75,\"TxnTaxCodeRef\":{\"value\":\"%s\"}}";
        local.quickBooks.owner().edit("Invoice", classed.id(), "{\"Line\":[" + line.replace("\"value\":\"" + before
                + "\",\"name\":\"HVAC - Service\"", "\"value\":\"" + other + "\"") + "],"
                + tax.formatted(local.quickBooks.owner().idOf("TaxCode", "Springfield")) + "}");
        local.quickBooks.owner().edit("Invoice", coded.id(), "{"
                + tax.formatted(local.quickBooks.owner().idOf("TaxCode", "Illinois State")) + "}");

        assertThat(edits()).extracting(edit -> edit.entry().source().id(), BooksEdit::how).containsExactlyInAnyOrder(
                tuple(1L, "a line has another class, or is taxed otherwise, than it was"),
                tuple(2L, "it has another tax code than it had"));
        post(1, "90.00");
        post(2, "90.00");
        assertThat(local.store.ledger().quarantined("acme", "books")).hasSize(2);
        assertThat(local.record("Invoice", classed).path("Line").path(0).path("SalesItemLineDetail").path("ClassRef")
                .path("value").asText()).isEqualTo(other);
    }

    @Test
    void anotherAccountOfAPaymentOrAnotherInvoiceThatItSettlesIsListedAndNotWrittenOver() {
        BooksRef one = post(1, "100.00");
        BooksRef two = post(2, "100.00");
        BooksRef moved = pay(1, "50.00");
        BooksRef banked = pay(2, "50.00");
        assertThat(edits()).as("our own writes").isEmpty();
        local.quickBooks.owner().edit("Payment", moved.id(), "{\"Line\":[{\"Amount\":50.00,\"LinkedTxn\":[{\"TxnId\":\""
                + two.id() + "\",\"TxnType\":\"Invoice\"}]}]}");
        local.quickBooks.owner().edit("Payment", banked.id(), "{\"DepositToAccountRef\":{\"value\":\""
                + local.quickBooks.owner().idOf("Account", "Checking") + "\"}}");

        assertThat(edits()).extracting(edit -> edit.entry().source().id(), BooksEdit::how).containsExactlyInAnyOrder(
                tuple(1L, "it settles other documents, or other amounts, than it did"),
                tuple(2L, "it has another account than it had"));
        pay(1, "60.00");
        pay(2, "60.00");
        assertThat(local.store.ledger().quarantined("acme", "books")).hasSize(2);
        assertThat(local.record("Invoice", one).path("Balance").decimalValue()).isEqualByComparingTo("109.75");
        assertThat(local.record("Payment", banked).path("DepositToAccountRef").path("name").asText()).isEqualTo("Checking");
    }

    private BooksRef pay(long id, String amount) {
        DocumentKey key = new DocumentKey("acme", "books", DocumentKind.PAYMENT, id);
        BigDecimal money = new BigDecimal(amount);
        new Poster(local.store.ledger(), Instant::now).post(local.books,
                new OpenPeriod(Optional.empty(), LocalCompany.DAY, true), List.of(new Judged(key,
                        new Verdict.Wanted(Optional.of(Content.settlement(LocalCompany.moneyHeader(1, "P" + id), money)),
                                List.of(new Verdict.Settling(id, "I" + id, false, money))))));
        return local.store.ledger().of(List.of(key)).get(key).get(0).ref().orElseThrow();
    }

    @Test
    void documentsOfTwoTypesMayHaveOneId() {
        BooksRef invoice = post(1, "100.00");
        EntryKey payment = LocalCompany.money(9);
        local.store.ledger().keep(List.of(new LedgerEntry(payment, Form.PAYMENT,
                Optional.of(Content.settlement(LocalCompany.moneyHeader(1, "P9"), new BigDecimal("5.00"))), LocalCompany.DAY,
                Optional.of(invoice), 1, Optional.empty(), false)));
        local.quickBooks.owner().changeAmount("Invoice", invoice.id(), new BigDecimal("10.00"));

        assertThat(edits()).extracting(BooksEdit::entry).containsExactly(LocalCompany.sale(1));
    }
}
