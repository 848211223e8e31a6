package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.accounting.Bookkeepers;
import io.fieldline.accounting.BooksReports;
import io.fieldline.accounting.Company;
import io.fieldline.accounting.SourceShelf;
import io.fieldline.accounting.SourceShelf.Like;
import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Judged;
import io.fieldline.ledger.OpenPeriod;
import io.fieldline.ledger.Poster;
import io.fieldline.ledger.coding.Coder;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ledger.coding.DepositCoder;
import io.fieldline.ledger.draft.Draft;
import io.fieldline.ledger.draft.DraftReports;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.tieout.Findings;
import io.fieldline.ledger.tieout.TextReport;
import io.fieldline.ledger.tieout.Totals;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** A month that was posted to the local QuickBooks, and what people did there since. */
class TieOutInQuickBooksTest {

    private static final Days OCTOBER = new Days(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31));
    private static final LocalDate LATER = LocalDate.of(2026, 11, 3);
    private static final Like THAT_DAY = Like.on(LocalCompany.DAY);
    private static final BooksReports.Which ACME = new BooksReports.Which("acme", Optional.empty(), Optional.empty());
    private static final String CODING = """
            cutOver: 2026-10-01
            items:
              - { sku: Tune-up, item: HVAC Service }
              - { sku: Plan, item: Membership }
            units: [{ businessUnit: Service, class: HVAC - Service, location: Springfield }]
            taxes: [{ zone: any, code: Springfield }]
            payments: [{ type: Check, method: Check, depositTo: Undeposited Funds, refundItem: Refund }]
            """;

    private static final String BANKED = CODING + "bankDeposits: [{ bankAccount: Operating, account: Checking }]\n";

    @TempDir
    Path folder;

    private LocalCompany local;
    private Codings codings;
    private FlowSettings[] flows = {flow("invoice-to-quickbooks") };
    private final SourceShelf source = new SourceShelf();

    @BeforeEach
    void start() throws IOException {
        local = new LocalCompany(folder);
        Files.createDirectories(folder.resolve("config/accounting"));
        code(CODING);
        codings = new Codings(ConfigurationFolder.in(folder.resolve("config")), refusal -> {
            throw new AssertionError(refusal);
        });
    }

    private void code(String coding) throws IOException {
        Files.writeString(folder.resolve("config/accounting/acme.yaml"), coding);
    }

    @AfterEach
    void stop() {
        local.close();
    }

    @Test
    void aMonthThatWasPostedAgreesInEveryUnitAndAccount() {
        source.invoice(1, THAT_DAY, "9.75", "Tune-up 100.00", "Plan 20.00");
        source.invoice(2, THAT_DAY, "0.00", "Tune-up -7.00");
        source.payment(3, THAT_DAY, "Check", "50.00");
        source.payment(4, THAT_DAY, "Check", "-5.00");
        post(Optional.empty(), LocalCompany.DAY);

        assertThat(TextReport.render(tieOut())).isEqualTo("""
                Tie-out of acme and books, 2026-10-01 to 2026-10-31
                ServiceTitan, the ledger and the books agree to the cent.
                Sales: ServiceTitan 122.75, ledger 122.75, books 122.75, difference 0.00
                Payments: ServiceTitan 45.00, ledger 45.00, books 45.00, difference 0.00
                """);
        assertThat(tieOut().comparison().by(Family.SALE, cell -> cell.unit() + "/" + cell.account()).keySet()).containsExactly(
                "HVAC - Service/HVAC Service", "HVAC - Service/Membership", "Springfield/Springfield");
    }

    @Test
    void whateverDoesNotAgreeIsListedWithItsReason() {
        for (long id = 1; id <= 3; id++) {
            source.invoice(id, THAT_DAY, "0.00", "Tune-up " + id + "00.00");
        }
        source.invoice(4, THAT_DAY, "0.00", "Pump 30.00");
        post(Optional.empty(), LocalCompany.DAY);
        local.quickBooks.owner().changeAmount("Invoice", idOf(1), new BigDecimal("0.01"));
        local.quickBooks.owner().delete("Invoice", idOf(2));
        local.quickBooks.owner().closeBooks(Optional.of(OCTOBER.until()));
        source.invoice(3, THAT_DAY, "0.00", "Tune-up 310.00");
        post(Optional.of(OCTOBER.until()), LATER, 3);
        source.invoice(5, THAT_DAY, "0.00", "Tune-up 5.00");
        local.quickBooks.owner().create("Invoice",
                ("{\"DocNumber\":\"X-1\",\"TxnDate\":\"%s\",\"CustomerRef\":{\"value\":\"%s\"},"
                        + "\"Line\":[{\"Amount\":8.00,\"DetailType\":\"SalesItemLineDetail\",\"SalesItemLineDetail\":{\"ItemRef\":"
                        + "{\"value\":\"%s\"}}}]}").formatted(LocalCompany.DAY,
                                local.store.customerLinks().find("acme", "books", List.of(1L)).get(1L),
                                local.quickBooks.owner().idOf("Item", "HVAC Service")));

        Findings found = tieOut();
        assertThat(found.comparison().differences()).extracting(one -> one.number() + " " + one.amounts().difference() + " "
                + one.spoken()).containsExactlyInAnyOrder(
                        "I-1 -0.01 was changed in the books by hand",
                        "I-2 200.00 was posted, and is not in the books any more",
                        "I-3 10.00 stands elsewhere in the books: 2026-11-03 HVAC - Service HVAC Service",
                        "I-4 30.00 waits in quarantine: the item Pump has no row in items",
                        "I-5 5.00 was not posted",
                        "X-1 -8.00 is only in the books");
        assertThat(found.comparison().totals()).isEqualTo(
                new Totals(new BigDecimal("645.00"), new BigDecimal("600.00"), new BigDecimal("408.01")));
        assertThat(found.agree()).isFalse();
    }

    @Test
    void aDryRunSaysWhatWouldBePostedAndWritesNothing() {
        flows = new FlowSettings[0];
        source.invoice(1, THAT_DAY, "9.75", "Tune-up 100.00", "Plan 20.00");
        source.invoice(2, THAT_DAY, "0.00", "Tune-up -7.00");
        source.payment(3, THAT_DAY, "Check", "50.00");
        source.payment(4, THAT_DAY, "Barter", "9.00");
        source.invoice(5, THAT_DAY, "0.00", "HVAC Servic 30.00");
        source.invoice(6, THAT_DAY.pending(), "0.00", "Tune-up 1.00");
        local.quickBooks.forgetCalls();

        Draft draft = reports().dryRun(new BooksReports.Which("acme", Optional.empty(), Optional.of("books")), OCTOBER,
                (what, read, total) -> {
                });
        assertThat(draft.verdict()).isEqualTo("3 of 5 documents would be posted, 2 would wait.");
        assertThat(draft.posted()).containsExactly(
                new Draft.Posted(Form.INVOICE, "invoice 1", "I-1", LocalCompany.DAY, 1, new BigDecimal("129.75"),
                        new BigDecimal("9.75"), "HVAC Service (HVAC - Service) 100.00, Membership (HVAC - Service) 20.00", ""),
                new Draft.Posted(Form.CREDIT, "invoice 2", "I-2", LocalCompany.DAY, 1, new BigDecimal("7.00"),
                        new BigDecimal("0.00"), "HVAC Service (HVAC - Service) 7.00", ""),
                new Draft.Posted(Form.PAYMENT, "payment 3", "P-3", LocalCompany.DAY, 1, new BigDecimal("50.00"),
                        new BigDecimal("0.00"), "Undeposited Funds", ""));
        assertThat(draft.missing()).extracting(one -> one.gap().reason()).containsExactly(
                "the item HVAC Servic has no row in items", "the payment type Barter has no row in payments");
        assertThat(draft.missing().get(0).gap().suggestion()).contains("HVAC Service");
        assertThat(DraftReports.text(draft)).startsWith("""
                Dry run of acme and books, 2026-10-01 to 2026-10-31
                3 of 5 documents would be posted, 2 would wait.

                Form     Documents   Total   Tax
                invoice          1  129.75  9.75
                credit           1    7.00  0.00
                payment          1   50.00  0.00

                Documents  Total  What is missing                                 Nearest in the books
                        1  30.00  the item HVAC Servic has no row in items        HVAC Service
                """).contains("it is not posted yet");
        assertThat(DraftReports.csv(draft).lines()).hasSize(6);
        assertThat(DraftReports.html(draft)).contains("3 of 5 documents would be posted, 2 would wait.",
                "<td>HVAC Service (HVAC - Service) 7.00</td>").doesNotContain("http:", "<script");

        assertThat(local.writes()).isZero();
        assertThat(local.store.ledger().position("acme", "books")).isZero();
        assertThat(local.store.ledger().quarantined("acme", "books")).isEmpty();
        assertThat(local.store.customerLinks().find("acme", "books", List.of(1L))).isEmpty();
    }

    @Test
    void bankDepositsAreComparedByDayAndAccountWhereTheCodingPostsThem() throws IOException {
        code(BANKED);
        source.deposit(1, THAT_DAY, source.payment(3, THAT_DAY, "Check", "50.00"),
                source.payment(4, THAT_DAY, "Check", "-5.00"));
        source.deposit(2, THAT_DAY, source.payment(5, THAT_DAY, "Check", "20.00"));
        post(Optional.empty(), LocalCompany.DAY);
        String checking = local.quickBooks.owner().idOf("Account", "Checking");
        local.quickBooks.owner().create("Deposit", ("{\"TxnDate\":\"%s\",\"DepositToAccountRef\":{\"value\":\"%s\"},"
                + "\"Line\":[{\"Amount\":900.00,\"DetailType\":\"DepositLineDetail\",\"DepositLineDetail\":{\"AccountRef\":"
                + "{\"value\":\"%s\"}}}]}").formatted(LocalCompany.DAY, checking,
                        local.quickBooks.owner().idOf("Account", "Customer Deposits")));

        assertThat(TextReport.render(tieOut())).as("the owner's own money is no deposit of ServiceTitan's").isEqualTo("""
                Tie-out of acme and books, 2026-10-01 to 2026-10-31
                ServiceTitan, the ledger and the books agree to the cent.
                Payments: ServiceTitan 65.00, ledger 65.00, books 65.00, difference 0.00
                Deposits: ServiceTitan 65.00, ledger 65.00, books 65.00, difference 0.00
                """);
        assertThat(tieOut().comparison().by(Family.DEPOSIT, cell -> cell.account()).keySet()).containsExactly("Checking");
        DocumentKey first = SourceShelf.key(DocumentKind.BANK_DEPOSIT, 1);
        local.quickBooks.owner().delete("Deposit",
                local.store.ledger().of(List.of(first)).get(first).get(0).ref().orElseThrow().id());
        source.deposit(2, THAT_DAY, source.payment(5, THAT_DAY, "Check", "20.00"),
                source.payment(6, THAT_DAY, "Check", "1.00"));
        assertThat(tieOut().comparison().differences()).filteredOn(one -> one.cell().family() == Family.DEPOSIT)
                .extracting(one -> one.cell().document() + " " + one.number() + ": " + one.spoken())
                .containsExactly("bank deposit 1 D-1: was posted, and is not in the books any more",
                        "bank deposit 2 D-2: changed in ServiceTitan since it was posted");
        code(CODING);
        assertThat(tieOut().comparison().byFamily()).doesNotContainKey(Family.DEPOSIT);
    }

    @Test
    void aDryRunShowsWhatADepositWouldTakeAndWhatItWouldWaitFor() throws IOException {
        code(BANKED);
        source.deposit(1, THAT_DAY, source.payment(3, THAT_DAY, "Check", "50.00"),
                source.payment(4, THAT_DAY, "Check", "25.00"));
        source.deposit(2, THAT_DAY, source.payment(5, THAT_DAY, "Barter", "20.00"));
        Draft draft = reports().dryRun(ACME, OCTOBER, (what, read, total) -> {
        });
        assertThat(draft.posted()).contains(new Draft.Posted(Form.DEPOSIT, "bank deposit 1", "D-1", LocalCompany.DAY, 0,
                new BigDecimal("75.00"), new BigDecimal("0.00"), "Checking", "takes P-3, P-4"));
        assertThat(draft.held()).filteredOn(one -> one.document().equals("bank deposit 2")).singleElement()
                .satisfies(one -> assertThat(one.gaps()).extracting(Gap::reason)
                        .containsExactly("its payment P-5 would wait"));
    }

    @Test
    void aDryRunDatesWhatIsClosedOnAnOpenDay() {
        local.quickBooks.owner().closeBooks(Optional.of(OCTOBER.until()));
        source.invoice(1, THAT_DAY, "0.00", "Tune-up 100.00");
        assertThat(reports().dryRun(ACME, OCTOBER, (what, read, total) -> {
        }).posted()).singleElement().satisfies(one -> {
            assertThat(one.day()).isEqualTo(LATER);
            assertThat(one.note()).isEqualTo("its own day 2026-10-05 is closed in the books");
        });
    }

    @Test
    void withoutOneFlowThatPostsThePersonIsAskedWhichBooks() {
        flows = new FlowSettings[0];
        assertThatThrownBy(this::tieOut).isInstanceOf(MisconfiguredException.class).hasMessage("Tenant acme has switched on no"
                + " flow that posts to books; name the books by --connection");
        flows = new FlowSettings[]{flow("invoice-to-quickbooks"), flow("invoice-to-netsuite") };
        assertThatThrownBy(this::tieOut).isInstanceOf(MisconfiguredException.class)
                .hasMessage(
                        "Tenant acme posts by several flows; name one by --flow: invoice-to-netsuite, invoice-to-quickbooks");
        assertThat(reports().tieOut(new BooksReports.Which("acme", Optional.of("invoice-to-quickbooks"), Optional.empty()),
                OCTOBER, (what, read, total) -> {
                }).agree()).isTrue();
        assertThatThrownBy(() -> reports().tieOut(new BooksReports.Which("bolt", Optional.empty(), Optional.empty()), OCTOBER,
                (what, read, total) -> {
                })).hasMessage("There is no tenant bolt, or its document is refused");
    }

    private Findings tieOut() {
        return reports().tieOut(ACME, OCTOBER, (what, read, total) -> {
        });
    }

    /** Those named, or all; as the flow does it. */
    private void post(Optional<LocalDate> closed, LocalDate today, long... only) {
        Coder coder = new Coder(codings.coding("acme"), local.company.catalogue());
        List<Judged> judged = new ArrayList<>();
        source.invoices.values().stream().filter(one -> only.length == 0 || one.key().id() == only[0])
                .forEach(one -> judged.add(new Judged(one.key(), coder.sale(one, only.length > 0))));
        if (only.length == 0) {
            source.payments.values().forEach(one -> judged.add(new Judged(one.key(), coder.payment(one, false))));
            DepositCoder deposits = new DepositCoder(codings.coding("acme"), local.company.catalogue());
            source.deposits.values().forEach(one -> judged.add(new Judged(one.key(), deposits.deposit(one, false))));
        }
        new Poster(local.store.ledger(), Instant::now).post(local.books, new OpenPeriod(closed, today, true), judged);
    }

    private String idOf(long invoice) {
        DocumentKey key = SourceShelf.key(DocumentKind.INVOICE, invoice);
        return local.store.ledger().of(List.of(key)).get(key).get(0).ref().orElseThrow().id();
    }

    private static FlowSettings flow(String name) {
        return new FlowSettings(name, Duration.ofMinutes(1), Map.of("connection", "books"));
    }

    private BooksReports reports() {
        Map<String, FlowSettings> on = new TreeMap<>();
        List.of(flows).forEach(flow -> on.put(flow.flow(), flow));
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, Map.of(), on);
        InstantSource clock = () -> LATER.atTime(18, 0).atZone(acme.timeZone()).toInstant();
        return new BooksReports(new Only(acme), new Bookkeepers((tenant, connection) -> company(),
                (tenant, connection) -> source, codings, local.store.ledger(), clock));
    }

    private record Only(Tenant tenant) implements Tenants {

        @Override
        public Collection<Tenant> all() {
            return List.of(tenant);
        }

        @Override
        public Optional<Tenant> find(String name) {
            return Optional.of(tenant).filter(one -> one.name().equals(name));
        }

        @Override
        public void onChange(Listener listener) {
            throw new AssertionError("nobody listens here");
        }
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
}
