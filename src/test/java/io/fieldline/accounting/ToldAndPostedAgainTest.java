package io.fieldline.accounting;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.BooksWrite;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.PostOutcome;
import io.fieldline.ledger.Result;
import io.fieldline.ledger.coding.CodingReader;
import io.fieldline.ledger.told.Telling;
import io.fieldline.ledger.told.Tellings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.accounting.AccountingRecords;
import io.fieldline.servicetitan.catalog.Catalog;
import io.fieldline.servicetitan.customer.CustomerSandbox;
import io.fieldline.servicetitan.poll.OwnVersions;
import io.fieldline.servicetitan.writeback.ServiceTitanExports;
import io.fieldline.servicetitan.writeback.ServiceTitanJobData;
import io.fieldline.servicetitan.writeback.ServiceTitanJobNotes;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.ServiceTitanAccount;
import io.fieldline.tenant.Tenant;

/** What ServiceTitan is told changes its documents, which come again because of it. */
class ToldAndPostedAgainTest {

    private static final long INVOICE = 80_000_018;
    private static final long JOB = 50_000_018;
    private static final long PAYMENT = 90_000_001;
    private static final String CODING = """
            cutOver: 2020-01-01
            items: [{ type: any, item: Work }]
            taxes: [{ zone: any, code: Tax }]
            payments: [{ type: any, depositTo: Bank, refundItem: Work }]
            """;

    @TempDir
    Path temporary;

    private final CustomerSandbox sandbox = new CustomerSandbox(Duration.ZERO);
    private final CountedBooks books = new CountedBooks();
    private Instant now = Instant.now();
    private StateStore store;

    @BeforeEach
    void open() {
        open("first");
        sandbox.office("accounting/payments", "{\"id\": " + PAYMENT + ", \"syncStatus\": \"Posted\"}");
    }

    private void open(String folder) {
        store = StateStore.open(StateStoreSettings.sqlite(temporary.resolve(folder)), StateStore.Access.OWNER, () -> now);
    }

    @AfterEach
    void close() {
        store.close();
        sandbox.close();
    }

    private AccountingRecords records() {
        return new AccountingRecords("acme", "books", sandbox.account(), sandbox.client(), Catalog.load(), store.ledger());
    }

    /** As the page that holds it comes. */
    private Result post(DocumentKind kind, long id) {
        Bookkeeping bookkeeping = new Bookkeeping("acme", "books", ZoneId.of("UTC"), new OneCompany(books), records(),
                () -> CodingReader.read("acme.yaml", CODING.getBytes(StandardCharsets.UTF_8)).coding().orElseThrow(),
                store.ledger(), () -> now, new ReentrantLock());
        return bookkeeping.post(kind, records().byIds(kind, List.of(id))).results()
                .get(new DocumentKey("acme", "books", kind, id));
    }

    private void tell() {
        ServiceTitanAccount one = sandbox.account();
        ServiceTitanAccount account = new ServiceTitanAccount(one.environment(), one.tenantId(), one.appKey(), one.clientId(),
                one.clientSecret(), one.apiUrl(), one.authUrl(), one.rateLimit(), one.networkClient(), one.webhook(),
                Optional.of("7f0c2f6a-0d5e-4b1e-9a53-3f0d5a1c2b11"));
        FlowSettings flow = new FlowSettings("invoice-to-books", Duration.ofMinutes(1),
                Map.of("connection", "books", "markExported", "marked"));
        Tenant tenant = new Tenant("acme", "Acme", ZoneId.of("UTC"), account, Map.of(), Map.of(flow.flow(), flow));
        Tellings tellings = new Tellings(new FixedTenants(tenant), store.ledger(), store.tellings(),
                new Tellings.Desks(new ServiceTitanExports(sandbox.client(), Catalog.load()),
                        new ServiceTitanJobData(sandbox.client(), Catalog.load(),
                                new OwnVersions(store.changeMemory(), (of, collection) -> List.of())),
                        new ServiceTitanJobNotes(sandbox.client(), Catalog.load())),
                () -> now);
        tellings.run("acme");
        now = now.plusSeconds(10);
        tellings.run("acme");
    }

    private Object field(String collection, long id, String field) {
        return sandbox.rows("accounting", collection, Long.toString(id)).get(0).get(field);
    }

