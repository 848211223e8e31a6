package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.accounting.Company;
import io.fieldline.failure.TenantUnavailableException;
import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.ops.TenantProbe.Finding;
import io.fieldline.ops.TenantProbe.Level;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

class AccountingFindingsTest {

    private static final Instant NOON = Instant.parse("2026-11-02T12:00:00Z");
    private static final FlowSettings POSTS = new FlowSettings("invoice-to-quickbooks", Duration.ofMinutes(1),
            Map.of("connection", "books"));
    private static final Map<BooksCatalogue.What, List<String>> NAMES = Map.of(BooksCatalogue.What.ITEM,
            List.of("Plumbing service", "Refunds"), BooksCatalogue.What.CLASS, List.of("Service"), BooksCatalogue.What.ACCOUNT,
            List.of("Undeposited Funds"), BooksCatalogue.What.TAX_CODE, List.of("TX 8.25"));
    private static final String CODING = """
            cutOver: 2026-11-01
            items:
              - { sku: SVC-1, item: Plumbing service }
            units:
              - { businessUnit: Austin, class: Service }
            taxes:
              - { zone: any, code: TX 8.25 }
            payments:
              - { type: any, depositTo: Undeposited Funds, refundItem: Refunds }
            """;

    @TempDir
    Path temporary;
    private StateStore store;
    private boolean away;

    @BeforeEach
    void open() throws IOException {
        store = StateStore.open(StateStoreSettings.sqlite(temporary.resolve("data")), StateStore.Access.OWNER,
                InstantSource.fixed(NOON));
        code(CODING);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void code(String coding) throws IOException {
        Files.createDirectories(temporary.resolve("accounting"));
        Files.writeString(temporary.resolve("accounting/acme.yaml"), coding);
    }

    private List<Finding> findings(FlowSettings... flows) {
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("UTC"), null, Map.of(),
                List.of(flows).stream().collect(Collectors.toMap(FlowSettings::flow, flow -> flow)));
        return new AccountingFindings(new Codings(ConfigurationFolder.in(temporary), refusal -> {
        }), (tenant, connection) -> new CataloguedCompany(), store.ledger(), store.booksEdits()).of(acme);
    }

    @Test
    void aTenantThatPostsNothingIsToldNothing() {
        assertThat(findings()).isEmpty();
        assertThat(findings(new FlowSettings("warehouse-pipeline", Duration.ofMinutes(1), Map.of()))).isEmpty();
    }

    @Test
    void aCodingThatTheBooksCanFollowIsWell() {
        assertThat(findings(POSTS)).extracting(Finding::what, Finding::level).containsExactly(tuple("coding", Level.OK),
                tuple("names in books", Level.OK), tuple("quarantine of books", Level.OK));
        assertThat(findings(POSTS).get(0).text()).contains("acme.yaml", "2026-11-01", "posted");
    }

    @Test
    void eachProblemOfTheCodingIsNamedWithFileFieldRuleAndLine() throws IOException {
        code("cutOver: soon\nitems:\n  - { sku: SVC-1 }\n");
        assertThat(findings(POSTS)).filteredOn(one -> one.what().equals("coding")).extracting(Finding::level, Finding::text)
                .satisfiesExactly(
                        one -> assertThat(one.toList().toString()).contains("PROBLEM", "acme.yaml", "cutOver", "must be a day",
                                "(line 1)"),
                        two -> assertThat(two.toList().toString()).contains("PROBLEM", "acme.yaml", "items", "item",
                                "(line 3)"));
        Files.delete(temporary.resolve("accounting/acme.yaml"));
        assertThat(findings(POSTS).get(0)).satisfies(one -> {
            assertThat(one.level()).isEqualTo(Level.PROBLEM);
            assertThat(one.text()).contains("acme.yaml", "must be there");
        });
    }

    @Test
    void aNameThatTheBooksDoNotHaveIsAProblemWithTheNearestOne() throws IOException {
        code(CODING.replace("class: Service", "class: Servces").replace("refundItem: Refunds", "refundItem: Refund"));
        assertThat(findings(POSTS)).filteredOn(one -> one.what().equals("names in books"))
                .extracting(Finding::level, Finding::text).containsExactlyInAnyOrder(
                        tuple(Level.PROBLEM, "the coding names class Servces, which the books do not have in use; did you mean"
                                + " Service?"),
                        tuple(Level.PROBLEM, "the coding names item Refund, which the books do not have in use; did you mean"
                                + " Refunds?"));
    }

    @Test
    void anAccountOfABankDepositThatTheBooksDoNotHaveIsAProblem() throws IOException {
        code(CODING + "bankDeposits: [{ bankAccount: any, account: Checking, feeAccount: Undeposited Fund }]\n");
        assertThat(findings(POSTS)).filteredOn(one -> one.level() == Level.PROBLEM).extracting(Finding::text)
                .containsExactlyInAnyOrder("the coding names account Checking, which the books do not have in use",
                        "the coding names account Undeposited Fund, which the books do not have in use; did you mean"
                                + " Undeposited Funds?");
    }

    @Test
    void booksThatCannotBeAskedAreTheConnectionsProblem() {
        away = true;
        assertThat(findings(POSTS)).filteredOn(one -> one.what().equals("names in books")).singleElement()
                .satisfies(one -> {
                    assertThat(one.level()).isEqualTo(Level.WARNING);
                    assertThat(one.text()).contains("the company is closed");
                });
    }

    @Test
    void whatWaitsAndWhatWasChangedByHandIsCounted() {
        DocumentKey first = new DocumentKey("acme", "books", DocumentKind.INVOICE, 1);
        store.ledger().quarantine(first, List.of(Gap.of("total", "it does not add up")), NOON);
        store.ledger().quarantine(new DocumentKey("acme", "books", DocumentKind.INVOICE, 2),
                List.of(Gap.of("closed", "its day is closed")), NOON.plusSeconds(1));
        store.booksEdits().keep(new BooksEdit(new EntryKey(first, Family.SALE, 0), "it was deleted", 1, NOON));

        assertThat(findings(POSTS)).filteredOn(one -> one.level() == Level.WARNING).extracting(Finding::text)
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("2 documents wait, the longest invoice 1: it does not add up"),
                        two -> assertThat(two).startsWith("1 document was changed there by hand"));
    }

    private final class CataloguedCompany implements Company, BooksCatalogue {

        @Override
        public BooksCatalogue catalogue() {
            return this;
        }

        @Override
        public Collection<String> names(What what) {
            if (away) {
                throw new TenantUnavailableException("the company is closed");
            }
            return NAMES.getOrDefault(what, List.of());
        }

        @Override
        public Optional<AccountType> accountOf(String item) {
            throw new AssertionError("not asked for");
        }

        @Override
        public Books books() {
            throw new AssertionError("nothing is posted");
        }

        @Override
        public BookedDocument.Reader booked() {
            throw new AssertionError("nothing is read");
        }

        @Override
        public BooksChanges changes() {
            throw new AssertionError("nothing is read");
        }
    }
}
