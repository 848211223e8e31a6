package io.fieldline.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.fieldline.failure.MisconfiguredException;
import io.fieldline.ledger.Applied;
import io.fieldline.ledger.BooksEdit;
import io.fieldline.ledger.BooksRef;
import io.fieldline.ledger.Content;
import io.fieldline.ledger.DocumentKey;
import io.fieldline.ledger.DocumentKind;
import io.fieldline.ledger.EntryKey;
import io.fieldline.ledger.Family;
import io.fieldline.ledger.Form;
import io.fieldline.ledger.Gap;
import io.fieldline.ledger.Header;
import io.fieldline.ledger.LedgerEntry;
import io.fieldline.ledger.Line;
import io.fieldline.servicetitan.FixedTenants;
import io.fieldline.store.StateStore;
import io.fieldline.store.StateStoreSettings;
import io.fieldline.tenant.Connection;
import io.fieldline.tenant.Tenant;

class AccountingVerbsTest {

    private static final Instant MONDAY = Instant.parse("2026-11-02T08:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-11-03T08:00:00Z");
    private static final LocalDate DAY = LocalDate.of(2026, 11, 1);
    private static final FixedTenants TENANTS = new FixedTenants(tenant("summit", "qbo"), tenant("acme", "books"));
    private static final Gap UNMAPPED = new Gap("item", "Tape", "the item Tape has no row in items",
            Optional.of("Duct Tape"));
    private static final Gap UNEQUAL = Gap.of("total", "its lines come to 1.00, its subtotal is 2.00");

    @TempDir
    Path temporary;
    private StateStore store;

