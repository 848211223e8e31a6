package io.fieldline.destination.quickbooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.Judged;
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
}