    @Test
    void whatWeMarkedIsOursAndComesAgainWithoutAWriteToTheBooksOrToServiceTitan() {
        assertThat(post(DocumentKind.INVOICE, INVOICE)).isEqualTo(Result.POSTED);
        assertThat(post(DocumentKind.PAYMENT, PAYMENT)).isEqualTo(Result.POSTED);
        sandbox.step(Duration.ofSeconds(1));
        Object before = field("invoices", INVOICE, "modifiedOn");
        tell();
        assertThat(field("invoices", INVOICE, "syncStatus")).isEqualTo("Exported");
        assertThat(field("payments", PAYMENT, "syncStatus")).isEqualTo("Exported");
        assertThat(field("invoices", INVOICE, "modifiedOn")).as("so its page comes again").isNotEqualTo(before);

        books.writes.clear();
        sandbox.requests();
        assertThat(post(DocumentKind.INVOICE, INVOICE)).isEqualTo(Result.UNCHANGED);
        assertThat(post(DocumentKind.PAYMENT, PAYMENT)).isEqualTo(Result.UNCHANGED);
        tell();
        assertThat(books.writes).isEmpty();
        assertThat(sandbox.requests().keySet()).allMatch(operation -> operation.endsWith(" list"));
    }

    @Test
    void aChangeOfWhatWeMarkedStillReachesTheBooks() {
        post(DocumentKind.INVOICE, INVOICE);
        tell();
        sandbox.office("accounting/invoices", "{\"id\": " + INVOICE + ", \"active\": false}");
        books.writes.clear();
        assertThat(post(DocumentKind.INVOICE, INVOICE)).isEqualTo(Result.POSTED);
        assertThat(books.writes).singleElement().satisfies(write -> assertThat(write.content()).isEmpty());
    }

    @Test
    void whatWasMarkedBeforeTheStateStoreWasLostIsLeftAloneAndNotPostedTwice() {
        post(DocumentKind.INVOICE, INVOICE);
        tell();
        store.close();
        open("second");
        books.writes.clear();
        assertThat(post(DocumentKind.INVOICE, INVOICE)).isEqualTo(Result.LEFT_ALONE);
        assertThat(books.writes).isEmpty();
    }

    @Test
    void whatServiceTitanCannotBeToldWhileItFailsIsToldAfterwards() {
        post(DocumentKind.INVOICE, INVOICE);
        sandbox.fault("server-error=1");
        tell();
        assertThat(store.tellings().troubled("acme", 9)).isNotEmpty()
                .allSatisfy(telling -> assertThat(telling.state()).isEqualTo(Telling.State.WAITING));
        sandbox.fault("server-error=0");
        assertThat(field("invoices", INVOICE, "syncStatus")).isEqualTo("Posted");
        now = now.plus(Duration.ofMinutes(2));
        tell();
        assertThat(field("invoices", INVOICE, "syncStatus")).isEqualTo("Exported");
        assertThat(store.tellings().troubled("acme", 9)).isEmpty();
    }

    @Test
    void theJobOfAnInvoiceBearsTheIdAndNumberOfTheBooks() {
        post(DocumentKind.INVOICE, INVOICE);
        sandbox.requests();
        tell();
        assertThat(sandbox.requests()).containsEntry("jpm/jobs update", 1);
        assertThat(field("invoices", INVOICE, "job")).isInstanceOf(Map.class).extracting("id").isEqualTo(JOB);
    }

    /** Takes everything. */
    private static final class CountedBooks implements Books {

        private final List<BooksWrite> writes = new ArrayList<>();

        @Override
        public Optional<LocalDate> closedUntil() {
            return Optional.empty();
        }

        @Override
        public boolean answer() {
            return true;
        }

        @Override
        public List<PostOutcome> post(List<BooksWrite> some) {
            writes.addAll(some);
            return some.stream().map(CountedBooks::posted).toList();
        }

        private static PostOutcome posted(BooksWrite write) {
            long id = write.entry().source().id();
            BigDecimal total = write.content().map(Content::total).map(BigDecimal::abs).orElse(new BigDecimal("0.00"));
            return new PostOutcome.Posted(new BooksRef("B" + id, "N" + id, "0"), total);
        }

        @Override
        public Optional<FoundInvoice> find(String number, long customer) {
            return Optional.of(new FoundInvoice(new BooksRef("F" + number, number, "0"), LocalDate.of(2026, 1, 1),
                    new BigDecimal("1000000.00")));
        }
    }

    private record OneCompany(Books books) implements Company {

        @Override
        public BooksCatalogue catalogue() {
            return new BooksCatalogue() {

                @Override
                public Collection<String> names(What what) {
                    return List.of("Work", "Tax", "Bank");
                }

                @Override
                public Optional<AccountType> accountOf(String item) {
                    return Optional.of(AccountType.INCOME);
                }
            };
        }

        @Override
        public BookedDocument.Reader booked() {
            throw new UnsupportedOperationException();
        }

        @Override
        public BooksChanges changes() {
            throw new UnsupportedOperationException();
        }
    }
}
