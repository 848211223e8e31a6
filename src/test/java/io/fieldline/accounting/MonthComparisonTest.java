package io.fieldline.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.Test;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.InMemoryLedgerStore;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;
import io.fieldline.ledger.coding.CodingReader;
import io.fieldline.ledger.report.Days;
import io.fieldline.ledger.report.LeftOut;
import io.fieldline.ledger.tieout.Difference;
import io.fieldline.ledger.tieout.Findings;
import io.fieldline.ledger.tieout.Totals;

/** What of three sides belongs to some days, and what is said of each document that does not agree. */
class MonthComparisonTest {

    private static final LocalDate DAY = LocalDate.of(2026, 10, 5);
    private static final LocalDate LATER = LocalDate.of(2026, 11, 3);
    private static final Days OCTOBER = new Days(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 31));
    private static final Days NOVEMBER = new Days(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 11, 30));
    private static final SourceShelf.Like THAT_DAY = SourceShelf.Like.on(DAY);
    private static final String CODING = """
            cutOver: 2026-10-02
            items: [{ sku: Labor, item: Labor }, { sku: Parts, item: Parts }]
            units: [{ businessUnit: Service, class: North }]
            taxes: [{ zone: any, code: TX }]
            payments: [{ type: Check, depositTo: Bank }]
            """;

    private final SourceShelf source = new SourceShelf();
    private final InMemoryLedgerStore ledger = new InMemoryLedgerStore();
    private final List<BookedDocument> books = new ArrayList<>();
    private int ids;

    @Test
    void aMonthAgreesWhenEachDocumentStandsWhereItShould() {
        source.invoice(1, THAT_DAY, "8.25", "Labor 100.00", "Parts 20.00");
        posted(sale(1, DAY, "8.25", "Labor", "100.00", "Parts", "20.00"));
        source.payment(2, THAT_DAY, "Check", "50.00");
        posted(money(2, DAY, "50.00"));

        Findings found = compare(OCTOBER);
        assertThat(found.agree()).isTrue();
        assertThat(found.verdict()).isEqualTo("ServiceTitan, the ledger and the books agree to the cent.");
        assertThat(found.comparison().byFamily()).containsOnlyKeys(Family.SALE, Family.SETTLEMENT)
                .containsEntry(Family.SALE, totals("128.25", "128.25", "128.25"))
                .containsEntry(Family.SETTLEMENT, totals("50.00", "50.00", "50.00"));
        assertThat(found.leftOut()).isEmpty();
    }

    @Test
    void whatWasNotPostedSaysWhy() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        source.invoice(2, THAT_DAY.pending(), "0.00", "Labor 7.00");
        source.invoice(3, THAT_DAY, "0.00", "Pump 30.00");
        source.invoice(4, THAT_DAY, "0.00", "Labor 40.00");
        ledger.quarantine(SourceShelf.key(DocumentKind.INVOICE, 4), List.of(Gap.of("number", "its number is taken")),
                Instant.EPOCH);

        assertThat(reasons(compare(OCTOBER))).containsExactly("invoice 2: is not posted yet: it is not posted yet",
                "invoice 3: waits in quarantine: the item Pump has no row in items", "invoice 1: was not posted",
                "invoice 4: waits in quarantine: its number is taken");
        assertThat(compare(OCTOBER).comparison().totals()).isEqualTo(totals("177.00", "0.00", "0.00"));
    }

    @Test
    void whatIsLeftAloneForGoodIsCountedByReasonAndNotCompared() {
        source.invoice(1, SourceShelf.Like.on(LocalDate.of(2026, 10, 1)), "0.00", "Labor 1.00");
        source.invoice(2, THAT_DAY.failed(), "0.00", "Labor 2.00");
        source.invoice(3, THAT_DAY.exportedByOthers(), "0.00", "Labor 3.00");
        source.invoice(4, THAT_DAY.exportedByOthers(), "0.00", "Labor 4.00");
        source.payment(5, THAT_DAY.exportedByOthers(), "Check", "5.00");
        booked(Form.INVOICE, "I-3", DAY, Optional.empty(), "3.00");
        booked(Form.INVOICE, "old", LocalDate.of(2026, 10, 1), Optional.empty(), "9.00");

        Findings found = compare(OCTOBER);
        assertThat(found.agree()).isTrue();
        assertThat(found.leftOut()).extracting(LeftOut::what, LeftOut::reason, LeftOut::documents, LeftOut::amount)
                .containsExactly(tuple("ServiceTitan's invoices", "it is from before the cut-over", 1L, cents("1.00")),
                        tuple("ServiceTitan's invoices", "it is void", 1L, cents("2.00")),
                        tuple("ServiceTitan's invoices", "somebody else exported it", 2L, cents("7.00")),
                        tuple("ServiceTitan's payments", "somebody else exported it", 1L, cents("5.00")),
                        tuple("the books' invoices", "somebody else posted it, as ServiceTitan says", 1L, cents("3.00")),
                        tuple("the books' invoices", "it is from before the cut-over", 1L, cents("9.00")));
    }

    @Test
    void aDocumentOfOthersIsOnlyInTheBooks() {
        booked(Form.CREDIT, "X-1", DAY, Optional.empty(), "12.00");
        assertThat(reasons(compare(OCTOBER))).containsExactly("books' credit 1: is only in the books");
        assertThat(compare(OCTOBER).comparison().totals()).isEqualTo(totals("0.00", "0.00", "-12.00"));
    }

    @Test
    void oneOfAnotherTenantInTheSameBooksIsLeftOut() {
        EntryKey theirs = new EntryKey(new DocumentKey("bolt", "books", DocumentKind.INVOICE, 1), Family.SALE, 0);
        booked(Form.INVOICE, "B-1", DAY, Optional.of(theirs), "12.00");
        assertThat(compare(OCTOBER).agree()).isTrue();
        assertThat(compare(OCTOBER).leftOut()).extracting(LeftOut::reason).containsExactly("another tenant posted it");
    }

    @Test
    void takingTheKeyOutOfANoteDoesNotMakeADocumentSomebodyElses() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        LedgerEntry entry = posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        books.replaceAll(one -> copy(one, one.date(), Optional.empty()));
        assertThat(entry.ref().map(BooksRef::id)).contains(books.get(0).ref().id());
        assertThat(compare(OCTOBER).agree()).isTrue();
    }

    @Test
    void documentsOfTwoTypesMayHaveOneIdInTheBooks() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        ids--;
        source.payment(2, THAT_DAY, "Check", "50.00");
        posted(money(2, DAY, "50.00"));
        assertThat(books).extracting(one -> one.ref().id()).containsExactly("1", "1");
        books.replaceAll(one -> copy(one, one.date(), Optional.empty()));

        assertThat(reasons(compare(OCTOBER))).isEmpty();
    }

    @Test
    void anInvoiceThatIsOnlySettledIsLeftOut() {
        source.payment(2, THAT_DAY, "Check", "50.00");
        posted(money(2, DAY, "50.00"));
        BookedDocument older = booked(Form.INVOICE, "I-7", DAY, Optional.empty(), "80.00");
        Content open = sale(7, DAY, "0.00", "Labor", "80.00");
        ledger.keep(
                List.of(new LedgerEntry(new EntryKey(SourceShelf.key(DocumentKind.INVOICE, 7), Family.SALE, 0), Form.INVOICE,
                        Optional.of(open), DAY, Optional.of(older.ref()), 1, Optional.empty(), true)));
        assertThat(compare(OCTOBER).agree()).isTrue();
        assertThat(compare(OCTOBER).leftOut()).extracting(LeftOut::reason)
                .containsExactly("it stood there before, and is only settled");
    }

    @Test
    void aCorrectionAfterClosingIsADifferenceOfBothMonthsAndSaysWhereTheRestStands() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 110.00");
        posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        post(1, sale(1, LATER, "0.00", "Labor", "10.00"));

        Findings october = compare(OCTOBER);
        assertThat(reasons(october)).containsExactly("invoice 1: stands elsewhere in the books: 2026-11-03 North Labor");
        assertThat(october.comparison().totals()).isEqualTo(totals("110.00", "100.00", "100.00"));
        assertThat(october.verdict()).isEqualTo("They do not agree on 1 document. Of 1 of them the whole amount stands"
                + " elsewhere in the books.");
        Findings november = compare(NOVEMBER);
        assertThat(reasons(november)).containsExactly("invoice 1: stands elsewhere in the books: 2026-10-05 North Labor");
        assertThat(november.comparison().totals()).isEqualTo(totals("0.00", "10.00", "10.00"));
    }

    @Test
    void oneThatSomebodyMovedToAnotherDayIsReadThere() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        books.replaceAll(one -> copy(one, LATER, one.entry()));

        assertThat(reasons(compare(OCTOBER))).containsExactly("invoice 1: was changed in the books by hand");
        assertThat(compare(OCTOBER).comparison().totals()).isEqualTo(totals("100.00", "100.00", "0.00"));
        assertThat(reasons(compare(NOVEMBER))).containsExactly("invoice 1: was changed in the books by hand");
        assertThat(compare(NOVEMBER).comparison().totals()).isEqualTo(totals("0.00", "0.00", "100.00"));
    }

    @Test
    void oneThatIsVoidOrGoneInServiceTitanAndStandsInTheBooksIsListed() {
        source.invoice(1, THAT_DAY.failed(), "0.00", "Labor 100.00");
        posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        posted(sale(2, DAY, "0.00", "Labor", "3.00"));
        assertThat(reasons(compare(OCTOBER))).containsExactly("invoice 1: is not in ServiceTitan any more",
                "invoice 2: is not in ServiceTitan any more");
    }

    @Test
    void aLineThatTheBooksBookWithoutAnItemIsNotLost() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        posted(sale(1, DAY, "0.00", "Labor", "100.00"));
        books.replaceAll(one -> new BookedDocument(one.form(), one.ref(), one.entry(), one.date(), one.customer(),
                cents("104.00"), one.tax(), "", "", "", one.lines()));
        assertThat(compare(OCTOBER).comparison().differences()).singleElement().satisfies(difference -> {
            assertThat(difference.cell().account()).isEmpty();
            assertThat(difference.amounts()).isEqualTo(totals("0.00", "0.00", "4.00"));
        });
    }

    @Test
    void namesOfTheSameThingAreTheSame() {
        source.invoice(1, THAT_DAY, "0.00", "Parts 20.00");
        posted(sale(1, DAY, "0.00", "Parts", "20.00"));
        books.replaceAll(one -> new BookedDocument(one.form(), one.ref(), one.entry(), one.date(), one.customer(), one.total(),
                one.tax(), "", "", "", List.of(new BookedDocument.BookedLine("All:Parts", "Income", "North", one.total()))));
        assertThat(compare(OCTOBER).agree()).isTrue();
        assertThat(compare(OCTOBER).comparison().cells().keySet()).extracting(cell -> cell.account()).containsOnly("All:Parts");
    }

    @Test
    void whatCannotBeReadIsSaidAndIsNoAgreement() {
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.00");
        source.broken.add(1L);
        Findings found = compare(OCTOBER);
        assertThat(found.agree()).isFalse();
        assertThat(found.unreadable()).containsExactly("ServiceTitan's record 1: total cannot be read");
        assertThat(found.verdict()).isEqualTo("As far as it could be read: ServiceTitan, the ledger and the books agree to the"
                + " cent. 1 record of ServiceTitan could not be read.");

        source.broken.clear();
        source.invoice(1, THAT_DAY, "0.00", "Labor 100.005");
        assertThat(compare(OCTOBER).unreadable()).containsExactly("invoice 1: its total 100.005 is no amount in cents");
    }

    @Test
    void whatIsNotFinalAndComesToNothingIsCounted() {
        source.invoice(1, THAT_DAY.pending(), "0.00");
        assertThat(compare(OCTOBER).agree()).isTrue();
        assertThat(compare(OCTOBER).leftOut()).extracting(LeftOut::reason)
                .containsExactly("it is not posted yet, and comes to nothing");
    }

    private Findings compare(Days days) {
        return new MonthComparison("acme", "books", company(), source, CodingReader.read("acme.yaml",
                CODING.getBytes(StandardCharsets.UTF_8)).coding().orElseThrow(), ledger, new ReentrantLock())
                .of("Acme", days, (what, read, total) -> {
                });
    }

    private static List<String> reasons(Findings findings) {
        return findings.comparison().differences().stream()
                .map(one -> one.cell().document() + ": " + spoken(one)).distinct().toList();
    }

    private static String spoken(Difference difference) {
        return difference.spoken();
    }

    private static Totals totals(String serviceTitan, String ledger, String books) {
        return new Totals(cents(serviceTitan), cents(ledger), cents(books));
    }

    private static BigDecimal cents(String amount) {
        return new BigDecimal(amount);
    }

    /** @param lines item and amount, in turn */
    private static Content sale(long id, LocalDate day, String tax, String... lines) {
        List<Line> all = new ArrayList<>();
        for (int at = 0; at < lines.length; at += 2) {
            all.add(new Line(lines[at], "North", false, cents(lines[at + 1]), "", Optional.empty()));
        }
        return Content.sale(header("I-" + id, day, Optional.empty()), all, cents(tax));
    }

    private static Content money(long id, LocalDate day, String amount) {
        return Content.settlement(header("P-" + id, day, Optional.of("Bank")), cents(amount));
    }

    private static Header header(String number, LocalDate day, Optional<String> account) {
        return new Header(1, day, Optional.empty(), number, "", Optional.empty(), Optional.empty(),
                account.isEmpty() ? Optional.of("TX") : Optional.empty(), Optional.empty(), account, Optional.empty());
    }

    /** Stands in the ledger and in the books, as the document that its number names. */
    private LedgerEntry posted(Content content) {
        return post(Long.parseLong(content.header().number().substring(2)), content);
    }

    private LedgerEntry post(long id, Content content) {
        DocumentKind kind = content.family() == Family.SALE ? DocumentKind.INVOICE : DocumentKind.PAYMENT;
        DocumentKey key = SourceShelf.key(kind, id);
        EntryKey entry = new EntryKey(key, content.family(), ledger.of(List.of(key)).get(key).size());
        BooksRef ref = new BooksRef(Integer.toString(++ids), content.header().number(), "0");
        LedgerEntry kept = new LedgerEntry(entry, content.form(), Optional.of(content), content.header().date(),
                Optional.of(ref), 1, Optional.empty(), false);
        ledger.keep(List.of(kept));
        books.add(new BookedDocument(content.form(), ref, Optional.of(entry), content.header().date(), "1",
                content.total().abs(), content.tax(), content.header().account().orElse(""), "",
                content.header().taxCode().orElse(""), content.lines().stream().map(
                        line -> new BookedDocument.BookedLine(line.item(), "Income", line.itemClass(), line.amount()))
                        .toList()));
        return kept;
    }

    private BookedDocument booked(Form form, String number, LocalDate day, Optional<EntryKey> entry, String total) {
        BookedDocument one = new BookedDocument(form, new BooksRef(Integer.toString(++ids), number, "0"), entry, day, "1",
                cents(total), cents("0.00"), "", "", "",
                List.of(new BookedDocument.BookedLine("Labor", "Income", "", cents(total))));
        books.add(one);
        return one;
    }

    private static BookedDocument copy(BookedDocument one, LocalDate day, Optional<EntryKey> entry) {
        return new BookedDocument(one.form(), one.ref(), entry, day, one.customer(), one.total(), one.tax(), one.account(),
                one.location(), one.taxCode(), one.lines());
    }

    private Company company() {
        return new Company() {

            @Override
            public BooksCatalogue catalogue() {
                return new Names();
            }

            @Override
            public Books books() {
                throw new AssertionError("a comparison writes nothing");
            }

            @Override
            public BookedDocument.Reader booked() {
                return new BookedDocument.Reader() {

                    @Override
                    public List<BookedDocument> between(LocalDate from, LocalDate until) {
                        return books.stream().filter(one -> new Days(from, until).hold(one.date())).toList();
                    }

                    @Override
                    public List<BookedDocument> find(Form form, Collection<String> ids) {
                        return books.stream().filter(one -> one.form() == form && ids.contains(one.ref().id())).toList();
                    }
                };
            }

            @Override
            public BooksChanges changes() {
                throw new AssertionError("a comparison reads documents");
            }
        };
    }

    /** Parts are kept below All. */
    private static final class Names implements BooksCatalogue {

        @Override
        public Collection<String> names(What what) {
            return List.of("Labor", "Parts", "All:Parts", "North", "TX", "Bank");
        }

        @Override
        public String full(What what, String name) {
            return what == What.ITEM && name.equals("Parts") ? "All:Parts" : name;
        }

        @Override
        public Optional<AccountType> accountOf(String item) {
            return Optional.of(AccountType.INCOME);
        }
    }
}