    @BeforeEach
    void open() {
        store = StateStore.open(StateStoreSettings.sqlite(temporary), StateStore.Access.OWNER, InstantSource.fixed(MONDAY));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Tenant tenant(String name, String books) {
        return new Tenant(name, name, ZoneId.of("UTC"), null,
                Map.of(books, new Connection(books, "quickbooks", Map.of())), Map.of());
    }

    private static DocumentKey invoice(long id) {
        return new DocumentKey("acme", "books", DocumentKind.INVOICE, id);
    }

    private static Header header(String number) {
        return new Header(7, DAY, Optional.empty(), number, "for Ada", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static ObjectNode arguments() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode run(Verb verb, ObjectNode arguments) {
        return verb.run(arguments, progress -> {
        });
    }

    private static List<JsonNode> rows(ObjectNode result) {
        return StreamSupport.stream(result.path("rows").spliterator(), false).toList();
    }

    private LedgerEntry credit() {
        Content content = Content.sale(header("C-5"), List.of(new Line("Repair", "Service", true, new BigDecimal("-20.00"),
                "for Ada", Optional.empty()), new Line("Discount", "", false, new BigDecimal("5.00"), "", Optional.empty())),
                new BigDecimal("-1.65"));
        return new LedgerEntry(new EntryKey(invoice(5), Family.SALE, 0), Form.CREDIT, Optional.of(content), DAY,
                Optional.of(new BooksRef("145", "C-5", "0")), 1, Optional.empty(), false);
    }

    private LedgerEntry application() {
        Content content = Content.application(header("C-5"),
                List.of(new Applied(new EntryKey(invoice(4), Family.SALE, 1), new BigDecimal("16.65"))));
        return new LedgerEntry(new EntryKey(invoice(5), Family.APPLICATION, 0), Form.APPLICATION, Optional.of(content), DAY,
                Optional.of(new BooksRef("146", "", "0")), 1, Optional.empty(), false);
    }

    @Test
    void theQuarantineIsListedOneRowForEachThingThatIsMissing() {
        store.ledger().quarantine(invoice(1), List.of(UNMAPPED, UNEQUAL), TUESDAY);
        store.ledger().describe(invoice(1), "I-1", DAY);
        store.ledger().quarantine(invoice(2), List.of(UNEQUAL), MONDAY);
        store.ledger().quarantine(new DocumentKey("summit", "qbo", DocumentKind.CREDIT_MEMO, 3), List.of(UNMAPPED), MONDAY);
        Verb verb = new AccountingQuarantine(TENANTS, store.ledger());

        assertThat(rows(run(verb, arguments()))).extracting(row -> row.path("tenant").asText(),
                row -> row.path("document").asText(), row -> row.path("number").asText(), row -> row.path("date").asText(),
                row -> row.path("missing").asText(), row -> row.path("suggestion").asText(), row -> row.path("since").asText())
                .containsExactly(tuple("acme", "invoice 2", "", "", "total", "", MONDAY.toString()),
                        tuple("acme", "invoice 1", "I-1", "2026-11-01", "item Tape", "Duct Tape", TUESDAY.toString()),
                        tuple("acme", "invoice 1", "I-1", "2026-11-01", "total", "", TUESDAY.toString()),
                        tuple("summit", "credit memo 3", "", "", "item Tape", "Duct Tape", MONDAY.toString()));
        ObjectNode first = run(verb, arguments().put("tenant", "acme").put("limit", 1));
        assertThat(rows(first)).extracting(row -> row.path("document").asText()).containsExactly("invoice 2");
        assertThat(first.path("documents").asInt()).isEqualTo(2);
        assertThatThrownBy(() -> run(verb, arguments().put("tenant", "nobody"))).isInstanceOf(MisconfiguredException.class)
                .hasMessage("There is no tenant nobody");
    }

    @Test
    void aDocumentIsShownAsTheBooksHaveItWithoutWhatIsSaidOfTheCustomer() {
        store.ledger().keep(List.of(credit(), application()));
        store.ledger().awaits(Map.of(invoice(5), List.of(invoice(4))), 1);
        store.ledger().quarantine(invoice(5), List.of(UNEQUAL), MONDAY);
        store.booksEdits().keep(new BooksEdit(credit().key(), "it was deleted", 1, TUESDAY));
        ObjectNode result = run(new ShowAccounting(TENANTS, store.ledger(), store.booksEdits()),
                arguments().put("tenant", "acme").put("document", "invoice/5"));

        assertThat(rows(result)).hasSize(1);
        JsonNode row = rows(result).get(0);
        JsonNode credit = StreamSupport.stream(row.path("entries").spliterator(), false)
                .filter(entry -> entry.path("form").asText().equals("credit")).findFirst().orElseThrow();
        assertThat(credit.path("number").asText() + " " + credit.path("id").asText() + " " + credit.path("date").asText())
                .isEqualTo("C-5 145 2026-11-01");
        assertThat(credit.path("total").asText()).isEqualTo("16.65");
        assertThat(credit.path("tax").asText()).isEqualTo("1.65");
        assertThat(credit.path("state").asText()).isEqualTo("stands");
        assertThat(credit.path("lines")).extracting(line -> line.path("item").asText(), line -> line.path("amount").asText(),
                line -> line.path("taxed").asBoolean())
                .containsExactly(tuple("Repair", "20.00", true), tuple("Discount", "-5.00", false));
        JsonNode application = StreamSupport.stream(row.path("entries").spliterator(), false)
                .filter(entry -> entry.path("form").asText().equals("application")).findFirst().orElseThrow();
        assertThat(application.path("applied")).extracting(one -> one.path("document").asText(),
                one -> one.path("part").asInt(), one -> one.path("amount").asText())
                .containsExactly(tuple("invoice 4", 1, "16.65"));
        assertThat(row.path("waitsFor").get(0).asText()).isEqualTo("invoice 4");
        assertThat(row.path("missing").get(0).path("reason").asText()).isEqualTo(UNEQUAL.reason());
        assertThat(row.path("edits").get(0).path("edit").asText()).isEqualTo("it was deleted");
        assertThat(result.toString()).doesNotContain("Ada");
    }

    @Test
    void aDocumentThatTheLedgerDoesNotKnowHasNoRow() {
        Verb verb = new ShowAccounting(TENANTS, store.ledger(), store.booksEdits());
        assertThat(rows(run(verb, arguments().put("tenant", "acme").put("document", "payment/5")))).isEmpty();
        assertThatThrownBy(() -> run(verb, arguments().put("tenant", "acme").put("document", "5")))
                .isInstanceOf(MisconfiguredException.class).hasMessageContaining("invoice/4711");
    }

    @Test
    void editsAreListedWithTheDocumentThatTheyAreOf() {
        store.ledger().keep(List.of(credit()));
        store.booksEdits().keep(new BooksEdit(credit().key(), "it was deleted", 1, TUESDAY));
        Verb verb = new AccountingEdits(TENANTS, store.ledger(), store.booksEdits());

        assertThat(rows(run(verb, arguments()))).extracting(row -> row.path("tenant").asText(),
                row -> row.path("document").asText(), row -> row.path("form").asText(), row -> row.path("number").asText(),
                row -> row.path("id").asText(), row -> row.path("edit").asText(), row -> row.path("since").asText())
                .containsExactly(tuple("acme", "invoice 5", "credit", "C-5", "145", "it was deleted", TUESDAY.toString()));
        assertThat(rows(run(verb, arguments().put("tenant", "summit")))).isEmpty();
    }
}
