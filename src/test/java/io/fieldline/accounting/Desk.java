package io.fieldline.accounting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.InMemoryBooksEdits;
import io.fieldline.ledger.InMemoryLedgerStore;
import io.fieldline.ledger.MemoryBooks;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.servicetitan.HandClock;
import io.fieldline.sync.InMemoryCheckpointStore;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.FlowSettings;
import io.fieldline.tenant.Tenant;

/** The books of the tenant acme with all that is around them, in memory. */
final class Desk implements PostingTurns.Flows {

    static final String FLOW = "invoice-to-books";
    private static final String CODING = """
            cutOver: 2026-11-01
            finalized: %s
            items:
              - { sku: SVC-1, item: Service }
            %s
            payments:
              - { type: Check, depositTo: Bank }
            """;

    final FlowSettings flow = new FlowSettings(FLOW, Duration.ofMinutes(1), Map.of("connection", "books"));
    final Tenant acme = new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null,
            Map.of("books", new Connection("books", "memory", Map.of())), Map.of(FLOW, flow));
    final FixedTenants tenants = new FixedTenants(acme);
    final HandClock clock = new HandClock(Instant.parse("2026-11-10T12:00:00Z"));
    final MemoryBooks books = new MemoryBooks();
    final MemoryDocuments documents = new MemoryDocuments();
    final InMemoryLedgerStore ledger = new InMemoryLedgerStore();
    final InMemoryBooksEdits edits = new InMemoryBooksEdits();
    final InMemoryCheckpointStore checkpoints = new InMemoryCheckpointStore();
    final Map<BooksCatalogue.What, Set<String>> catalogue = new EnumMap<>(
            Map.of(BooksCatalogue.What.ITEM, new TreeSet<>(Set.of("Service", "Repair")), BooksCatalogue.What.ACCOUNT,
                    new TreeSet<>(Set.of("Bank", MemoryBooks.UNDEPOSITED))));
    final List<String> resumed = new ArrayList<>();
    boolean paused;
    BooksChanges changes = since -> List.of();
    final Bookkeepers bookkeepers;
    final PostingTurns turns;
    private final Path folder;

    Desk(Path folder) {
        this.folder = folder;
        Codings codings = new Codings(ConfigurationFolder.in(folder), refusal -> {
            throw new AssertionError(refusal);
        });
        bookkeepers = new Bookkeepers((tenant, connection) -> company(), (tenant, connection) -> documents, codings, ledger,
                clock);
        turns = new PostingTurns(tenants, bookkeepers, codings, ledger, edits, checkpoints, this, Rhythm.usual(), clock);
        code("posted", "");
    }

    void code(String finalized, String moreItems) {
        try {
            Files.createDirectories(file().getParent());
            Files.writeString(file(), CODING.formatted(finalized, moreItems.isEmpty() ? "" : "  - " + moreItems));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return folder.resolve("accounting").resolve("acme.yaml");
    }

    Bookkeeping bookkeeping() {
        return bookkeepers.of(acme, flow);
    }

    /** A turn after some time. */
    void turn(Duration later) {
        clock.advance(later);
        turns.run("acme");
    }

    @Override
    public boolean runs(String tenant, String name) {
        return !paused;
    }

    @Override
    public void resume(Tenant tenant, String name) {
        resumed.add(tenant.name() + " " + name);
    }

    private Company company() {
        return new Company() {

            @Override
            public BooksCatalogue catalogue() {
                return new BooksCatalogue() {

                    @Override
                    public Collection<String> names(What what) {
                        return catalogue.getOrDefault(what, Set.of());
                    }

                    @Override
                    public Optional<String> undeposited() {
                        return Optional.of(MemoryBooks.UNDEPOSITED);
                    }

                    @Override
                    public Optional<AccountType> accountOf(String item) {
                        return names(What.ITEM).contains(item) ? Optional.of(AccountType.INCOME) : Optional.empty();
                    }
                };
            }

            @Override
            public Books books() {
                return books;
            }

            @Override
            public BookedDocument.Reader booked() {
                throw new AssertionError("no days are read");
            }

            @Override
            public BooksChanges changes() {
                return since -> changes.since(since);
            }
        };
    }
}
