package io.fieldline.accounting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.BookedDocument;
import io.fieldline.ledger.Books;
import io.fieldline.ledger.BooksCatalogue;
import io.fieldline.ledger.BooksChanges;
import io.fieldline.ledger.coding.Codings;
import io.fieldline.tenant.ConfigurationFolder;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;
import io.fieldline.tenant.Tenants;

/** What of two systems a suggestion is made of, and what becomes of the file. */
class CodingSuggestionsTest {

    /** The last evening of October in Chicago, and November elsewhere. */
    private static final Instant NOW = Instant.parse("2026-11-01T02:00:00Z");
    private static final LocalDate LATELY = LocalDate.of(2026, 8, 2);

    @TempDir
    Path config;

    private final SourceShelf source = new SourceShelf();
    private final Map<String, Connection> connections = new TreeMap<>(
            Map.of("books", connection("books", "ledger"), "slack", connection("slack", "slack")));

    @Test
    void whatWasUsedOfLateAndWhatIsKeptComesTogether() {
        source.invoice(1, SourceShelf.Like.on(LATELY), "0.00", "Labor 100.00");
        source.invoice(2, SourceShelf.Like.on(LATELY.minusDays(1)), "0.00", "Parts 100.00");
        source.invoice(3, SourceShelf.Like.on(LATELY).failed(), "0.00", "Parts 7.00");
        source.payment(4, SourceShelf.Like.on(LATELY), "Check", "5.00");

        String document = suggest(false).coding().document();
        assertThat(document).contains("cutOver: 2026-11-01", "- { sku: Labor, item: Labor }   # Labor, 1 line, 100.00",
                "- { businessUnit: Service, class: Service }", "- { businessUnit: Install, class: Install }",
                "- { type: Check, method: Check, depositTo: Undeposited Funds }").doesNotContain("Parts");
        assertThat(config.resolve("accounting")).doesNotExist();
    }

    @Test
    void theFileIsMadeOnceAndNeverWrittenOver() throws IOException {
        CodingSuggestions.Suggested suggested = suggest(true);
        assertThat(suggested.file()).isEqualTo(config.resolve("accounting/acme.yaml")).content()
                .isEqualTo(suggested.coding().document());

        Files.writeString(suggested.file(), "cutOver: 2027-01-01");
        assertThatThrownBy(() -> suggest(true)).isInstanceOf(MisconfiguredException.class)
                .hasMessageContaining("acme.yaml is there already, and is not written over");
        assertThat(suggested.file()).hasContent("cutOver: 2027-01-01");
        assertThat(suggest(false).coding().document()).contains("cutOver: 2026-11-01");
    }

    @Test
    void ofSeveralBooksAPersonNamesOne() {
        connections.put("others", connection("others", "ledger"));
        assertThatThrownBy(() -> suggest(false)).hasMessage("Tenant acme has several books; name one by --connection: books,"
                + " others");
        assertThat(suggestions().suggest("acme", Optional.of("others"), false, (what, read, total) -> {
        }).coding().document()).contains("units:");
        connections.keySet().retainAll(List.of("slack"));
        assertThatThrownBy(() -> suggest(false)).hasMessage("Tenant acme has no connection that leads to books");
    }

    private CodingSuggestions.Suggested suggest(boolean write) {
        return suggestions().suggest("acme", Optional.empty(), write, (what, read, total) -> {
        });
    }

    private CodingSuggestions suggestions() {
        Tenant acme = new Tenant("acme", "Acme", ZoneId.of("America/Chicago"), null, connections, Map.of());
        return new CodingSuggestions(new Only(acme), CodingSuggestionsTest::company, (tenant, connection) -> source,
                (tenant, what) -> what == SourceNames.Kept.BUSINESS_UNITS ? Map.of("1", "Install") : Map.of(),
                new Codings(ConfigurationFolder.in(config), refusal -> {
                    throw new AssertionError(refusal);
                }), () -> NOW);
    }

    private static Connection connection(String name, String type) {
        return new Connection(name, type, Map.of());
    }

    private static Company company(Tenant tenant, String connection) {
        if (!tenant.connections().get(connection).type().equals("ledger")) {
            throw new MisconfiguredException(connection + " leads to no books");
        }
        return new Company() {

            @Override
            public BooksCatalogue catalogue() {
                return new Kept();
            }

            @Override
            public Books books() {
                throw new AssertionError("a suggestion writes nothing");
            }

            @Override
            public BookedDocument.Reader booked() {
                throw new AssertionError("a suggestion reads no documents of the books");
            }

            @Override
            public BooksChanges changes() {
                throw new AssertionError("a suggestion asks for no changes");
            }
        };
    }

    private static final class Kept implements BooksCatalogue {

        @Override
        public Collection<String> names(What what) {
            return switch (what) {
                case ITEM -> List.of("Labor", "Parts");
                case CLASS -> List.of("Service", "Install");
                case METHOD -> List.of("Check");
                case ACCOUNT -> List.of("Undeposited Funds");
                default -> List.of();
            };
        }

        @Override
        public Optional<AccountType> accountOf(String item) {
            return Optional.of(AccountType.INCOME);
        }
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
}
